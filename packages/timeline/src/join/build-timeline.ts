import type { ProcessTrace } from '@sockscope/core/trace';
import { inferTcpCalls } from '../infer/infer-tcp-calls';
import type { Timeline, TimelineConnection, TimelineInput } from '../model';
import { handshakePhases } from '../phases/handshake-phases';
import { connectionStates } from '../states/connection-states';
import { AcceptWaits } from './accept-waits';
import { connectionsOfSockets, showListeners, showPolls } from './attach-listener';
import { attachSockets } from './attach-socket';
import { claimListeners } from './claim-listeners';
import { claimSockets } from './claim-sockets';
import { completeTcp } from './complete-tcp';
import { assignDatagramCalls } from './datagram-calls';
import { flowsOf, processOf } from './flow';
import type { Flow } from './flow';
import { FlowIndex } from './flow-index';
import { joinTcp } from './join-tcp';
import { joinUdp } from './join-udp';
import type { JoinedCall } from './joined-call';
import { LinkBook } from './link-book';
import { orientConnections } from './orient-connections';
import type { Socket } from './socket';
import { timelineExit } from './timeline-exits';
import { traceSockets } from './trace-sockets';
import type { TraceSockets } from './trace-sockets';

/**
 * Joins calls with packets: every packet gets an owner, every return what it waited for, or an explicit unknown with
 * its reason. Calls only, packets only, or both; for an end without a trace its calls are inferred.
 *
 * Data joins by byte interval, control packets by ownership; time is only a check. The rules are in JOIN.md.
 *
 * The same input gives the same timeline, and ids stay as the input grows. Work is near linear in calls and packets.
 *
 * @throws RangeError where two traces have the same process name
 */
export function buildTimeline(input: TimelineInput): Timeline {
  const { traces } = input;
  checkNames(traces);
  const traced = traces.map(traceSockets);
  const sockets = traced.flatMap((trace) => trace.sockets);
  const { packets, connections } = orientConnections(input, sockets);
  const book = new LinkBook(packets);
  const flows = flowsOf(connections, packets);
  const inferred: JoinedCall[] = [];
  const problems = packets.length === 0 ? [] : joinFlows(flows, sockets, inferred, book);

  const ofSockets = connectionsOfSockets(flows);
  showListeners(sockets, ofSockets);
  traced.forEach(({ polls }) => showPolls(polls, ofSockets));
  return {
    calls: callsInOrder(traced, inferred),
    packets: book.timelinePackets(),
    links: book.links,
    connections: flows.map((flow) => timelineConnection(flow, problems)),
    exits: traces.flatMap((trace, index) => timelineExit(trace, traced[index]?.sockets ?? [], ofSockets)),
    problems,
  };
}

/** @returns what could not be joined */
function joinFlows(
  flows: readonly Flow[],
  sockets: readonly Socket[],
  inferred: JoinedCall[],
  book: LinkBook,
): string[] {
  const index = new FlowIndex(flows);
  const problems = claimSockets(sockets, index);
  claimListeners(flows, sockets);
  const datagramSockets = sockets.filter(({ kind }) => kind === 'datagram');
  const datagramCalls = assignDatagramCalls(datagramSockets, index);
  const waits = new Map<Socket, AcceptWaits>();
  for (const flow of flows) {
    if (flow.connection.protocol === 'udp') {
      inferred.push(...joinUdp(flow, datagramCalls, book));
    } else {
      attachSockets(flow);
      inferred.push(...inferTcpCalls(flow));
      completeTcp(flow, joinTcp(flow, waitsOf(flow.server.listener, waits), book), book);
    }
  }
  return problems;
}

function waitsOf(listener: Socket | null, known: Map<Socket, AcceptWaits>): AcceptWaits | null {
  if (listener === null) {
    return null;
  }
  const waits = known.get(listener) ?? new AcceptWaits(listener);
  known.set(listener, waits);
  return waits;
}

function timelineConnection(flow: Flow, problems: string[]): TimelineConnection {
  const { phases, contradictions } = handshakePhases(flow);
  for (const name of contradictions) {
    problems.push(`connection ${flow.connection.index}: phase ${name} ends before it begins: the clocks disagree`);
  }
  return {
    connection: flow.connection,
    states: connectionStates(flow),
    phases,
    clientProcess: processOf(flow.client),
    serverProcess: processOf(flow.server),
  };
}

function checkNames(traces: readonly ProcessTrace[]): void {
  const names = new Set(traces.map(({ process }) => process.name));
  if (names.size < traces.length) {
    throw new RangeError('two traces have one process name: ids of calls begin with it');
  }
}

function callsInOrder(traced: readonly TraceSockets[], inferred: readonly JoinedCall[]): JoinedCall[] {
  const calls = [...traced.flatMap((trace) => trace.calls), ...inferred];
  // Stable: calls of one process that entered at the same nanosecond stay in order.
  return calls.sort((a, b) => (a.call.enterNs < b.call.enterNs ? -1 : a.call.enterNs > b.call.enterNs ? 1 : 0));
}
