import { Argument } from 'commander';

/** Words that several commands share, said once. */
export const INPUTS = 'session directories, pcap files, call traces, or - for standard input; told apart by content';
export const BUFFER = 'most bytes a recv() asks for (default: 255 with --article, else 65536)';
export const BUFFER_SIZE = 'memory of the kernel for packets that tcpdump has not taken yet (default: 65536)';
export const RUN =
  "Behind -- stands the command, with its own options. Calls are traced of sockscope's own server and client; of other programs they are inferred from the packets.";
export const PROTOCOL = new Argument('<protocol>', 'what to speak').choices(['tcp', 'udp']);

export const FILTERS = `
Filters:
  tcp.port == 8888 and flags.syn     Wireshark's words; and or not ( ) && || !
  call == connect and errno          the calls, their errors, results and times
  handshake > 1ms or duration > 5ms  durations have units
  text contains "你好"               like "GET *", matches "^GET"; any case
  frame.number in {1, 5..9}          one of several
  tcp port 8888                      tcpdump's host, port, src and dst
`;

export const PACKET_FILTERS = `
Filters:
  tcp.port == 8888 and flags.syn     Wireshark's words; and or not ( ) && || !
  ip.addr == 10.0.0.0/8              addresses and networks
  connection == 5 and bytes > 0      connections as \`connections\` numbers them
  text contains "GET"                the data, and what the line says
  frame.number in {1, 5..9}          one of several
  tcp port 8888                      tcpdump's host, port, src and dst
`;

export const CONNECTION_FILTERS = `
Filters:
  tcp.port == 8888 or udp            Wireshark's words; and or not ( ) && || !
  outcome == refused                 how the handshake went
  close == reset                     how the connection ended
  handshake > 1ms                    durations have units
  connection.bytes > 1000000         bytes of data, both ways
  src host 10.0.0.1                  tcpdump's words; src is the client
`;

/** Gives command lines as the last part of a help text. */
export function examples(...lines: string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}\n`;
}
