import { FlowTracker } from '@sockscope/capture';
import fc from 'fast-check';
import type { Side } from '../../src';
import { buildTimeline } from '../../src';
import { linkTexts, place, scenarioInput } from './scenario';
import { BRIEF_HANDSHAKE } from './tcp-scripts';

/** `lost`: captured and never delivered. `unseen`: delivered and not captured. */
type Fate = 'seen' | 'lost' | 'unseen';

interface Operation {
  readonly kind: 'send' | 'segment' | 'again' | 'ack' | 'receive' | 'peek' | 'shutdown' | 'close' | 'fin';
  readonly side: Side;
  readonly bytes: number;
  readonly fate: Fate;
}

const operation: fc.Arbitrary<Operation> = fc.record({
  kind: fc.constantFrom<Operation['kind']>(
    ...(['send', 'send', 'segment', 'segment', 'again', 'ack', 'receive', 'receive', 'peek', 'fin'] as const),
    'shutdown',
    'close',
  ),
  side: fc.constantFrom<Side>('client', 'server'),
  bytes: fc.integer({ min: 1, max: 40 }),
  fate: fc.constantFrom<Fate>('seen', 'seen', 'seen', 'lost', 'unseen'),
});

interface Delivery {
  readonly at: number;
  /** Its number; 0: the capture lacks it. */
  readonly packet: number;
}

interface Stream {
  /** The call that sent each byte. */
  readonly senders: string[];
  /** What brought each byte first. */
  readonly brought: (Delivery | undefined)[];
  /** How often each byte was captured. */
  readonly copies: number[];
  sentTo: number;
  received: number;
  /** The call that ends the stream. */
  ender: string | null;
  finBrought: number | null;
  finCopies: number;
  isFinSent: boolean;
}

/** A receive that sleeps until something is readable. */
interface Waiting {
  readonly id: string;
  readonly enter: number;
  readonly bytes: number;
}

/** Timers repeat after 200 ms at least. */
const REPEAT_AFTER = 200_000;

/**
 * Plays a connection over a wire that loses packets, before a capture that does too, and knows what came of it. What the wire
 * lost after it was captured is captured again when it is repeated: else nothing could tell that it had not come.
 */
class Model {
  readonly lines = [BRIEF_HANDSHAKE];
  readonly truth = new Set<string>();
  /** Links that nothing can be unsure of. */
  readonly certain: string[] = [];
  private readonly streams = { client: newStream(), server: newStream() };
  private readonly waiting: Record<Side, Waiting | null> = { client: null, server: null };
  private readonly closed = { client: false, server: false };
  private readonly calls = { client: 1, server: 2 };
  private packets = 3;
  private now = 100;

  play({ kind, side, bytes, fate }: Operation): void {
    this.now += kind === 'again' ? REPEAT_AFTER : 20;
    const own = this.streams[side];
    switch (kind) {
      case 'segment':
        return this.transmit(side, own.sentTo, Math.min(own.sentTo + bytes, own.senders.length), fate);
      case 'again':
        return this.repeat(side, bytes, fate);
      case 'ack':
        return this.packet(side, `. ack ${readableTo(this.streams[other(side)])}`, fate === 'unseen');
      case 'fin':
        return own.isFinSent ? undefined : this.transmitFin(side, fate);
      default:
        return this.closed[side] || this.waiting[side] !== null ? undefined : this.call(kind, side, bytes);
    }
  }

  private call(kind: Operation['kind'], side: Side, bytes: number): void {
    const own = this.streams[side];
    const fd = side === 'client' ? 3 : 4;
    if (kind === 'send' && own.ender === null) {
      const id = this.made(side, `send(${fd}, ${bytes + 5}) = ${bytes}`);
      own.senders.push(...Array.from({ length: bytes }, () => id));
    } else if ((kind === 'shutdown' || kind === 'close') && own.ender === null) {
      own.ender = this.made(side, kind === 'close' ? `close(${fd}) = 0` : `shutdown(${fd}, SHUT_WR) = 0`);
      this.closed[side] = kind === 'close';
    } else if (kind === 'receive') {
      this.calls[side] += 1;
      this.waiting[side] = { id: `${side}#${this.calls[side]}`, enter: this.now, bytes };
      this.wake(side);
    } else if (kind === 'peek' && readableTo(this.streams[other(side)]) > this.streams[other(side)].received) {
      const id = this.made(side, `recv(${fd}, 255, MSG_PEEK) = 1`);
      const { brought, received } = this.streams[other(side)];
      this.truth.add(`${id} completes ${lastOf(brought.slice(0, received + 1))}`);
    }
  }

  private made(side: Side, text: string): string {
    this.calls[side] += 1;
    this.lines.push(`${side} ${this.now}-${this.now + 1} ${text}`);
    return `${side}#${this.calls[side]}`;
  }

  /** The first byte that the other end lacks, once more. */
  private repeat(side: Side, bytes: number, fate: Fate): void {
    const own = this.streams[side];
    const from = readableTo(own);
    if (from < own.sentTo) {
      this.transmit(side, from, Math.min(from + bytes, own.sentTo), fate);
    } else if (own.isFinSent && own.finBrought === null) {
      this.transmitFin(side, fate);
    }
  }

