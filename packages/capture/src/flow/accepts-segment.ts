import type { PacketFacts } from '../wire/packet-facts';
import { TCP_FLAG } from '../wire/tcp-flags';
import type { ConnectionRow } from './connection-row';
import { STREAM_FLAG } from './row-layout';
import { hasIsn, isAcknowledgedBy, offsetOf, streamHas } from './stream';

/**
 * Tells whether a segment between the same endpoints belongs to their newest connection; a SYN with a new initial sequence
 * number (ISN) opens another.
 */
export function acceptsSegment(row: ConnectionRow, facts: PacketFacts, fromClient: boolean): boolean {
  if ((facts.flags & TCP_FLAG.syn) === 0) {
    return true;
  }
  const own = fromClient ? row.client : row.server;
  const other = fromClient ? row.server : row.client;
  if (hasIsn(row.view, own, facts.sequence)) {
    return true;
  }
  return (facts.flags & TCP_FLAG.ack) === 0
    ? acceptsSyn(row, facts, own, other)
    : acceptsSynAck(row, facts, own, other);
}

function acceptsSyn(row: ConnectionRow, facts: PacketFacts, own: number, other: number): boolean {
  if (
    streamHas(row.view, own, STREAM_FLAG.hasIsn) ||
    !streamHas(row.view, other, STREAM_FLAG.hasIsn) ||
    row.isMarked('reset')
  ) {
    return false;
  }
  const isSimultaneousOpen = !row.isMarked('synAck');
  const isCapturedAfterItsAnswer = row.isMarked('synAck') && offsetOf(row.view, own, facts.sequence) === -1;
  return isSimultaneousOpen || isCapturedAfterItsAnswer;
}

/** A server that lost its state answers the same SYN with another ISN; once acknowledged, an ISN stands. */
function acceptsSynAck(row: ConnectionRow, facts: PacketFacts, own: number, other: number): boolean {
  const isFirstOrAnew = !streamHas(row.view, own, STREAM_FLAG.hasIsn) || !row.isMarked('ack');
  return isFirstOrAnew && isAcknowledgedBy(row.view, other, facts.acknowledgment);
}
