import type { PacketFacts } from '../wire/packet-facts';
import { TCP_FLAG } from '../wire/tcp-flags';
import type { ConnectionRow } from './connection-row';
import { STREAM_FLAG } from './row-layout';
import type { StreamRow } from './stream-row';

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
  if (own.hasIsn(facts.sequence)) {
    return true;
  }
  return (facts.flags & TCP_FLAG.ack) === 0
    ? acceptsSyn(row, facts, own, other)
    : acceptsSynAck(row, facts, own, other);
}

function acceptsSyn(row: ConnectionRow, facts: PacketFacts, own: StreamRow, other: StreamRow): boolean {
  if (own.has(STREAM_FLAG.hasIsn) || !other.has(STREAM_FLAG.hasIsn) || row.isMarked('reset')) {
    return false;
  }
  const isSimultaneousOpen = !row.isMarked('synAck');
  const isCapturedAfterItsAnswer = row.isMarked('synAck') && own.offsetOf(facts.sequence) === -1;
  return isSimultaneousOpen || isCapturedAfterItsAnswer;
}

/** A server that lost its state answers the same SYN with another ISN; once acknowledged, an ISN stands. */
function acceptsSynAck(row: ConnectionRow, facts: PacketFacts, own: StreamRow, other: StreamRow): boolean {
  const isFirstOrAnew = !own.has(STREAM_FLAG.hasIsn) || !row.isMarked('ack');
  return isFirstOrAnew && other.isAcknowledgedBy(facts.acknowledgment);
}
