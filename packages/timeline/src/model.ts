import type { CapturedPacket, Connection } from '@sockscope/capture';
import type { ProcessTrace, TracedCall } from '@sockscope/core/trace';

/** What is joined: calls, packets, or both. */
export interface TimelineInput {
  /** No two have the same process name: ids of calls begin with it. */
  readonly traces: readonly ProcessTrace[];
  /** In capture order. Numbers ascend, and have gaps where only a part of a capture is joined. */
  readonly packets: readonly CapturedPacket[];
  /** `connections[i].index` is `i`. */
  readonly connections: readonly Connection[];
  /** What the capture lost, in order of time; absent where it lost nothing, or nobody knows when. */
  readonly drops?: readonly CaptureDrop[];
}

/** Packets that the capture lost between two moments, in nanoseconds since the Unix epoch. */
export interface CaptureDrop {
  readonly afterNs: bigint;
  readonly beforeNs: bigint;
  readonly packets: number;
}

/** States of RFC 9293 §3.3.2. */
export type TcpState =
  | 'CLOSED'
  | 'LISTEN'
  | 'SYN-SENT'
  | 'SYN-RECEIVED'
  | 'ESTABLISHED'
  | 'FIN-WAIT-1'
  | 'FIN-WAIT-2'
  | 'CLOSE-WAIT'
  | 'CLOSING'
  | 'LAST-ACK'
  | 'TIME-WAIT';

export type Side = 'client' | 'server';

/** A call on the timeline. */
export interface TimelineCall {
  /** Unique in the recording and the same while it grows: `server-4711#3`; `inferred-0#2` for an inferred call. */
  readonly id: string;
  /** The process's name; null for an inferred call. */
  readonly process: string | null;
  readonly role: Side;
  /** Inferred calls have times only where the packets give them (else equal to the packet's), and unknown descriptors. */
  readonly call: TracedCall;
  /** strace's notation: `connect(3, 127.0.0.1:8888) = -1 ECONNREFUSED (Connection refused)`. */
  readonly text: string;
  /** Index of the connection that it acts on; null where it has none (socket(), listen()) or none was found. */
  readonly connection: number | null;
  /** Connections in whose ladder it is drawn: a listener's calls stand in each connection of that listener. */
  readonly shownIn: readonly number[];
  /** True: no trace shows it, the packets show that it must have happened. */
  readonly inferred: boolean;
}

/** Why the kernel sent a packet that no call made. Stable words. */
export type KernelReason =
  | 'handshake-answer'
  | 'handshake-ack'
  | 'ack'
  | 'delayed-ack'
  | 'window-update'
  | 'retransmission'
  | 'syn-retransmission'
  | 'syn-ack-retransmission'
  | 'zero-window-probe'
  | 'keep-alive'
  | 'keep-alive-answer'
  | 'refused-no-listener'
  | 'port-unreachable'
  | 'tail-loss-probe'
  | 'challenge-ack'
  | 'reset-dead-socket'
  | 'process-exit';

/** Who made a packet: a call (then a link `causes` says which), the kernel and why, or not known and why not. */
export type PacketOwner =
  | {
      readonly kind: 'call';
      readonly call: string;
      /** Why the packet is what it is, where a reader would wonder: `345 bytes were unread: a RST, not a FIN`. */
      readonly text?: string;
    }
  | {
      readonly kind: 'kernel';
      readonly reason: KernelReason;
      /** One line for the reader: `the kernel answers for listen(3); accept() has not been called yet`. */
      readonly text: string;
    }
  | { readonly kind: 'unknown'; readonly text: string };

/** A packet on the timeline, and who made it. */
export interface TimelinePacket {
  readonly packet: CapturedPacket;
  readonly owner: PacketOwner;
}

/** Relation of a call and a packet. */
export interface Link {
  /** Id of the call. */
  readonly call: string;
  /** Number of the packet. */
  readonly packet: number;
  /** `causes`: the call made the packet; `completes`: the call's return waited for the packet. */
  readonly relation: 'causes' | 'completes';
  /** The bytes of the stream that both cover, `[from, to)`; null for packets that are linked by their flags. */
  readonly bytes: { readonly from: number; readonly to: number } | null;
  /** The packet's time against the call's: between entry and return, after the return, before the entry. */
  readonly when: 'in-call' | 'later' | 'earlier';
  readonly isRetransmission: boolean;
}

