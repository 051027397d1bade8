import { packetJson } from '@sockscope/capture';
import type { IndexedCapture, Recording } from '@sockscope/session';
import {
  buildTimeline,
  compileFilter,
  FILTER_FIELDS,
  filterSource,
  parseFilter,
  renderLadderText,
  timelineJson,
  writeScript,
} from '@sockscope/timeline';
import type { Filter } from '@sockscope/timeline';
import { openLargeCapture } from '../large-capture';
import { load, sayProblems } from '../load';
import { printLines, say } from '../output';
import { printJson } from '../print-json';

/** Wide enough for the whole of most notes: who sent a packet, and why. */
const WIDTH_WITHOUT_TERMINAL = 160;

export interface LadderTextOptions {
  readonly width?: number;
  readonly ascii?: boolean;
  readonly connection?: number;
  readonly filter?: Filter;
}

export interface ShowOptions extends Omit<LadderTextOptions, 'filter'> {
  readonly json?: boolean;
  readonly script?: boolean;
  /** As it was typed. */
  readonly filter?: string;
}

/** The ladder of a recording as lines of text, as wide as the terminal or the user says. */
export function ladderText(recording: Recording, options: LadderTextOptions): Iterable<string> {
  const { width, ascii, connection, filter } = options;
  const timeline = buildTimeline(recording);
  return renderLadderText(timeline, {
    width: width ?? process.stdout.columns ?? WIDTH_WITHOUT_TERMINAL,
    ...(ascii && { ascii }),
    ...(connection !== undefined && { connection }),
    ...(filter && {
      rowTest: (rows) =>
        compileFilter(
          filter,
          filterSource(timeline, rows, (number) => recording.frame(number)),
        ),
    }),
  });
}

/** Reads the inputs and prints their ladder; resolves to the exit status. */
export async function printLadder(inputs: readonly string[], options: LadderTextOptions): Promise<number> {
  const { recording, status } = await load(inputs);
  await printLines(ladderText(recording, options));
  return status;
}

/** `sockscope show`: the ladder as text; calls, packets and links as JSON Lines or as a script. */
export async function show(inputs: readonly string[], options: ShowOptions): Promise<number> {
  const { filter: typed, ...shown } = options;
  if (typed === 'help') return listFields();
  if (shown.json && shown.script) return usage('--json and --script are two forms of everything: choose one');
  if (typed !== undefined && (shown.json || shown.script)) {
    return usage(`--filter chooses rows of the ladder; --${shown.json ? 'json' : 'script'} gives everything`);
  }
  const filter = parseFilter(typed ?? '');
  if (!filter.ok) return usage(`--filter, character ${filter.error.at + 1}: ${filter.error.text}`);
  const { connection, json, script } = shown;
  const chosen = { ...shown, ...(filter.filter && { filter: filter.filter }) };
  const large = connection === undefined || json || script ? null : await openLargeCapture(inputs);
  if (large !== null) return showConnection(large, connection ?? 0, chosen);
  const { recording, status } = await load(inputs);
  if (connection !== undefined && connection >= recording.connections.length) {
    return usage(`there is no connection ${connection}; the recording has ${recording.connections.length}`);
  }
  if (json) await printJson(timelineJson(buildTimeline(recording), packetJson));
  else if (script) await printLines(writeScript(recording, buildTimeline(recording)));
  else await printLines(ladderText(recording, chosen));
  return status;
}

/** Of a large capture only this connection is joined; it is the only one of its recording. */
async function showConnection(capture: IndexedCapture, index: number, chosen: LadderTextOptions): Promise<number> {
  const recording = capture.connection(index);
  if (recording === null) {
    return usage(`there is no connection ${index}; the recording has ${capture.connectionCount}`);
  }
  await printLines(ladderText(recording, { ...chosen, connection: 0 }));
  return sayProblems([...capture.problems, ...recording.problems]);
}

function usage(text: string): 2 {
  say(text);
  return 2;
}

/** Every field that a filter can ask for, with an example. */
async function listFields(): Promise<number> {
  await printLines(FILTER_FIELDS.map(({ name, help, example }) => `${name.padEnd(24)}${help}: ${example}`));
  return 0;
}
