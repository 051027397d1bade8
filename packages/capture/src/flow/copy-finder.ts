import { LINK_TYPE } from '../wire/link-type';
import type { PacketFacts } from '../wire/packet-facts';
import { TRANSPORT } from '../wire/packet-facts';
import { EchoEvidence } from './echo-evidence';
import type { FlowFrame } from './flow-frame';

// Where the headers of captures on all interfaces say which one it was and which way the packet went.
const SLL_PACKET_TYPE = 0;
const SLL2_INTERFACE_INDEX = 4;
const SLL2_PACKET_TYPE = 10;

const TCP_HEADER_BYTES = 20;
const UDP_HEADER_BYTES = 8;
const ICMP_HEADER_BYTES = 8;
/** So many bytes of a datagram tell it from another one. */
const COMPARED_PAYLOAD_BYTES = 32;

const BUCKETS = 1024;
const WAYS = 4;
/** A packet waits in a queue between two interfaces of a host, but not for long. */
const LONGEST_WAY_SECONDS = 1;
/** One interface shows a packet twice at once. */
const LONGEST_ECHO_SECONDS = 0.001;

/** A packet that was seen lately, and where. */
interface Sighting {
  fingerprint: number;
  /** Connection and direction. */
  flow: number;
  seconds: number;
  nanoseconds: number;
  /** Interface and packet type of each time it was seen. */
  readonly places: number[];
  /** It was seen leave and arrive, and has nothing that would tell it from one that was sent again: the next may be that. */
  isPaired: boolean;
}

/**
 * Finds packets that a capture holds twice: captures on all interfaces (`-i any`) see a packet on each one that it passes,
 * and some programs see a packet on loopback leave and arrive. A copy has the same IP identification, numbers, flags and
 * options, and was seen elsewhere; or at the same place at once, which a retransmission is not, with an identification or
 * a time stamp that a packet sent again would not share.
 *
 * Without these (a datagram or a reset of identification 0, ICMPv6) nothing in a packet tells it from the same one sent
 * again. It is a copy only where every packet on loopback is seen twice, as those before it that can be told apart show; and of
 * four of them two are. Only the last packets are remembered.
 */
export class CopyFinder {
  private buckets: (Sighting[] | undefined)[] = [];
  /** Whether packets on loopback are seen twice. */
  private readonly echo = new EchoEvidence();

  /** @param flow Tells the packet's connection and direction. */
  isCopy(facts: PacketFacts, frame: FlowFrame, flow: number): boolean {
    const place = placeOf(facts, frame);
    if (place < 0) {
      return false;
    }
    const isOneKind = isOneOfAKind(facts, frame);
    const evidence = isOnAllInterfaces(frame) ? null : this.echo;
    const isEchoed = isOneKind || evidence?.isEverythingEchoed === true;
    const fingerprint = fingerprintOf(facts, frame, flow);
    const bucket = (this.buckets[fingerprint & (BUCKETS - 1)] ??= []);
    const twin = bucket.find(
      (other) => other.fingerprint === fingerprint && other.flow === flow && isSeenAgain(other, frame, place, isEchoed),
    );
    if (isOneKind) {
      evidence?.add(twin === undefined ? 0 : twin.places.length);
    }
    if (twin !== undefined) {
      twin.places.push(place);
      twin.isPaired = !isOneKind;
      return true;
    }
    if (bucket.length === WAYS) {
      bucket.shift();
    }
    const { seconds, nanoseconds } = frame;
    bucket.push({ fingerprint, flow, seconds, nanoseconds, places: [place], isPaired: false });
    return false;
  }
}

/** Where the packet was seen; -1: where no packet is seen twice. */
function placeOf(facts: PacketFacts, { linkType, view, start }: FlowFrame): number {
  if (facts.transportOffset < 0) {
    return -1;
  }
  switch (linkType) {
    case LINK_TYPE.linuxSll:
      return view.getUint16(start + SLL_PACKET_TYPE);
    case LINK_TYPE.linuxSll2:
      return view.getUint32(start + SLL2_INTERFACE_INDEX) * 256 + view.getUint8(start + SLL2_PACKET_TYPE);
    default:
      return isLoopback(facts) ? 0 : -1;
  }
}

