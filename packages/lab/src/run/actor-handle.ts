import { join } from 'node:path';
import { errnoName } from '@sockscope/core/trace';
import type { Endpoint } from '@sockscope/core/trace';
import type { Program, Recorder } from '@sockscope/session';
import { WITNESS } from '../actor/actor-contract';
import type { ActorOrder, ActorReport, WitnessStamp } from '../actor/actor-contract';
import type { Place } from '../place/place';
import type { CallStep, ExpectedResult } from '../script/call-step';
import type { ActorName, Condition } from '../script/step';
import { callText } from './call-text';
import { ScenarioFault } from './scenario-fault';

/** Built code: a process runs JavaScript only, so from the sources too this is where it is. */
const PROCESS_FILE = join(__dirname, '..', '..', 'dist', 'actor', 'actor-process.js');
const START_TIMEOUT_MS = 20_000;
/** Longer than any call of a scenario blocks: only a run that went wrong waits so long. */
const STEP_TIMEOUT_MS = 30_000;

type Answer = Exclude<ActorReport, { kind: 'ready' | 'bound' | 'witnessed' }>;
type Unnumbered<Order> = Order extends unknown ? Omit<Order, 'id'> : never;

/** The director's side of an actor: a process that makes the calls of a script. */
export class ActorHandle {
  /** Addresses of its sockets by their names in the script. */
  readonly addresses: Record<string, Endpoint> = {};
  /** What the kernel noted of its sends. */
  readonly stamps: WitnessStamp[] = [];
  private readonly name: ActorName;
  private readonly program: Program;
  private readonly waiting = new Map<number, (answer: Answer) => void>();
  private readonly ready: Promise<void>;
  private becomeReady: () => void = () => undefined;
  private lastId = 0;
  private pending: Promise<void> = Promise.resolve();
  private words = '';

  constructor(name: ActorName, place: Place, recorder: Recorder, isWitnessed: boolean) {
    this.name = name;
    this.ready = new Promise((resolve) => (this.becomeReady = resolve));
    const program = {
      command: [process.execPath, PROCESS_FILE, name, place.hosts[name], ...(isWitnessed ? [WITNESS] : [])],
      io: {
        input: '',
        onLine: (_stream: string, line: string): void => {
          this.words += `${line} `;
        },
        onMessage: (message: unknown) => this.take(message as ActorReport),
      },
    };
    this.program = recorder.spawn(program, place.enter?.[name]);
  }

  /** Settles when it can make calls. @throws ScenarioFault where it cannot be started */
  async started(): Promise<void> {
    await this.within(this.ready, START_TIMEOUT_MS, 'did not start');
  }

  /** Begins calls, after those that still go on. What they give is checked; a fault comes out of finished(). */
  begin(calls: readonly CallStep[], addresses: Readonly<Record<string, Endpoint>>): void {
    const before = this.pending;
    const done = before.then(() => this.perform(calls, addresses));
    // It is looked at where the script waits for it; until then it is nobody's unhandled rejection.
    done.catch(() => undefined);
    this.pending = done;
  }

  /** Settles when all of its calls have returned. @throws ScenarioFault where one gave something else than it should */
  async finished(): Promise<void> {
    await this.pending;
  }

  /** Waits for a condition. @throws ScenarioFault where it does not come true */
  async until(condition: Condition): Promise<void> {
    const answer = await this.ask({ kind: 'await', condition, timeoutMs: STEP_TIMEOUT_MS });
    if (answer.kind !== 'awaited' || answer.found === null) return;
    throw new ScenarioFault(`${this.name}: waited for ${JSON.stringify(condition)}, but ${answer.found}`);
  }

  /** Its process exits, its sockets closed by nobody. Nothing happens where it has ended already. */
  async exit(status: number): Promise<void> {
    this.program.send({ kind: 'exit', status } satisfies ActorOrder);
    await this.within(this.program.ended, STEP_TIMEOUT_MS, 'did not exit');
  }

  /** Kills it by SIGKILL; its trace up to here is on disk. */
  async kill(): Promise<void> {
    await this.ask({ kind: 'save' });
    this.program.kill('SIGKILL');
    await this.program.ended;
  }

  private async perform(calls: readonly CallStep[], addresses: Readonly<Record<string, Endpoint>>): Promise<void> {
    const answer = await this.ask({ kind: 'perform', requests: calls.map(({ request }) => request), addresses });
    if (answer.kind !== 'performed') return;
    calls.forEach((call, index) => this.check(call, answer.results[index] ?? 0));
  }

  private check({ request, expected }: CallStep, result: number): void {
    if (isExpected(expected, result)) return;
    const outcome = result < 0 ? `-1 ${errnoName(-result)}` : String(result);
    throw new ScenarioFault(`${this.name}: ${callText(request)} gave ${outcome}, not ${expectedText(expected)}`);
  }

  private async ask(order: Unnumbered<Extract<ActorOrder, { id: number }>>): Promise<Answer> {
    const id = ++this.lastId;
    const answered = new Promise<Answer>((resolve) => this.waiting.set(id, resolve));
    this.program.send({ ...order, id });
    const answer = await this.within(answered, STEP_TIMEOUT_MS + 1000, `does not answer to ${orderText(order)}`);
    if (answer.kind === 'misused') throw new ScenarioFault(`${this.name}: ${answer.text}`);
    return answer;
  }

  private take(report: ActorReport): void {
    if (report.kind === 'ready') return this.becomeReady();
    if (report.kind === 'witnessed') return void this.stamps.push(report.stamp);
    if (report.kind === 'bound') return void (this.addresses[report.name] = report.endpoint);
    this.waiting.get(report.id)?.(report);
    this.waiting.delete(report.id);
  }

  /** @throws ScenarioFault where the time is over, or the process ended before */
  private async within<Value>(wanted: Promise<Value>, timeoutMs: number, what: string): Promise<Value> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      const fail = (why: string): void => reject(new ScenarioFault(`${this.name} ${what}: ${why}`));
      timer = setTimeout(() => fail(`${timeoutMs / 1000} s are over`), timeoutMs);
      void this.program.ended.then(({ status, signal, failure }) => {
        // What it had to say comes before its end.
        setImmediate(() => fail(failure ?? `its process ended with ${signal ?? `status ${status}`}. ${this.words}`));
      });
    });
    late.catch(() => undefined);
    return Promise.race([wanted, late]).finally(() => clearTimeout(timer));
  }
}

function isExpected(expected: ExpectedResult, result: number): boolean {
  switch (expected.kind) {
    case 'success':
      return result >= 0;
    case 'exactly':
      return result === expected.result;
    case 'between':
      return result >= expected.least && result <= expected.most;
    case 'failure':
      return result < 0 && errnoName(-result) === expected.errno;
  }
}

function expectedText(expected: ExpectedResult): string {
  switch (expected.kind) {
    case 'success':
      return 'a success';
    case 'exactly':
      return String(expected.result);
    case 'between':
      return `${expected.least} to ${expected.most}`;
    case 'failure':
      return `-1 ${expected.errno}`;
  }
}

function orderText(order: { readonly kind: string; readonly requests?: readonly { readonly call: string }[] }): string {
  return order.requests ? order.requests.map(({ call }) => `${call}()`).join(', ') : order.kind;
}
