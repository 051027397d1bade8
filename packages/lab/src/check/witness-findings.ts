import { endpointText } from '@sockscope/core/trace';
import type { Link, Side, Timeline, TimelinePacket } from '@sockscope/timeline';
import type { WitnessStamp } from '../actor/actor-contract';
import { isSend, streamOf } from './witness-stream';
import type { Sent, Stream } from './witness-stream';

/** What the kernel's own notes say against a timeline. */
export interface WitnessFindings {
  /** What differs, one line each. */
  readonly faults: readonly string[];
  /** How many notes agree. */
  readonly agreed: number;
  /** Sends that the kernel noted nothing of: their bytes left in one segment with a later send's, or after the last close(). */
  readonly silent: number;
}

/** Whose packets were captured as they left: on loopback those of both ends, on a wire the client's. */
export type CapturedAt = 'both' | 'client';

/**
 * Compares a timeline's links with what the kernel itself noted of each send (SO_TIMESTAMPING): its last byte is the last
 * of that call's interval; it was queued after the call was entered and before a packet that is linked to it was captured;
 * where packets were captured as they left, it was sent next to the capture of such a packet, in the call or later as the
 * link says; it was acknowledged no earlier than a packet of the other end says so.
 */
export function witnessFindings(
  timeline: Timeline,
  stamps: readonly WitnessStamp[],
  capturedAt: CapturedAt,
): WitnessFindings {
  const streams = new Map<string, Stream>();
  const faults: string[] = [];
  const heard = new Set<string>();
  const sends = timeline.calls.filter((call) => isSend(call, 1));
  for (const stamp of stamps) {
    const key = stampSource(stamp);
    const stream = streams.get(key) ?? streamOf(timeline, stamp);
    streams.set(key, stream);
    const sent = stream.sends.find(({ to }) => to === stamp.index + 1);
    if (sent) heard.add(sent.call.id);
    const fault = sent ? faultOf(stream, sent, stamp, capturedAt) : 'which is the last of no send()';
    if (fault !== null) faults.push(`${key} ${stamp.index}, ${stamp.event} at ${stamp.time}, ${fault}`);
  }
  return { faults, agreed: stamps.length - faults.length, silent: sends.filter(({ id }) => !heard.has(id)).length };
}

/** Gives `127.0.0.1:40000 > 127.0.0.1:8888: byte`, `0.0.0.0:40000: datagram`. */
function stampSource({ local, peer }: WitnessStamp): string {
  return peer === null ? `${endpointText(local)}: datagram` : `${endpointText(local)} > ${endpointText(peer)}: byte`;
}

/** @returns null where the note and the timeline agree */
function faultOf(stream: Stream, sent: Sent, stamp: WitnessStamp, capturedAt: CapturedAt): string | null {
  const { call, text } = sent.call;
  const timeNs = BigInt(stamp.time);
  if (timeNs < call.enterNs) return `before ${text} was entered`;
  const carriers = sent.carriers.map((link) => ({ link, timeNs: capturedNs(stream, link.packet) }));
  if (carriers.length === 0) return `but ${text} has no packet with it`;
  if (stamp.event === 'acknowledged') return acknowledgmentFault(stream, sent, timeNs);
  const isLeaving = capturedAt === 'both' || stream.side === 'client';
  if (stamp.event === 'sent' && isLeaving) return sendingFault(stream, sent, timeNs);
  return carriers.some((carrier) => carrier.timeNs >= timeNs) ? null : `but ${text}'s packet was captured before`;
}

/** The note is made where the packet is handed to the interface, directly before or after the capture sees it. */
function sendingFault(stream: Stream, { call: { call, text }, carriers }: Sent, timeNs: bigint): string | null {
  const distance = (link: Link): bigint => absolute(capturedNs(stream, link.packet) - timeNs);
  const nearest = carriers.reduce((best, link) => (distance(link) < distance(best) ? link : best));
  const capturedTimeNs = capturedNs(stream, nearest.packet);
  const [from, to] = capturedTimeNs < timeNs ? [capturedTimeNs, timeNs] : [timeNs, capturedTimeNs];
  const isBetween = ({ packet: { timestampNs, flow } }: TimelinePacket): boolean =>
    timestampNs !== null && timestampNs > from && timestampNs < to && isFrom(flow?.fromClient, stream.side);
  const other = stream.packets.find(isBetween);
  if (other) return `but packet ${other.packet.number} was captured between it and ${text}'s packet ${nearest.packet}`;
  const isInCall = call.returnNs === null || timeNs <= call.returnNs;
  return isInCall === (nearest.when === 'in-call')
    ? null
    : `but packet ${nearest.packet} is said to be ${nearest.when}`;
}

function acknowledgmentFault({ side, packets }: Stream, { to }: Sent, timeNs: bigint): string | null {
  const isAcknowledgment = ({ packet: { flow, timestampNs } }: TimelinePacket): boolean =>
    flow !== null &&
    isFrom(!flow.fromClient, side) &&
    (flow.acknowledgedBytes ?? 0) >= to &&
    timestampNs !== null &&
    timestampNs <= timeNs;
  return packets.some(isAcknowledgment) ? null : 'but no packet before it acknowledges the byte';
}

function isFrom(fromClient: boolean | undefined, side: Side | null): boolean {
  return side === null || fromClient === (side === 'client');
}

function capturedNs({ packets }: Stream, number: number): bigint {
  return packets.find(({ packet }) => packet.number === number)?.packet.timestampNs ?? -1n;
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}
