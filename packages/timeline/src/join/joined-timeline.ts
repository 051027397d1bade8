import type {
  CaptureDrop,
  ClockEstimate,
  Link,
  Timeline,
  TimelineCall,
  TimelineConnection,
  TimelineExit,
} from '../model';
import { addTimelineIndex } from '../ladder/timeline-index';
import { connectionStates } from '../states/connection-states';
import { handshakePhases } from '../phases/handshake-phases';
import { allLinks } from './all-links';
import { exitText } from './close-owner';
import type { Flow } from './flow';
import type { JoinedCall } from './joined-call';
import { JoinedIndex } from './joined-index';
import type { ProcessCalls } from './process-calls';
import type { RecordingJoin } from './recording-join';
import { turnConnection } from './turn-connection';

/** Gives what was joined as a timeline. Its lists are made when they are read first. */
export function joinedTimeline(join: RecordingJoin, drops: readonly CaptureDrop[] = []): Timeline {
  const timeline = new LazyTimeline(join, drops);
  addTimelineIndex(timeline, new JoinedIndex(join, timeline));
  return timeline;
}

class LazyTimeline implements Timeline {
  readonly #join: RecordingJoin;
  #calls: readonly TimelineCall[] | null = null;
  #links: readonly Link[] | null = null;
  #connections: readonly TimelineConnection[] | null = null;
  #exits: readonly TimelineExit[] | null = null;
  #clocks: readonly ClockEstimate[] | null = null;

  readonly drops: readonly CaptureDrop[];

  constructor(join: RecordingJoin, drops: readonly CaptureDrop[]) {
    this.#join = join;
    this.drops = drops;
  }

  get calls(): readonly TimelineCall[] {
    return (this.#calls ??= callsInOrder(this.#join));
  }

  get packets(): Timeline['packets'] {
    return this.#join.packets;
  }

  get links(): readonly Link[] {
    return (this.#links ??= allLinks(this.#join));
  }

  get connections(): readonly TimelineConnection[] {
    return (this.#connections ??= this.#join.flows.map(connectionOf));
  }

  get exits(): readonly TimelineExit[] {
    return (this.#exits ??= [...this.#join.processes.values()].flatMap(exitOf));
  }

  get clocks(): readonly ClockEstimate[] {
    return (this.#clocks ??= this.#join.clocks());
  }

  get problems(): readonly string[] {
    return [...this.#join.problems, ...this.#join.flows.flatMap(phaseProblems)];
  }
}

/** A recording that grows is asked for all of them at every picture. */
const connections = new WeakMap<Flow, TimelineConnection>();

function connectionOf(flow: Flow): TimelineConnection {
  const known = connections.get(flow);
  if (known !== undefined) {
    return known;
  }
  const made = timelineConnection(flow);
  connections.set(flow, made);
  return made;
}

/** Its own properties, so that copies of the object have them too. */
function timelineConnection(flow: Flow): TimelineConnection {
  return {
    get connection() {
      return flow.isTurned ? turnConnection(flow.connection) : flow.connection;
    },
    get states() {
      return connectionStates(flow).changes;
    },
    get oddSegments() {
      return connectionStates(flow).oddSegments;
    },
    get phases() {
      return handshakePhases(flow).phases;
    },
    get clientProcess() {
      return flow.client.process;
    },
    get serverProcess() {
      return flow.server.process;
    },
  };
}

function callsInOrder({ processes, flows }: RecordingJoin): readonly JoinedCall[] {
  const traced = [...processes.values()].flatMap(({ calls }) => calls);
  const inferred = flows.flatMap((flow) =>
    [...flow.client.inferredCalls, ...flow.server.inferredCalls].sort((a, b) => a.call.sequence - b.call.sequence),
  );
  // Stable: calls of one process that entered at the same nanosecond stay in order.
  return [...traced, ...inferred].sort((a, b) => compare(a.call.enterNs, b.call.enterNs));
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function phaseProblems(flow: Flow): string[] {
  return handshakePhases(flow).contradictions.map(
    (name) => `connection ${flow.number}: phase ${name} ends before it begins: the clocks disagree`,
  );
}

/** The end of a process as an event; it stands with the connections whose sockets it left open. */
function exitOf({ process, exit, sockets }: ProcessCalls): TimelineExit[] {
  if (exit === null) {
    return [];
  }
  const leftOpen = sockets.filter(({ close, kind }) => close === null && kind !== 'listener');
  const shownIn = [...new Set(leftOpen.flatMap(({ connections }) => connections))];
  return [{ process: process.name, role: process.role, timeNs: exit.timeNs, text: exitText(exit), shownIn }];
}
