import fc from 'fast-check';
import type { Side } from '../../src';
import { buildTimeline, timelineIndex, TimelineJoiner } from '../../src';
import { cutOf } from './growing';
import { plain } from './plain';
import { linkTexts, ownerTexts, scenario, scenarioInput } from './scenario';
import { BRIEF_HANDSHAKE } from './tcp-scripts';

type Operation =
  | { readonly kind: 'send' | 'segment' | 'swap' | 'receive' | 'peek'; readonly side: Side; readonly bytes: number }
  | { readonly kind: 'again'; readonly side: Side; readonly pick: number }
  | { readonly kind: 'ack'; readonly side: Side };

const side = fc.constantFrom<Side>('client', 'server');
const operation: fc.Arbitrary<Operation> = fc.oneof(
  fc.record({
    kind: fc.constantFrom<'send' | 'segment' | 'swap' | 'receive' | 'peek'>(
      'send',
      'segment',
      'swap',
      'receive',
      'peek',
    ),
    side,
    bytes: fc.integer({ min: 1, max: 40 }),
  }),
  fc.record({ kind: fc.constant<'again'>('again'), side, pick: fc.nat() }),
  fc.record({ kind: fc.constant<'ack'>('ack'), side }),
);

interface Direction {
  /** Call id of the sender, by byte. */
  readonly senders: string[];
  /** Packet in which a byte arrived first. */
  readonly arrivals: number[];
  readonly segments: { readonly from: number; readonly to: number }[];
  received: number;
}

/** Plays operations on a connection that knows the truth: which call sent each byte and which packet brought it. */
class Model {
  readonly lines = [BRIEF_HANDSHAKE];
  readonly causes: string[] = [];
  readonly completes: string[] = [];
  readonly kernelPackets: number[] = [];
  private readonly streams = { client: newDirection(), server: newDirection() };
  private readonly calls = { client: 1, server: 2 };
  private packets = 3;
  private now = 100;

  play(operation: Operation): void {
    this.now += 10;
    const { side } = operation;
    const out = this.streams[side];
    switch (operation.kind) {
      case 'send': {
        const id = this.call(side, `send(${descriptor(side)}, ${operation.bytes + 5}) = ${operation.bytes}`);
        out.senders.push(...Array.from({ length: operation.bytes }, () => id));
        break;
      }
      case 'segment':
        this.transmitNew(side, operation.bytes);
        break;
      case 'swap':
        this.transmitSwapped(side, operation.bytes);
        break;
      case 'again': {
        const segment = out.segments[operation.pick % Math.max(out.segments.length, 1)];
        if (segment !== undefined) {
          this.transmit(side, segment.from, segment.to, true);
        }
        break;
      }
      case 'ack':
        this.lines.push(`${arrow(side)} ${this.now} . ack ${readableTo(this.streams[other(side)])}`);
        this.packets += 1;
        this.kernelPackets.push(this.packets);
        break;
      default:
        this.receive(side, operation.bytes, operation.kind === 'peek');
    }
  }

  private transmitNew(side: Side, bytes: number): void {
    const { arrivals, senders } = this.streams[side];
    const to = Math.min(arrivals.length + bytes, senders.length);
    if (to > arrivals.length) {
      this.transmit(side, arrivals.length, to, false);
    }
  }

  /** Two segments that overtook each other. */
  private transmitSwapped(side: Side, bytes: number): void {
    const { arrivals, senders } = this.streams[side];
    const from = arrivals.length;
    if (senders.length < from + bytes + 1) {
      return;
    }
    this.transmit(side, from + bytes, Math.min(from + 2 * bytes, senders.length), false);
    this.now += 1;
    this.transmit(side, from, from + bytes, false);
  }

  private transmit(side: Side, from: number, to: number, isAgain: boolean): void {
    const out = this.streams[side];
    this.packets += 1;
    this.lines.push(
      `${arrow(side)} ${this.now} P. len ${to - from} seq ${from} ack ${readableTo(this.streams[other(side)])}`,
    );
    if (!isAgain) {
      out.segments.push({ from, to });
    } else {
      this.kernelPackets.push(this.packets);
    }
    for (let byte = from; byte < to;) {
      const id = out.senders[byte] ?? '';
      const start = byte;
      for (; byte < to && out.senders[byte] === id; byte++) {
        out.arrivals[byte] ??= this.packets;
      }
      this.causes.push(`${id} causes ${this.packets} [${start},${byte})${isAgain ? ' again' : ''}`);
    }
  }

  private receive(side: Side, bytes: number, isPeek: boolean): void {
    const from = this.streams[other(side)];
    const to = Math.min(from.received + bytes, readableTo(from));
    if (to === from.received) {
      return;
    }
    const count = to - from.received;
    const id = this.call(side, `recv(${descriptor(side)}, 255${isPeek ? ', MSG_PEEK' : ''}) = ${count}`);
    if (!isPeek) {
      from.received = to;
      this.completes.push(`${id} completes ${Math.max(...from.arrivals.slice(0, to))}`);
    }
  }

  private call(side: Side, text: string): string {
    this.lines.push(`${side} ${this.now}-${this.now + 1} ${text}`);
    this.calls[side] += 1;
    return `${side}#${this.calls[side]}`;
  }
}

function newDirection(): Direction {
  return { senders: [], arrivals: [], segments: [], received: 0 };
}

function other(end: Side): Side {
  return end === 'client' ? 'server' : 'client';
}

function arrow(end: Side): string {
  return end === 'client' ? '>' : '<';
}

function descriptor(end: Side): number {
  return end === 'client' ? 3 : 4;
}

/** Swapped segments are both there when the next operation begins, so the arrivals have no holes then. */
function readableTo({ arrivals }: Direction): number {
  return arrivals.length;
}

describe('buildTimeline() against a model of a connection', () => {
  it('links exactly the calls and segments that share bytes, and each receive to what made it readable', () => {
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 100, size: 'max' }), (operations) => {
        const model = new Model();
        operations.forEach((each) => model.play(each));
        const timeline = scenario(model.lines.join('\n'));
        const links = linkTexts(timeline).map((link) => link.replace(/ (in-call|later|earlier)/, ''));
        const causes = links.filter((link) => link.includes(' causes ') && link.includes('['));
        const completes = links.filter((link) => link.includes(' completes ') && link.includes('['));
        expect(causes.sort()).toEqual(model.causes.sort());
        expect(completes.map((link) => link.replace(/ \[.*/, '')).sort()).toEqual(model.completes.sort());
        expect(ownerTexts(timeline)).not.toContain('unknown');
        model.kernelPackets.forEach((number) => expect(timeline.packets[number - 1]?.owner.kind).toBe('kernel'));
        expect(timeline.problems).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('says the same while it grows, from either side of a link', () => {
    const part = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 60 }), part, part, (operations, packets, calls) => {
        const model = new Model();
        operations.forEach((each) => model.play(each));
        const input = scenarioInput(model.lines.join('\n'));
        const joiner = new TimelineJoiner();
        plain(joiner.update(cutOf(input, { packets, calls: [calls] }), { isGrowing: true }));
        const timeline = joiner.update(input, { isGrowing: false });
        expect(plain(timeline)).toEqual(plain(buildTimeline(input)));
        const { linksByCall } = timelineIndex(timeline);
        const ofCalls = timeline.calls.flatMap(({ id }) => linksByCall.get(id) ?? []);
        expect(ofCalls.map((link) => JSON.stringify(link)).sort()).toEqual(
          timeline.links.map((link) => JSON.stringify(link)).sort(),
        );
      }),
      { numRuns: 100 },
    );
  });
});
