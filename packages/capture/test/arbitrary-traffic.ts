import fc from 'fast-check';
import { RECENT_BITS, RECENT_FACTOR } from '../src/assembly/memory-layout';
import { LINK_TYPE } from '../src/wire/link-type';
import { withReplaced, type Frame, type Replacement } from './arbitrary-frames';
import { viewOf } from './frames';
import { concatenate } from './variants';

interface Flow {
  readonly isTcp: boolean;
  readonly isIpv6: boolean;
  /** Last words of the two addresses; of IPv4 the whole. */
  readonly addresses: readonly [number, number];
  readonly ports: readonly [number, number];
}

/**
 * Another last word than `address` of an IPv6 address, with which a connection to `other` is looked for at the same place among
 * MEMORY.recent.
 */
function besides(address: number, other: number): number {
  const view = new DataView(new ArrayBuffer(8));
  const placeOf = (last: number) => {
    view.setUint32(0, last ^ other);
    view.setUint32(4, ((40000 ^ 80) << 16) | (40000 ^ 80));
    return Math.imul(view.getUint32(0, true) ^ view.getUint32(4, true), RECENT_FACTOR) >>> (32 - RECENT_BITS);
  };
  let found = 4;
  while (placeOf(found) !== placeOf(address)) {
    found += 1;
  }
  return found;
}

/** Few, so that each has many packets: the plainest, those whose packets may be captured twice, to itself, in a tunnel. */
const FLOWS: readonly Flow[] = [
  { isTcp: true, isIpv6: false, addresses: [0x0a000001, 0x0a000002], ports: [40000, 80] },
  { isTcp: true, isIpv6: true, addresses: [1, 2], ports: [40000, 80] },
  { isTcp: true, isIpv6: true, addresses: [1, 3], ports: [40000, 80] },
  { isTcp: true, isIpv6: true, addresses: [1, besides(2, 1)], ports: [40000, 80] },
  { isTcp: true, isIpv6: true, addresses: [besides(1, 2), 2], ports: [40000, 80] },
  { isTcp: true, isIpv6: false, addresses: [0x7f000001, 0x7f000001], ports: [40000, 80] },
  { isTcp: true, isIpv6: false, addresses: [0x0a000001, 0x0a000001], ports: [80, 80] },
  { isTcp: true, isIpv6: false, addresses: [0x0a000001, 0x0a000002], ports: [80, 40000] },
  { isTcp: false, isIpv6: false, addresses: [0x0a000001, 0x0a000002], ports: [40000, 80] },
  { isTcp: false, isIpv6: false, addresses: [0x7f000001, 0x7f000001], ports: [40000, 80] },
  { isTcp: false, isIpv6: true, addresses: [1, 2], ports: [40000, 4789] },
  { isTcp: false, isIpv6: true, addresses: [1, 2], ports: [5353, 5353] },
  { isTcp: false, isIpv6: true, addresses: [2, 3], ports: [5353, 5353] },
];

const TIMESTAMPS = [1, 1, 8, 10, 0, 0, 0, 1, 0, 0, 0, 2];
const DAMAGED = [1, 1, 8, 3];
const NO_OPTIONS: readonly number[] = [];
const FIN = 0x01;
const SYN = 0x02;
const RST = 0x04;
const ACK = 0x10;

/** Mostly 0: what would come next. */
function seldom<T>(usual: T, others: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.oneof({ weight: 10, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: others });
}

const step = fc.record({
  flow: fc.oneof(fc.constant(0), fc.constantFrom(...FLOWS.keys())),
  fromFirst: fc.boolean(),
  /** Whether a handshake goes on with its next segment, instead of with what is said below. */
  isInOrder: seldom(true, fc.constant(false)),
  isEthernet: seldom(true, fc.constant(false)),
  flags: fc.oneof(
    { weight: 16, arbitrary: fc.constantFrom(ACK, ACK | 0x08) },
    { weight: 3, arbitrary: fc.constantFrom(SYN, SYN | ACK, RST, RST | ACK) },
    { weight: 3, arbitrary: fc.constant(FIN | ACK) },
    { weight: 1, arbitrary: fc.nat(0x1ff) },
  ),
  /** How far the sequence number is from the one that comes next. */
  ahead: seldom(0, fc.oneof(fc.integer({ min: -12, max: 12 }), fc.integer())),
  /** The same of the acknowledgment. */
  acknowledgedAhead: seldom(0, fc.oneof(fc.integer({ min: -12, max: 12 }), fc.integer())),
  options: seldom(TIMESTAMPS, fc.constantFrom(NO_OPTIONS, DAMAGED)),
  payloadBytes: fc.nat(6),
  fragment: seldom(0, fc.constantFrom(0x2000, 3)),
  /** UDP's length field says less than a header. */
  isTooShort: seldom(false, fc.constant(true)),
  /** How much of the frame the capture left out. */
  cutBytes: seldom(0, fc.nat(40)),
  /** What it says too little of the frame's length on the wire. */
  deniedBytes: seldom(0, fc.nat(40)),
  /** Bytes that something wrote over. */
  /** What IP says too little of its packet's length. */
  missingBytes: seldom(0, fc.nat(60)),
  /** TCP's data offset; null: the right one. */
  dataOffset: seldom<number | null>(null, fc.nat(15)),
  replaced: seldom<readonly Replacement[]>(
    [],
    fc.array(fc.tuple(fc.nat(80), fc.nat(255)), { minLength: 1, maxLength: 2 }),
  ),
  isCapturedTwice: seldom(false, fc.constant(true)),
});

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

