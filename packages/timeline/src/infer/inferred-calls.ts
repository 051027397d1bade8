import type { Flow, FlowEnd } from '../join/flow';
import type { JoinedCall } from '../join/joined-call';
import type { JoinedPacket } from '../join/joined-packet';
import { FIN, PSH, RST } from '../tcp-flags';
import { inferredCall, inferredConnect, timeOf } from './inferred-call';
import type { InferredCall } from './inferred-call';

/** The calls that the packets of one end prove. */
export interface InferredEnd {
  /** In order of their first packets. */
  readonly calls: readonly JoinedCall[];
  /** Those that sent bytes, in stream order. */
  readonly sends: readonly JoinedCall[];
  readonly connect: JoinedCall | null;
  readonly close: JoinedCall | null;
}

interface GrowingEnd extends InferredEnd {
  readonly calls: InferredCall[];
  readonly sends: InferredCall[];
  connect: InferredCall | null;
  /** What the flow was when connect() was made out. */
  connectIsOf: Flow['connection'] | null;
  close: InferredCall | null;
  /** The last send(), while data may still belong to it. */
  run: InferredCall | null;
}

/**
 * The calls that the packets of a connection prove, for ends without a trace: connect() from a SYN, send() from data,
 * close() or shutdown() from a FIN, sendto() from a datagram.
 *
 * What packets cannot show is left open. accept() and recv() make no packet. How many send() calls made a run of data is
 * not known either: one is inferred for each run up to a PSH flag, which Linux sets where a send() ends.
 *
 * Grows with the flow: only packets that came since it was asked last are looked at.
 */
export class InferredCalls {
  private readonly flow: Flow;
  private readonly ends = new Map<FlowEnd, GrowingEnd>();
  private seenPackets = 0;
  private madeCalls = 0;
  private readonly datagramSends = new Map<JoinedPacket, InferredCall>();

  constructor(flow: Flow) {
    this.flow = flow;
  }

  of(end: FlowEnd): InferredEnd {
    const { packets } = this.flow;
    for (; this.seenPackets < packets.length; this.seenPackets++) {
      const packet = packets[this.seenPackets];
      if (packet !== undefined && packet.sender !== null) {
        this.take(packet, packet.sender, this.growing(packet.sender));
      }
    }
    const growing = this.growing(end);
    const { connection } = end.flow;
    if (growing.connect !== null && growing.connectIsOf !== connection) {
      growing.connect.call = inferredConnect(growing.connect.call, end);
      growing.connectIsOf = connection;
    }
    return growing;
  }

  /** The send that a datagram proves. */
  sendOf(datagram: JoinedPacket, end: FlowEnd): JoinedCall | null {
    this.of(end);
    return this.datagramSends.get(datagram) ?? null;
  }

  private growing(end: FlowEnd): GrowingEnd {
    const known = this.ends.get(end) ?? {
      calls: [],
      sends: [],
      connect: null,
      connectIsOf: null,
      close: null,
      run: null,
    };
    this.ends.set(end, known);
    return known;
  }

  private take(packet: JoinedPacket, end: FlowEnd, growing: GrowingEnd): void {
    if (packet.kind === 'datagram') {
      this.datagramSends.set(packet, this.addDatagram(packet, end, growing));
      return;
    }
    if (packet.kind === 'icmp' || packet.kind === 'copy' || (packet.flags & RST) !== 0) {
      return;
    }
    growing.connect ??= packet.kind === 'syn' ? this.add('connect', packet, end, growing) : null;
    this.takeData(packet, end, growing);
    if ((packet.flags & FIN) !== 0 && growing.close === null) {
      growing.run = null;
      growing.close = this.add('close', packet, end, growing);
      growing.close.words = 'close(?) or shutdown(?, SHUT_WR)';
    }
  }

  private takeData(packet: JoinedPacket, end: FlowEnd, growing: GrowingEnd): void {
    const { flow } = packet.packet;
    if (flow === null || flow.stream === null || flow.isRetransmission) {
      return;
    }
    const { from, to } = flow.stream;
    let run = growing.run;
    if (run?.to !== from) {
      run = this.add('send', packet, end, growing);
      run.layAlong(from, to);
      insertSend(growing.sends, run);
    }
    run.layAlong(run.from, to);
    run.call = { ...run.call, returnNs: timeOf(packet), arguments: { lengthBytes: to - run.from } };
    growing.run = (packet.flags & PSH) === 0 ? run : null;
  }

  /** A datagram proves its send, with its length and its address; how long the call took it does not tell. */
  private addDatagram(packet: JoinedPacket, end: FlowEnd, growing: GrowingEnd): InferredCall {
    const { payloadBytes: lengthBytes } = packet;
    const address = end.peer.endpoint;
    const joined = this.add('sendto', packet, end, growing);
    joined.call = { ...joined.call, arguments: { lengthBytes, address }, result: lengthBytes, local: end.endpoint };
    joined.call = { ...joined.call, peer: address };
    return joined;
  }

  private add(
    name: 'connect' | 'send' | 'close' | 'sendto',
    packet: JoinedPacket,
    end: FlowEnd,
    growing: GrowingEnd,
  ): InferredCall {
    this.madeCalls += 1;
    const joined = inferredCall(name, this.madeCalls, packet, end);
    growing.calls.push(joined);
    return joined;
  }
}

/** Segments can overtake each other. */
function insertSend(sends: InferredCall[], send: InferredCall): void {
  let at = sends.length;
  while (at > 0 && (sends[at - 1]?.from ?? 0) > send.from) {
    at -= 1;
  }
  sends.splice(at, 0, send);
}