  private transmit(side: Side, from: number, to: number, fate: Fate): void {
    if (to <= from) return;
    const own = this.streams[side];
    const isRepeat = own.copies.slice(from, to).some((count) => count > 0);
    if (fate === 'unseen' && isRepeat) return this.transmit(side, from, to, 'seen');
    const ack = readableTo(this.streams[other(side)]);
    this.packet(side, `P. len ${to - from} seq ${from} ack ${ack}`, fate === 'unseen');
    own.sentTo = Math.max(own.sentTo, to);
    for (let byte = from; byte < to; byte++) {
      if (fate !== 'unseen') {
        own.copies[byte] = (own.copies[byte] ?? 0) + 1;
        this.truth.add(`${own.senders[byte] ?? ''} causes ${this.packets}`);
      }
      if (fate !== 'lost') own.brought[byte] ??= { at: this.now, packet: fate === 'unseen' ? 0 : this.packets };
    }
    if (fate !== 'lost') this.wake(other(side));
  }

  private transmitFin(side: Side, fate: Fate): void {
    const own = this.streams[side];
    if (own.ender === null || own.sentTo < own.senders.length) return;
    if (fate === 'unseen' && own.finCopies > 0) return this.transmitFin(side, 'seen');
    this.packet(side, `F. seq ${own.senders.length} ack ${readableTo(this.streams[other(side)])}`, fate === 'unseen');
    own.isFinSent = true;
    if (fate !== 'unseen') {
      own.finCopies += 1;
      this.truth.add(`${own.ender} causes ${this.packets}`);
    }
    if (fate !== 'lost') own.finBrought ??= fate === 'unseen' ? 0 : this.packets;
    if (fate !== 'lost') this.wake(other(side));
  }

  private packet(side: Side, text: string, isUnseen: boolean): void {
    if (isUnseen) return;
    this.packets += 1;
    this.lines.push(`${side === 'client' ? '>' : '<'} ${this.now} ${text}`);
  }

  private wake(side: Side): void {
    const waiting = this.waiting[side];
    const from = this.streams[other(side)];
    if (waiting === null) return;
    const to = Math.min(from.received + waiting.bytes, readableTo(from));
    const isEnd = from.finBrought !== null && readableTo(from) === from.senders.length;
    if (to === from.received && !isEnd) return;
    this.waiting[side] = null;
    const fd = side === 'client' ? 3 : 4;
    this.lines.push(`${side} ${waiting.enter}-${this.now + 1} recv(${fd}, 255) = ${to - from.received}`);
    if (to > from.received) {
      const packet = lastOf(from.brought.slice(0, to));
      if (packet > 0) this.truth.add(`${waiting.id} completes ${packet}`);
      const copies = from.copies.slice(0, to);
      const isPlain = copies.length === to && [...copies].every((count) => count === 1);
      if (isPlain && packet > 0) this.certain.push(`${waiting.id} completes ${packet}`);
      from.received = to;
    } else if ((from.finBrought ?? 0) > 0) {
      this.truth.add(`${waiting.id} completes ${from.finBrought ?? 0}`);
      if (from.finCopies === 1) this.certain.push(`${waiting.id} completes ${from.finBrought ?? 0}`);
    }
  }
}

/** What made the last of these bytes readable is what came last of all that brought them; 0: the capture lacks it. */
function lastOf(brought: readonly (Delivery | undefined)[]): number {
  const last = brought.reduce((late, delivery) => ((delivery?.at ?? 0) > (late?.at ?? 0) ? delivery : late), undefined);
  return last?.packet ?? 0;
}

function newStream(): Stream {
  return {
    senders: [],
    brought: [],
    copies: [],
    sentTo: 0,
    received: 0,
    ender: null,
    finBrought: null,
    finCopies: 0,
    isFinSent: false,
  };
}

function other(side: Side): Side {
  return side === 'client' ? 'server' : 'client';
}

function readableTo({ brought }: Stream): number {
  const hole = brought.findIndex((packet) => packet === undefined);
  return hole < 0 ? brought.length : hole;
}

/** Links of the stream: those of the handshake are told elsewhere. */
function linksOf(input: ReturnType<typeof scenarioInput>): string[] {
  const links = linkTexts(buildTimeline(input)).map((link) => link.replace(/ (in-call|later|earlier).*/, ''));
  return [...new Set(links.filter((link) => !/^(client#1|server#2) /.test(link)))];
}

function played(operations: readonly Operation[]): Model {
  const model = new Model();
  operations.forEach((each) => model.play(each));
  return model;
}

const operations = fc.array(operation, { maxLength: 80, size: 'max' });

describe('buildTimeline() against a model of losses, on the wire and before the capture', () => {
  it('never links what the model did not, and misses nothing that is certain', () => {
    fc.assert(
      fc.property(operations, (given) => {
        const model = played(given);
        const links = linksOf(scenarioInput(model.lines.join('\n')));
        expect(links.filter((link) => !model.truth.has(link))).toEqual([]);
        expect(model.certain.filter((link) => !links.includes(link))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('never links what the model did not where a trace begins late, or the capture does', () => {
    fc.assert(
      fc.property(operations, fc.nat(6), fc.nat(6), fc.nat(8), (given, client, server, packets) => {
        const model = played(given);
        const whole = scenarioInput(model.lines.join('\n'));
        const traces = whole.traces.map((trace) => ({
          ...trace,
          calls: trace.calls.slice(trace.process.role === 'client' ? client : server),
        }));
        // Packets keep the numbers that they have in the whole capture.
        const tracker = new FlowTracker();
        const late = whole.packets.slice(packets).map((packet) => ({ ...packet, flow: place(tracker, packet) }));
        const kept = { traces, packets: late, connections: tracker.connections };
        expect(linksOf(kept).filter((link) => !model.truth.has(link) && !link.startsWith('inferred'))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});
