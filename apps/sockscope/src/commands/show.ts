import { packetJson } from '@sockscope/capture';
import type { Recording } from '@sockscope/session';
import { buildTimeline, renderLadderText, timelineJson } from '@sockscope/timeline';
import { load } from '../load';
import { printLines, say } from '../output';
import { printJson } from '../print-json';

/** Wide enough for the whole of most notes: who sent a packet, and why. */
const WIDTH_WITHOUT_TERMINAL = 160;

export interface LadderTextOptions {
  readonly width?: number;
  readonly ascii?: boolean;
  readonly connection?: number;
}

export interface ShowOptions extends LadderTextOptions {
  readonly json?: boolean;
}

/** The ladder of a recording as lines of text, as wide as the terminal or the user says. */
export function ladderText(recording: Recording, { width, ascii, connection }: LadderTextOptions): Iterable<string> {
  return renderLadderText(buildTimeline(recording), {
    width: width ?? process.stdout.columns ?? WIDTH_WITHOUT_TERMINAL,
    ...(ascii && { ascii }),
    ...(connection !== undefined && { connection }),
  });
}

/** Reads the inputs and prints their ladder; resolves to the exit status. */
export async function printLadder(inputs: readonly string[], options: LadderTextOptions): Promise<number> {
  const { recording, status } = await load(inputs);
  await printLines(ladderText(recording, options));
  return status;
}

/** `sockscope show`: the ladder as text, or calls, packets and links as JSON Lines. */
export async function show(inputs: readonly string[], options: ShowOptions): Promise<number> {
  const { recording, status } = await load(inputs);
  const { connection, json } = options;
  if (connection !== undefined && connection >= recording.connections.length) {
    say(`there is no connection ${connection}; the recording has ${recording.connections.length}`);
    return 2;
  }
  if (json) await printJson(timelineJson(buildTimeline(recording), packetJson));
  else await printLines(ladderText(recording, options));
  return status;
}
