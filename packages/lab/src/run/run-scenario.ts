import { loadRecording, startRecording } from '@sockscope/session';
import type { Recorder, RecordingEnd, RecordingFailure } from '@sockscope/session';
import { buildTimeline } from '@sockscope/timeline';
import type { Timeline } from '@sockscope/timeline';
import type { WitnessStamp } from '../actor/actor-contract';
import { checkRun } from '../check/check-run';
import type { Verdict } from '../check/check-run';
import { witnessFindings } from '../check/witness-findings';
import type { WitnessFindings } from '../check/witness-findings';
import type { Scenario } from '../script/scenario';
import { ActorHandle } from './actor-handle';
import { playScript } from './play-script';
import type { Stage } from './play-script';
import type { Place } from '../place/place';
import { ScenarioFault } from './scenario-fault';
import { WireOrders } from './wire-orders';

export interface RunOptions {
  /** Where the session is kept: new or empty. */
  readonly directory: string;
  /** Where it runs. */
  readonly place: Place;
  /** Whether the kernel is asked what became of each send(), and its answers are compared with the links. */
  readonly isWitnessed?: boolean;
  /** For session.json. */
  readonly toolVersion: string;
  /** False: the place is not the one that the scenario is written for, so its packets are not compared. */
  readonly isCompared: boolean;
  /** Ends the run early; its reason is kept as how it ended. */
  readonly signal?: AbortSignal;
}

/** A scenario that ran: its session is kept, and was checked. */
export interface ScenarioRun {
  readonly scenario: Scenario;
  readonly directory: string;
  readonly timeline: Timeline;
  readonly verdict: Verdict;
  /** What the kernel's own notes said; null where it was not asked. */
  readonly witness: WitnessFindings | null;
  readonly end: RecordingEnd;
}

export type ScenarioResult =
  { readonly ok: true; readonly run: ScenarioRun } | { readonly ok: false; readonly failure: RecordingFailure };

/** Runs a scenario for real, records it, joins what was recorded and compares that with what the scenario says. */
export async function runScenario(scenario: Scenario, options: RunOptions): Promise<ScenarioResult> {
  const { directory, place, toolVersion } = options;
  const messages: string[] = [];
  const started = await startRecording({
    directory,
    interface: place.interface,
    filter: ['tcp', 'or', 'udp', 'or', 'icmp'],
    command: ['sockscope', 'lab', scenario.name],
    toolVersion,
    ...(place.enter && { enter: place.enter.client }),
    roundTripMs: place.roundTripMs,
    onMessage: (line) => void messages.push(line),
  });
  if (!started.ok) return started;
  const { recorder } = started;
  const { fault, stamps } = await play(scenario, recorder, options);
  const end = await recorder.stop(options.signal?.aborted ? String(options.signal.reason) : 'completed');
  const recording = await loadRecording([directory]);
  const timeline = buildTimeline(recording);
  const witness = stamps && witnessFindings(timeline, stamps, place.wire ? 'client' : 'both');
  const faults = [
    ...(fault === null ? [] : [fault]),
    ...messages,
    ...recording.problems.map(({ text }) => text),
    ...(witness?.faults ?? []).map((text) => `the kernel's own note of ${text}`),
  ];
  const verdict = checkRun(scenario, timeline, {
    faults,
    end,
    isCompared: options.isCompared,
    isShared: place.isShared,
  });
  return { ok: true, run: { scenario, directory, timeline, verdict, witness, end } };
}

/** How a script went. */
interface Played {
  /** null, or what went wrong. */
  readonly fault: string | null;
  /** What the kernel noted of the sends of both actors; null where it was not asked. */
  readonly stamps: readonly WitnessStamp[] | null;
}

async function play(scenario: Scenario, recorder: Recorder, options: RunOptions): Promise<Played> {
  const { place, signal, isWitnessed = false } = options;
  const actors = {
    server: new ActorHandle('server', place, recorder, isWitnessed),
    client: new ActorHandle('client', place, recorder, isWitnessed),
  };
  const played = (fault: string | null): Played => ({
    fault,
    stamps: isWitnessed ? [...actors.client.stamps, ...actors.server.stamps] : null,
  });
  const interrupted = new Interruption(signal);
  try {
    await Promise.race([whole(scenario, { actors, wire: new WireOrders(place.wire) }), interrupted.happened]);
    return played(null);
  } catch (error) {
    if (error instanceof ScenarioFault) return played(error.message);
    throw error;
  } finally {
    interrupted.forget();
  }
}

async function whole(scenario: Scenario, stage: Stage): Promise<void> {
  const { actors } = stage;
  await Promise.all([actors.server.started(), actors.client.started()]);
  await playScript(scenario.steps, stage);
  await Promise.all([actors.client.exit(0), actors.server.exit(0)]);
}

/** A signal that may end a run early. */
class Interruption {
  /** Rejects when it happens. */
  readonly happened: Promise<never>;
  private readonly signal: AbortSignal | undefined;
  private onAbort: () => void = () => undefined;

  constructor(signal: AbortSignal | undefined) {
    this.signal = signal;
    this.happened = new Promise((_resolve, reject) => {
      this.onAbort = () => reject(new ScenarioFault(String(signal?.reason)));
    });
    this.happened.catch(() => undefined);
    if (signal?.aborted) this.onAbort();
    signal?.addEventListener('abort', this.onAbort, { once: true });
  }

  /** Looks for it no longer. */
  forget(): void {
    this.signal?.removeEventListener('abort', this.onAbort);
  }
}
