import { Argument } from 'commander';

/** Words that several commands share, said once. */
export const INPUTS = 'session directories, pcap files, call traces, or - for standard input; told apart by content';
export const BUFFER = 'most bytes a recv() asks for (default: 255 with --article, else 65536)';
export const RUN =
  "Behind -- stands the command, with its own options. Calls are traced of sockscope's own server and client; of other programs they are inferred from the packets.";
export const PROTOCOL = new Argument('<protocol>', 'what to speak').choices(['tcp', 'udp']);

/** Gives command lines as the last part of a help text. */
export function examples(...lines: string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}\n`;
}