/** The five phases of a handshake in nanoseconds; null where it cannot be known. Never negative. */
export interface HandshakePhases {
  readonly connectToSynNs: bigint | null;
  readonly synToSynAckNs: bigint | null;
  readonly synAckToAckNs: bigint | null;
  readonly ackToConnectReturnNs: bigint | null;
  readonly ackToAcceptReturnNs: bigint | null;
}

/** An end enters a TCP state; it is drawn on the row of the event that brought it about. */
export interface StateChange {
  readonly side: Side;
  readonly state: TcpState;
  readonly by:
    | { readonly kind: 'packet'; readonly packet: number }
    | { readonly kind: 'call'; readonly call: string; readonly at: 'enter' | 'return' };
}

/** A segment that the state of its sender does not explain. */
export interface OddSegment {
  /** Number of the packet. */
  readonly packet: number;
  /** The end that sent it. */
  readonly side: Side;
  /** The sender's state before it; null: not known. */
  readonly state: TcpState | null;
  /**
   * `illegal`: RFC 9293 does not let its sender send it, or has its receiver refuse it. `unexplained`: it is legal if the
   * capture began late or lost packets, and nothing tells whether it did.
   */
  readonly verdict: 'illegal' | 'unexplained';
  /** One line for the reader: `data after its own FIN`. */
  readonly text: string;
  /** Where that is said: `RFC 9293 §3.6`. */
  readonly source: string;
}

/** A connection on the timeline: what became known of it by the join. */
export interface TimelineConnection {
  readonly connection: Connection;
  /** In the order of their events; empty for UDP. */
  readonly states: readonly StateChange[];
  /** In capture order; empty for UDP. Such a segment changes no state, unless only lost packets explain it. */
  readonly oddSegments: readonly OddSegment[];
  readonly phases: HandshakePhases;
  /** Processes whose calls act on it; null where no trace shows that end. */
  readonly clientProcess: string | null;
  readonly serverProcess: string | null;
}

/** A process's clock against the capture's, from what causality allows. */
export interface ClockEstimate {
  readonly process: string;
  /**
   * `one-clock`: offset 0 fits every bound. `offset`: a constant does. `drift`: only one that changes. `contradictory`: none
   * does. `unknown`: nothing bounds it from both sides.
   */
  readonly kind: 'one-clock' | 'offset' | 'drift' | 'contradictory' | 'unknown';
  /** What gives the capture's times when added to the process's own; the calls of a process that
   * is out of the capture's time altogether have it added. */
  readonly offsetNs: bigint;
  /** How far the offset may be off; how far the bounds contradict each other. null: not known. */
  readonly uncertaintyNs: bigint | null;
  /** By how much the offset grows, in parts per million; 0 where a constant fits. */
  readonly driftPpm: number;
  /** How many calls and packets bound it. */
  readonly bounds: number;
  /** One line for the reader. */
  readonly text: string;
}

/** Calls and packets joined. */
export interface Timeline {
  /** In order of entry. */
  readonly calls: readonly TimelineCall[];
  /** In capture order. */
  readonly packets: readonly TimelinePacket[];
  readonly links: readonly Link[];
  readonly connections: readonly TimelineConnection[];
  readonly exits: readonly TimelineExit[];
  /** The clocks of the traced processes that have connections. Absent in a timeline that was not joined here. */
  readonly clocks?: readonly ClockEstimate[];
  /** What the capture lost; see TimelineInput. */
  readonly drops?: readonly CaptureDrop[];
  /** What could not be joined and why, one line each. */
  readonly problems: readonly string[];
}

/** The end of a traced process, drawn as a row of its own: it closes what the process left open. */
export interface TimelineExit {
  readonly process: string;
  readonly role: Side;
  readonly timeNs: bigint;
  /** `exited with status 0`, `killed by SIGKILL`. */
  readonly text: string;
  readonly shownIn: readonly number[];
}
