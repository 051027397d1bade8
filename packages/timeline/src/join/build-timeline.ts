import type { Timeline, TimelineInput } from '../model';
import { TimelineJoiner } from './timeline-joiner';

/**
 * Joins calls with packets: every packet gets an owner, every return what it waited for, or an explicit unknown with
 * its reason. Calls only, packets only, or both; for an end without a trace its calls are inferred.
 *
 * Data joins by byte interval, control packets by ownership; time is only a check. The rules are in JOIN.md.
 *
 * The same input gives the same timeline, and ids stay as the input grows. Work is near linear in calls and packets.
 *
 * @throws RangeError where two traces have the same process name
 */
export function buildTimeline(input: TimelineInput): Timeline {
  return new TimelineJoiner().update(input, { isGrowing: false });
}
