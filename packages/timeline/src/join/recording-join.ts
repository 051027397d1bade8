import type { ProcessTrace } from '@sockscope/core/trace';
import type { ClockEstimate, TimelineInput } from '../model';
import { RecordingClock } from './clock';
import { DatagramClaims } from './datagram-claims';
import { Flow } from './flow';
import { FlowIndex } from './flow-index';
import { JoinedPacket } from './joined-packet';
import { placeOfPacket } from './place-of-packet';
import { ProcessCalls } from './process-calls';
import type { ClockShift } from './process-calls';
import { processClock } from './process-clock';
import { QueueClaims } from './queue-claims';
import { SocketClaims } from './socket-claims';

const OTHER_CLOCKS: ReadonlySet<ClockEstimate['kind']> = new Set(['offset', 'drift']);

/**
 * A recording as it is being joined: what its packets were, what its calls did, and which socket has which connection.
 * It grows with the recording; what follows from it is worked out when it is asked for.
 */
export class RecordingJoin {
  readonly packets: JoinedPacket[] = [];
  readonly flows: Flow[] = [];
  readonly processes = new Map<string, ProcessCalls>();
  readonly clock = new RecordingClock();
  private readonly index = new FlowIndex();
  /** Clocks of processes that are not the capture's; the times of their calls are made to be. */
  readonly corrections: ReadonlyMap<string, ClockEstimate>;
  private readonly socketClaims: SocketClaims;
  private readonly queueClaims = new QueueClaims();
  private readonly datagramClaims = new DatagramClaims(this.index);

  /** @param untimed processes whose times are not those of the capture */
  constructor(untimed: ReadonlySet<string> = new Set(), corrections: ReadonlyMap<string, ClockEstimate> = new Map()) {
    this.corrections = corrections;
    this.socketClaims = new SocketClaims(this.index, untimed);
  }

  /** Processes whose times contradict those of the capture altogether. */
  get outOfTime(): ReadonlySet<string> {
    return this.socketClaims.outOfTime;
  }

  /** The same of processes that have UDP alone: all their datagrams are asked. */
  get outOfTimeByDatagrams(): ReadonlySet<string> {
    const names = [...this.processes.values()]
      .filter(
        ({ sockets }) =>
          sockets.every(({ end }) => end === null) && sockets.some(({ exchanges }) => exchanges.length > 0),
      )
      .filter((process) => !this.corrections.has(process.process.name) && OTHER_CLOCKS.has(processClock(process).kind))
      .map(({ process }) => process.name);
    return new Set(names);
  }

  /** The clocks of processes that have a connection or an exchange. */
  clocks(): ClockEstimate[] {
    const connected = [...this.processes.values()].filter(({ sockets }) =>
      sockets.some(({ end, exchanges }) => end !== null || exchanges.length > 0),
    );
    return connected.map((process) => this.corrections.get(process.process.name) ?? processClock(process));
  }

  /** One line for each socket without a connection. */
  get problems(): readonly string[] {
    return this.packets.length === 0 ? [] : this.socketClaims.problems;
  }

  /** The packet of this number. */
  packetOf(number: number): JoinedPacket | undefined {
    return this.packets[placeOfPacket(this.packets, (packet) => packet.number, number)];
  }

  /** The flow that is called by this number, see Flow. */
  flowCalled(number: number): Flow | undefined {
    const flow = this.flows[number];
    return flow?.number === number ? flow : this.flows.find((each) => each.number === number);
  }

  /**
   * Takes a recording as it has grown: work is that of what is new.
   *
   * @returns false if something came to light that belongs before what was taken already: begin anew
   */
  grow(input: TimelineInput, isGrowing: boolean): boolean {
    this.growPackets(input);
    const isInOrder = input.traces.every((trace) => this.growTrace(trace, isGrowing));
    for (const end of this.socketClaims.settle()) {
      this.queueClaims.flowChanged(end.flow, false);
    }
    return isInOrder;
  }

  private growPackets({ packets, connections }: TimelineInput): void {
    const changed = new Map<Flow, boolean>();
    connections.forEach((connection, index) => {
      const flow = this.flows[index];
      if (flow === undefined) {
        this.flows.push(new Flow(connection, this.clock));
      } else if (flow.connection !== connection) {
        changed.set(flow, flow.update(connection));
      }
    });
    const known = this.flowsWithPackets;
    for (let index = this.packets.length; index < packets.length; index++) {
      const packet = packets[index];
      if (packet === undefined) {
        break;
      }
      this.clock.add(packet);
      const flow = packet.flow === null ? undefined : this.flows[packet.flow.connection];
      this.packets.push(flow === undefined ? new JoinedPacket(packet, null) : flow.add(packet));
    }
    for (; this.flowsWithPackets < this.flows.length; this.flowsWithPackets++) {
      const flow = this.flows[this.flowsWithPackets];
      if (flow !== undefined) {
        this.index.add(flow);
        changed.set(flow, true);
        this.queueClaims.flowChanged(flow, true);
      }
    }
    changed.forEach((isNew, flow) => this.socketClaims.flowChanged(flow, isNew));
    this.flows.slice(known).forEach((flow) => this.datagramClaims.flowBegan(flow));
  }

  /** How many flows are in the index: it wants to know when each began. */
  private flowsWithPackets = 0;

  private shiftOf({ process, calls }: ProcessTrace): ClockShift {
    const correction = this.corrections.get(process.name);
    const firstNs = calls[0]?.enterNs ?? 0n;
    if (correction === undefined) {
      return null;
    }
    const { offsetNs, driftPpm } = correction;
    return (timeNs) => offsetNs + BigInt(Math.round((Number(timeNs - firstNs) * driftPpm) / 1e6));
  }

  private growTrace(trace: ProcessTrace, isGrowing: boolean): boolean {
    const { name } = trace.process;
    const process = this.processes.get(name) ?? new ProcessCalls(trace.process, this.shiftOf(trace));
    this.processes.set(name, process);
    const news = process.update(trace, isGrowing);
    if (news === null) {
      return false;
    }
    for (const socket of news.hasEnded ? process.sockets : news.changed) {
      this.socketClaims.socketChanged(socket);
      this.queueClaims.socketChanged(socket);
    }
    news.calls.forEach((joined) => this.datagramClaims.callChanged(joined));
    return true;
  }
}
