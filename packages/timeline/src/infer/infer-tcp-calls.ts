import type { CapturedPacket } from '@sockscope/capture';
import type { TracedCall } from '@sockscope/core/trace';
import { isTraced } from '../join/flow';
import type { Flow, FlowEnd, Span } from '../join/flow';
import type { JoinedCall } from '../join/joined-call';
import { segmentOf } from '../join/tcp-track';
import type { Segment } from '../join/tcp-track';
import { callOf, inferredCall, timeOf } from './inferred-call';

/**
 * Infers for each end without a trace the calls that its packets prove: connect() from a SYN, send() from data,
 * close() or shutdown() from a FIN.
 *
 * What packets cannot show is left open. accept() and recv() make no packet. How many send() calls made a run of
 * data is not known either: one is inferred for each run up to a PSH flag, which Linux sets where a send() ends.
 *
 * @returns the calls in order of their first packets
 */
export function inferTcpCalls(flow: Flow): JoinedCall[] {
  const inference = new Inference(flow);
  flow.packets.forEach((packet) => inference.add(packet));
  return inference.finish();
}

/** A run of data segments that one inferred send() stands for. */
interface Run {
  readonly end: FlowEnd;
  readonly from: number;
  readonly to: number;
  readonly enterNs: bigint;
  readonly returnNs: bigint;
}

class Inference {
  private readonly calls: JoinedCall[] = [];
  private readonly runs = new Map<FlowEnd, Run>();
  private readonly flow: Flow;
  private readonly sends = new Map<FlowEnd, Span[]>();

  constructor(flow: Flow) {
    this.flow = flow;
  }

  add(packet: CapturedPacket): void {
    const segment = segmentOf(packet);
    if (segment === null || segment.isReset) {
      return;
    }
    const end = segment.flow.fromClient ? this.flow.client : this.flow.server;
    if (isTraced(end)) {
      return;
    }
    if (segment.isSyn && !segment.isAck) {
      end.connect ??= this.push(end, connectCall(this.flow, segment));
    }
    this.addData(end, segment);
    if (segment.isFin && end.close === null) {
      this.endRun(end);
      const timeNs = timeOf(packet);
      end.close = this.push(end, callOf('close', timeNs, timeNs, {}));
      end.close.text = 'close(?) or shutdown(?, SHUT_WR)';
    }
  }

  finish(): JoinedCall[] {
    [...this.runs.keys()].forEach((end) => this.endRun(end));
    this.sends.forEach((spans, end) => (end.sends = spans.sort((a, b) => a.from - b.from)));
    return this.calls;
  }

  private addData(end: FlowEnd, { packet, flow, isPush }: Segment): void {
    if (flow.stream === null || flow.isRetransmission) {
      return;
    }
    const { from, to } = flow.stream;
    const open = this.runs.get(end);
    if (open !== undefined && open.to !== from) {
      this.endRun(end);
    }
    const run = this.runs.get(end);
    this.runs.set(end, {
      end,
      from: run?.from ?? from,
      to,
      enterNs: run?.enterNs ?? timeOf(packet),
      returnNs: timeOf(packet),
    });
    if (isPush) {
      this.endRun(end);
    }
  }

  private endRun(end: FlowEnd): void {
    const run = this.runs.get(end);
    if (run === undefined) {
      return;
    }
    this.runs.delete(end);
    const bytes = run.to - run.from;
    const call = callOf('send', run.enterNs, run.returnNs, { lengthBytes: bytes });
    const joined = this.push(end, call);
    const spans = this.sends.get(end) ?? [];
    spans.push({ call: joined, from: run.from, to: run.to });
    this.sends.set(end, spans);
  }

  private push(end: FlowEnd, call: Omit<TracedCall, 'sequence'>): JoinedCall {
    const joined = inferredCall(end, { ...call, sequence: this.calls.length + 1 });
    this.calls.push(joined);
    return joined;
  }
}

/** connect() enters with its SYN at the latest, and a blocking one returns with the ACK at the earliest. */
function connectCall({ connection, client }: Flow, { packet }: Segment): Omit<TracedCall, 'sequence'> {
  const { outcome, ack, synAck } = connection.handshake;
  const enterNs = timeOf(packet);
  const answeredNs = ack?.timestampNs ?? synAck?.timestampNs ?? connection.close.reset?.timestampNs ?? enterNs;
  const call = callOf('connect', enterNs, answeredNs, { address: connection.server });
  const known = { ...call, local: client.endpoint, peer: connection.server };
  switch (outcome) {
    case 'complete':
      return { ...known, result: 0 };
    case 'refused':
      return { ...known, result: -1, errno: 'ECONNREFUSED' };
    default:
      return known;
  }
}
