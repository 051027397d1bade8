import type { Timeline, TimelineInput } from '../model';
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
    if (!this.join.grow(input, isGrowing)) {
      this.join = new RecordingJoin();
      this.join.grow(input, isGrowing);
    }
    return joinedTimeline(this.join);
  }
}
