import type { Timeline, TimelineCall } from '@sockscope/timeline';

const SENDING = new Set(['send', 'sendto']);

/**
 * Gives what is wrong with the bytes that sends have in segments: for each TCP send they must be, without gap and without
 * overlap, as many as it returned. A connection that was reset may have lost some.
 */
export function sentBytesFaults(timeline: Timeline): string[] {
  return timeline.calls.flatMap((call) => {
    if (!SENDING.has(call.call.call) || call.inferred || (call.call.result ?? 0) <= 0) return [];
    const connection = call.connection === null ? undefined : timeline.connections[call.connection]?.connection;
    if (connection?.protocol !== 'tcp') return [];
    const fault = faultOf(timeline, call, connection.close.kind === 'reset');
    return fault === null ? [] : [`${call.text}: ${fault}`];
  });
}

function faultOf(timeline: Timeline, { id, call }: TimelineCall, isReset: boolean): string | null {
  const intervals = timeline.links
    .filter((link) => link.call === id && link.relation === 'causes' && !link.isRetransmission)
    .flatMap(({ bytes }) => (bytes === null ? [] : [bytes]))
    .sort((a, b) => a.from - b.from);
  const gap = intervals.find((interval, index) => index > 0 && interval.from !== intervals[index - 1]?.to);
  if (gap !== undefined) return `its segments do not follow each other at byte ${gap.from}`;
  const linked = (intervals.at(-1)?.to ?? 0) - (intervals[0]?.from ?? 0);
  return linked === call.result || (isReset && linked < (call.result ?? 0))
    ? null
    : `${linked} of its ${call.result} bytes are linked to segments`;
}
