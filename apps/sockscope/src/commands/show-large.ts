import { packetJson } from '@sockscope/capture';
import type { IndexedCapture, InputProblem, Recording } from '@sockscope/session';
import {
  buildTimeline,
  renderConnectionText,
  renderLegendText,
  renderLooseText,
  renderProblemsText,
  timelineJson,
  writeScript,
} from '@sockscope/timeline';
import { jsonLines } from '../print-json';
import { printLines, say } from '../output';
import { layoutOptions, rowTestOption } from '../ladder-text';
import type { LadderChoice } from '../ladder-text';
import { sayProblems } from '../say-problems';

/** What `show` prints, and how. */
export interface ShowChoice extends LadderChoice {
  readonly form: 'text' | 'json' | 'script';
}

/** A file that was cut while it was shown would have a line for each connection. */
const MOST_SAID = 5;

/** A part of a large capture. */
interface Part {
  readonly recording: Recording;
  /** `loose`: packets of no connection; `more-loose`: more of them. */
  readonly kind: 'connection' | 'loose' | 'more-loose';
}

/**
 * Prints a large capture one connection after another, each read and joined when it is its turn, and then what belongs to
 * none: in the memory of the longest one. Resolves to the exit status.
 */
export async function showLarge(capture: IndexedCapture, choice: ShowChoice): Promise<number> {
  const problems: InputProblem[] = [];
  await printLines(captureLines(capture, choice, problems));
  const status = sayProblems([...capture.problems, ...problems.slice(0, MOST_SAID)]);
  if (problems.length > MOST_SAID) say(`${problems.length - MOST_SAID} more such lines are left out`);
  return status;
}

function* captureLines(capture: IndexedCapture, choice: ShowChoice, problems: InputProblem[]): Generator<string> {
  for (const part of partsOf(capture, choice)) {
    yield* choice.form === 'text' ? textLines(part, choice) : otherLines(part, choice);
    problems.push(...part.recording.problems);
  }
  if (choice.form === 'text') yield* renderLegendText(layoutOptions(choice));
}

function* partsOf(capture: IndexedCapture, { connection }: ShowChoice): Generator<Part> {
  const chosen = connection === undefined ? Array(capture.connectionCount).keys() : [connection];
  for (const each of chosen) {
    const recording = capture.connection(each);
    if (recording !== null) yield { recording, kind: 'connection' };
  }
  if (connection !== undefined) return;
  let kind: Part['kind'] = 'loose';
  for (const recording of capture.ofNoConnection()) {
    yield { recording, kind };
    kind = 'more-loose';
  }
}

function* textLines({ recording, kind }: Part, choice: ShowChoice): Generator<string> {
  const timeline = buildTimeline(recording);
  const options = { ...layoutOptions(choice), ...rowTestOption(recording, timeline, choice) };
  if (kind !== 'connection') {
    yield* renderLooseText(timeline, options, kind === 'more-loose');
    return;
  }
  // Alone, its packets may make more than one: what told them from one was between others.
  for (const place of timeline.connections.keys()) yield* renderConnectionText(timeline, place, options);
  yield* renderProblemsText(timeline, options);
}

function otherLines({ recording }: Part, { form }: ShowChoice): Iterable<string> {
  const timeline = buildTimeline(recording);
  return form === 'json' ? jsonLines(timelineJson(timeline, packetJson)) : writeScript(recording, timeline);
}
