import type { ClockEstimate, Timeline, TimelineInput } from '../model';
import { joinedTimeline } from './joined-timeline';
import { RecordingJoin } from './recording-join';

/**
 * Joins a recording while it grows. The work for what is new does not depend on how much came before, and the timeline
 * is the one that the whole at once would give.
 *
 * @example
 * const joiner = new TimelineJoiner();
 * feed.subscribe(() => draw(joiner.update(feed.current(), { isGrowing: true })));
 */
export class TimelineJoiner {
  private join = new RecordingJoin();

  /**
   * Takes the recording as it is now: packets, connections and calls are those of the last time and what came since; a
   * call that had not returned may have. Parts of the timeline are worked out when they are read, so a timeline is good
   * until the next update.
   *
   * @param isGrowing More may come. Calls whose line stands in the trace before that of an earlier one wait for it then.
   * @throws RangeError where two traces have the same process name: ids of calls begin with it
   */
  update(input: TimelineInput, { isGrowing }: { readonly isGrowing: boolean }): Timeline {
    const names = new Set(input.traces.map(({ process }) => process.name));
    if (names.size < input.traces.length) {
      throw new RangeError('two traces have one process name: ids of calls begin with it');
    }
    // What is corrected was estimated from what was known by then: in the end from all.
    const isCorrected = this.join.corrections.size > 0;
    if ((isCorrected && !isGrowing) || !this.join.grow(input, isGrowing)) {
      this.join = new RecordingJoin();
      this.join.grow(input, isGrowing);
    }
    const { outOfTime: byConnections } = this.join;
    const byDatagrams = isGrowing ? [] : this.join.outOfTimeByDatagrams;
    const outOfTime = new Set([...byConnections, ...byDatagrams]);
    this.join = outOfTime.size === 0 ? this.join : corrected(this.join, outOfTime, input, isGrowing);
    return joinedTimeline(this.join, input.drops);
  }
}

/** Joins anew with the clocks of those processes corrected, as far as their calls and packets agree on any clock. */
function corrected(
  join: RecordingJoin,
  outOfTime: ReadonlySet<string>,
  input: TimelineInput,
  isGrowing: boolean,
): RecordingJoin {
  const trial = new RecordingJoin(outOfTime);
  trial.grow(input, isGrowing);
  const estimates = trial.clocks().filter(({ process, kind }) => outOfTime.has(process) && FEASIBLE.has(kind));
  if (estimates.length === 0) {
    return join;
  }
  const corrections = new Map(estimates.map((estimate) => [estimate.process, estimate]));
  const again = new RecordingJoin(new Set(corrections.keys()), corrections);
  again.grow(input, isGrowing);
  return again;
}

const FEASIBLE: ReadonlySet<ClockEstimate['kind']> = new Set(['offset', 'drift']);
