import { callText } from '@sockscope/core/trace';
import type { CallName, TracedCall } from '@sockscope/core/trace';
import type { FlowEnd } from '../join/flow';
import { JoinedCall } from '../join/joined-call';
import type { JoinedPacket } from '../join/joined-packet';

/** A call that no trace shows. */
export class InferredCall extends JoinedCall {
  /** Its text where the packets do not tell which call it was. */
  words: string | null = null;
  /** The first packet that proves it. */
  readonly packet: JoinedPacket;

  constructor(id: string, call: TracedCall, packet: JoinedPacket) {
    super(id, null, call);
    this.packet = packet;
  }

  override get text(): string {
    return this.words ?? callText(this.call);
  }

  override get inferred(): boolean {
    return true;
  }
}

/**
 * Makes a call of which only the packets are known: no descriptor, no result, no thread but the first, and the time of
 * its packet.
 *
 * @param sequence Counts from 1 within its connection.
 */
export function inferredCall(name: CallName, sequence: number, packet: JoinedPacket, end: FlowEnd): InferredCall {
  const timeNs = timeOf(packet);
  const call: TracedCall = {
    sequence,
    thread: 0,
    call: name,
    fd: null,
    arguments: {},
    enterNs: timeNs,
    returnNs: timeNs,
    result: null,
    errno: null,
    local: null,
    peer: null,
    data: null,
  };
  const joined = new InferredCall(`inferred-${end.flow.number}#${sequence}`, call, packet);
  joined.end = end;
  return joined;
}

/** connect() enters with its SYN at the latest, and a blocking one returns with the ACK at the earliest. */
export function inferredConnect(call: TracedCall, end: FlowEnd): TracedCall {
  const { connection } = end.flow;
  const { outcome, ack, synAck } = connection.handshake;
  const answered = ack ?? synAck ?? connection.close.reset;
  const address = end.peer.endpoint;
  const known = {
    ...call,
    returnNs: answered?.timestampNs ?? call.enterNs,
    arguments: { address },
    local: end.endpoint,
    peer: address,
  };
  switch (outcome) {
    case 'complete':
      return { ...known, result: 0 };
    case 'refused':
      return { ...known, result: -1, errno: 'ECONNREFUSED' };
    default:
      return known;
  }
}

/** A packet without a time stands at the beginning of time. */
export function timeOf({ timeNs }: JoinedPacket): bigint {
  return timeNs ?? 0n;
}
