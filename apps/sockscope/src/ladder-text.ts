import type { Recording } from '@sockscope/session';
import { buildTimeline, compileFilter, filterSource, renderLadderText } from '@sockscope/timeline';
import type { Filter, LadderOptions, LadderTextOptions, Timeline } from '@sockscope/timeline';

/** Wide enough for the whole of most notes: who sent a packet, and why. */
const WIDTH_WITHOUT_TERMINAL = 160;

/** How a ladder is printed. */
export interface LadderChoice {
  readonly width?: number;
  readonly ascii?: boolean;
  readonly connection?: number;
  readonly filter?: Filter;
}

/** The ladder of a recording as lines of text, as wide as the terminal or the user says. */
export function* ladderText(recording: Recording, choice: LadderChoice): Generator<string> {
  const timeline = buildTimeline(recording);
  const { connection } = choice;
  const dropped = recording.session?.end?.packetsDropped ?? 0;
  if (dropped > 0) yield* [`! ${dropped} packets were dropped: what is not there may have been on the wire`, ''];
  yield* renderLadderText(timeline, {
    ...layoutOptions(choice),
    ...rowTestOption(recording, timeline, choice),
    ...(connection !== undefined && { connection }),
  });
}

/** How wide the ladder is, and of which characters. */
export function layoutOptions({ width, ascii }: LadderChoice): LadderOptions {
  return { width: width ?? process.stdout.columns ?? WIDTH_WITHOUT_TERMINAL, ...(ascii && { ascii }) };
}

/** Which rows of a recording's ladders are shown. */
export function rowTestOption(
  recording: Recording,
  timeline: Timeline,
  { filter }: LadderChoice,
): Pick<LadderTextOptions, 'rowTest'> {
  if (filter === undefined) return {};
  const frame = (number: number): Uint8Array | null => recording.frame(number);
  return { rowTest: (rows) => compileFilter(filter, filterSource(timeline, rows, frame)) };
}