type Packet = Step &
  Flow & { readonly from: 0 | 1; readonly to: 0 | 1; readonly sequence: number; readonly acknowledgment: number };

/** Which segment of a handshake comes next. */
type Next = 'SYN' | 'SYN-ACK' | null;

interface Conversation {
  next: Next;
  /** The sequence number that comes next in each direction. */
  readonly sequences: [number, number];
}

/** Frames of a few hosts that talk to each other a lot, mostly as TCP and UDP would; sequence numbers begin near 2^32. */
export const arbitraryTraffic: fc.Arbitrary<readonly Frame[]> = fc
  .tuple(
    fc.array(step, { minLength: 1, maxLength: 200 }),
    fc.array(fc.constantFrom<Next>('SYN', null), { minLength: FLOWS.length, maxLength: FLOWS.length }),
  )
  .map(([steps, begins]) => {
    const conversations = begins.map((next): Conversation => ({ next, sequences: [2 ** 32 - 20, 2 ** 32 - 5] }));
    return steps.flatMap((given) => {
      const conversation = conversations[given.flow] ?? { next: null, sequences: [0, 0] };
      const frame = frameOf(packetOf(inHandshake(given, conversation.next), conversation));
      return given.isCapturedTwice ? [frame, frame] : [frame];
    });
  });

function inHandshake(given: Step, next: Next): Step {
  if (next === null || !given.isInOrder) {
    return given;
  }
  const isSyn = next === 'SYN';
  return { ...given, fromFirst: isSyn, flags: isSyn ? SYN : SYN | ACK, payloadBytes: 0 };
}

/** @param conversation Goes on. */
function packetOf(given: Step, conversation: Conversation): Packet {
  const { sequences } = conversation;
  const flow = FLOWS[given.flow] ?? { isTcp: true, isIpv6: false, addresses: [0, 0], ports: [0, 0] };
  const [from, to] = given.fromFirst ? ([0, 1] as const) : ([1, 0] as const);
  const sequence = sequences[from] + given.ahead;
  const acknowledgment = sequences[to] + given.acknowledgedAhead;
  const isControl = (given.flags & (SYN | FIN)) !== 0;
  sequences[from] = Math.max(sequences[from], sequence + given.payloadBytes + (isControl ? 1 : 0));
  if ((given.flags & SYN) !== 0) {
    conversation.next = (given.flags & ACK) === 0 ? 'SYN-ACK' : null;
  }
  return { ...given, ...flow, from, to, sequence, acknowledgment };
}

function frameOf(given: Packet): Frame {
  const transport = given.isTcp ? tcp(given) : udp(given);
  const ip = given.isIpv6 ? ipv6(given, transport.length) : ipv4(given, transport.length);
  const etherType = given.isIpv6 ? [0x86, 0xdd] : [0x08, 0x00];
  const ethernet = given.isEthernet ? [...new Uint8Array(12), ...etherType] : [];
  const whole = concatenate([Uint8Array.from(ethernet), ip, transport]);
  return {
    bytes: withReplaced(whole.subarray(0, Math.max(0, whole.length - given.cutBytes)), given.replaced),
    wireBytes: Math.max(0, whole.length - given.deniedBytes),
    linkType: given.isEthernet ? LINK_TYPE.ethernet : LINK_TYPE.raw,
  };
}

function tcp(given: Packet): Uint8Array {
  const headerBytes = 20 + given.options.length;
  const bytes = new Uint8Array(headerBytes + given.payloadBytes);
  const view = viewOf(bytes);
  view.setUint16(0, given.ports[given.from]);
  view.setUint16(2, given.ports[given.to]);
  view.setUint32(4, given.sequence >>> 0);
  view.setUint32(8, given.acknowledgment >>> 0);
  view.setUint16(12, ((given.dataOffset ?? headerBytes / 4) << 12) | given.flags);
  bytes.set(given.options, 20);
  return bytes;
}

function udp(given: Packet): Uint8Array {
  const bytes = new Uint8Array(8 + given.payloadBytes);
  const view = viewOf(bytes);
  view.setUint16(0, given.ports[given.from]);
  view.setUint16(2, given.ports[given.to]);
  view.setUint16(4, given.isTooShort ? 7 : bytes.length);
  return bytes;
}

function ipv4(given: Packet, contentBytes: number): Uint8Array {
  const bytes = new Uint8Array(20);
  const view = viewOf(bytes);
  view.setUint8(0, 0x45);
  view.setUint16(2, Math.max(0, bytes.length + contentBytes - given.missingBytes));
  view.setUint16(4, 1 + (given.sequence & 0xff));
  view.setUint16(6, given.fragment);
  view.setUint8(9, given.isTcp ? 6 : 17);
  view.setUint32(12, given.addresses[given.from]);
  view.setUint32(16, given.addresses[given.to]);
  return bytes;
}

function ipv6(given: Packet, contentBytes: number): Uint8Array {
  const bytes = new Uint8Array(40);
  const view = viewOf(bytes);
  view.setUint8(0, 0x60);
  view.setUint16(4, Math.max(0, contentBytes - given.missingBytes));
  view.setUint8(6, given.isTcp ? 6 : 17);
  view.setUint32(8, 0x20010db8);
  view.setUint32(20, given.addresses[given.from]);
  view.setUint32(24, 0x20010db8);
  view.setUint32(36, given.addresses[given.to]);
  return bytes;
}
