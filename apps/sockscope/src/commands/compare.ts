import {
  buildTimeline,
  compareHandshakes,
  comparisonCsv,
  comparisonJson,
  comparisonMarkdown,
  comparisonText,
  handshakeRun,
  jsonLine,
  packetPhases,
  type Comparison,
  type HandshakeRun,
} from '@sockscope/timeline';
import { openLargeCapture } from '../large-capture';
import { load } from '../load';
import { printable } from '@sockscope/session';
import { printLines, say } from '../output';
import { sayProblems } from '../say-problems';

export interface CompareOptions {
  readonly json?: boolean;
  readonly csv?: boolean;
  readonly markdown?: boolean;
}

/** How a comparison is printed, by the option that asks for it; text where none does. */
function comparisonLines(comparison: Comparison, { json, csv, markdown }: CompareOptions): readonly string[] {
  if (json) return [jsonLine(comparisonJson(comparison))];
  // A record of RFC 4180 ends with CR LF; the LF comes with the line.
  if (csv) return comparisonCsv(comparison).map((record) => record.replace(/\n$/, ''));
  return markdown ? comparisonMarkdown(comparison) : comparisonText(comparison);
}

/** A large capture has no calls: its handshakes are read from its index, not joined. */
async function readRun(session: string): Promise<{ readonly run: HandshakeRun; readonly status: number }> {
  const large = await openLargeCapture([session]);
  if (large === null) {
    const { recording, status } = await load([session]);
    return { run: handshakeRun(session, [buildTimeline(recording)]), status };
  }
  const phases = Array.from(large.connections()).flatMap((each) =>
    each.protocol === 'tcp' ? [packetPhases(each)] : [],
  );
  return { run: { name: session, phases }, status: sayProblems(large.problems) };
}

/** `sockscope compare`: phases of the handshakes of each session against those of the first. */
export async function compare(sessions: readonly string[], options: CompareOptions): Promise<number> {
  const runs: HandshakeRun[] = [];
  let worst = 0;
  for (const session of sessions) {
    const { run, status } = await readRun(session);
    // What could not be read has been said.
    if (run.phases.length === 0 && status === 0) say(`${printable(session)}: no TCP handshake in it`);
    runs.push(run);
    worst ||= run.phases.length === 0 ? 1 : status;
  }
  await printLines(comparisonLines(compareHandshakes(runs), options));
  return worst;
}
