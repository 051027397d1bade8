import fc from 'fast-check';
import { buildTimeline, TimelineJoiner } from '../../src';
import { cutOf } from './growing';
import { plain } from './plain';
import { linkTexts, scenario, scenarioInput } from './scenario';

interface Step {
  readonly from: 'client' | 'server';
  /** `unseen`: the capture dropped it. `lost`: nobody got it. `waiting`: nobody read it. */
  readonly fate: 'read' | 'read-late' | 'unseen' | 'lost' | 'waiting';
  /** Two datagrams of one length cannot be told apart by it. */
  readonly isLikeBefore: boolean;
}

const step: fc.Arbitrary<Step> = fc.record({
  from: fc.constantFrom('client', 'server'),
  fate: fc.constantFrom('read', 'read', 'read-late', 'unseen', 'lost', 'waiting'),
  isLikeBefore: fc.boolean(),
});

const BOUND = `server 1 socket(udp) = 3
  server 2 bind(3, 127.0.0.1:8888) = 0
  client 3 socket(udp) = 3
  client 4 bind(3, 127.0.0.1:50000) = 0`;

/** Plays datagrams between two bound sockets, and knows which call sent and which received each. */
class Model {
  readonly lines = [BOUND];
  readonly links: string[] = [];
  private readonly calls = { client: 2, server: 2 };
  private packets = 0;
  private now = 10;
  private length = 0;
  /** Receives that are made at the end. */
  private late: { readonly to: 'client' | 'server'; readonly length: number; readonly packet: number }[] = [];

  constructor(steps: readonly Step[]) {
    steps.forEach((each) => this.play(each));
    this.late.forEach(({ to, length, packet }) => this.receive(to, length, packet));
  }

  private play({ from, fate, isLikeBefore }: Step): void {
    const to = from === 'client' ? 'server' : 'client';
    // What was lost, or is still unread, is not followed by its like: by length alone the next receive could have got it.
    const isLike = isLikeBefore && (fate === 'read' || fate === 'unseen');
    this.length += isLike ? 0 : 1;
    const sender = this.call(from, `sendto(3, ${this.length}, ${to === 'server' ? SERVER : CLIENT})`, this.length);
    const packet = fate === 'unseen' ? 0 : (this.packets += 1);
    if (packet > 0) {
      this.lines.push(`${from === 'client' ? '>' : '<'} ${this.now} UDP len ${this.length}`);
      this.links.push(`${sender} causes ${packet}`);
    }
    if (fate === 'read' || fate === 'unseen') {
      this.receive(to, this.length, packet);
    } else if (fate === 'read-late') {
      this.late.push({ to, length: this.length, packet });
    }
    this.length += fate === 'read' || fate === 'unseen' ? 0 : 1;
  }

  private receive(to: 'client' | 'server', length: number, packet: number): void {
    this.now += 5;
    const receiver = this.call(to, `recvfrom(3, 2000)`, length, ` @${to === 'server' ? CLIENT : SERVER}`);
    if (packet > 0) {
      this.links.push(`${receiver} completes ${packet}`);
    }
  }

  private call(role: 'client' | 'server', text: string, result: number, peer = ''): string {
    this.now += 10;
    this.calls[role] += 1;
    this.lines.push(`${role} ${this.now - 1}-${this.now + 1} ${text} = ${result}${peer}`);
    return `${role}#${this.calls[role]}`;
  }
}

const CLIENT = '127.0.0.1:50000';
const SERVER = '127.0.0.1:8888';

function linksOf(text: string): string[] {
  return linkTexts(scenario(text)).map((link) => link.replace(/ (in-call|later|earlier).*/, ''));
}

describe('buildTimeline() against a model of datagrams', () => {
  it('links every send and every receive to its own datagram, and to none that the capture lacks', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
        const model = new Model(steps.filter(({ fate }) => fate !== 'read-late'));
        expect(linksOf(model.lines.join('\n')).sort()).toEqual(model.links.sort());
      }),
      { numRuns: 200 },
    );
  });

  it('says the same while it grows', () => {
    const part = fc.double({ min: 0, max: 1, noNaN: true });
    const cuts = fc.array(fc.tuple(part, part, part), { maxLength: 5 });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), cuts, (steps, at) => {
        const input = scenarioInput(new Model(steps).lines.join('\n'));
        const joiner = new TimelineJoiner();
        const known = [0, 0, 0];
        for (const cut of at) {
          cut.forEach((value, index) => (known[index] = Math.max(known[index] ?? 0, value)));
          const [packets = 0, ...calls] = known;
          plain(joiner.update(cutOf(input, { packets, calls }), { isGrowing: true }));
        }
        expect(plain(joiner.update(input, { isGrowing: false }))).toEqual(plain(buildTimeline(input)));
      }),
      { numRuns: 300 },
    );
  });
});