/** Whether a capture says where each packet was seen. */
function isOnAllInterfaces({ linkType }: FlowFrame): boolean {
  return linkType === LINK_TYPE.linuxSll || linkType === LINK_TYPE.linuxSll2;
}

/** Whether packets between a packet's addresses may be seen twice on links that are no `-i any`: in either direction. */
export function mayBeCopied(facts: PacketFacts): boolean {
  return isLoopback(facts) || (facts.ipVersion === 4 && facts.destination0 >>> 24 === 127);
}

function isLoopback(facts: PacketFacts): boolean {
  if (facts.ipVersion === 4) {
    return facts.source0 >>> 24 === 127 || facts.source0 === facts.destination0;
  }
  return (
    facts.source3 === facts.destination3 &&
    facts.source2 === facts.destination2 &&
    facts.source1 === facts.destination1 &&
    facts.source0 === facts.destination0
  );
}

function isSeenAgain(before: Sighting, frame: FlowFrame, place: number, isEchoed: boolean): boolean {
  // NaN, where there is no time, is not greater than anything.
  const elapsed = Math.abs(frame.seconds - before.seconds + (frame.nanoseconds - before.nanoseconds) / 1e9);
  return before.places.includes(place)
    ? isEchoed && !before.isPaired && elapsed <= LONGEST_ECHO_SECONDS
    : !(elapsed > LONGEST_WAY_SECONDS);
}

/** Tells whether the same packet, sent again, would differ in its identification or its options' time stamp. */
function isOneOfAKind(facts: PacketFacts, frame: FlowFrame): boolean {
  return (
    facts.identification > 0 || (facts.transport === TRANSPORT.tcp && tcpHeaderBytes(facts, frame) > TCP_HEADER_BYTES)
  );
}

/** A checksum says nothing: before it leaves, a packet has only the beginning of one. */
function fingerprintOf(facts: PacketFacts, frame: FlowFrame, flow: number): number {
  let hash = mix(flow, facts.identification);
  hash = mix(hash, facts.payloadBytes);
  hash = mix(hash, facts.sequence);
  hash = mix(hash, facts.acknowledgment);
  hash = mix(hash, (facts.flags << 16) | facts.windowBytes);
  const { from, length } = comparedBytes(facts, frame);
  const end = Math.min(from + length, frame.start + frame.capturedBytes);
  for (let at = from; at < end; at++) {
    hash = mix(hash, frame.view.getUint8(at));
  }
  return hash >>> 0;
}

/** Options of TCP, the beginning of a datagram's payload, or the whole header of ICMP and the beginning of its quote. */
function comparedBytes(facts: PacketFacts, frame: FlowFrame): { from: number; length: number } {
  const { transport, transportOffset } = facts;
  switch (transport) {
    case TRANSPORT.tcp:
      return { from: transportOffset + TCP_HEADER_BYTES, length: tcpHeaderBytes(facts, frame) - TCP_HEADER_BYTES };
    case TRANSPORT.udp:
      return { from: transportOffset + UDP_HEADER_BYTES, length: COMPARED_PAYLOAD_BYTES };
    default:
      return { from: transportOffset, length: ICMP_HEADER_BYTES + COMPARED_PAYLOAD_BYTES };
  }
}

function tcpHeaderBytes({ transportOffset }: PacketFacts, { view }: FlowFrame): number {
  return (view.getUint8(transportOffset + 12) >>> 4) * 4;
}

/** One step of a hash (murmur3's). */
function mix(hash: number, word: number): number {
  const scrambled = Math.imul(word, 0xcc9e2d51);
  const joined = hash ^ Math.imul((scrambled << 15) | (scrambled >>> 17), 0x1b873593);
  return (Math.imul((joined << 13) | (joined >>> 19), 5) + 0xe6546b64) | 0;
}
