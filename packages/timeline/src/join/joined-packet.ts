import type { CapturedPacket, PacketFlow } from '@sockscope/capture';
import type { PacketOwner, TimelinePacket } from '../model';
import { ACK, FIN, RST, SYN } from '../tcp-flags';
import { ownerOf } from './owner-of';
import type { FlowEnd } from './flow';

/**
 * What a packet is, told from packets alone. `-again`: sent before. `ack`: covers something new. `duplicate-ack`: covers
 * nothing new. `early-ack`: what it covers was sent before the capture began. `copy`: captured before.
 */
export type PacketKind =
  | 'syn'
  | 'syn-again'
  | 'syn-ack'
  | 'syn-ack-again'
  | 'fin'
  | 'fin-again'
  | 'reset'
  | 'data'
  | 'data-again'
  | 'tail-probe'
  | 'ack'
  | 'duplicate-ack'
  | 'early-ack'
  | 'challenge-ack'
  | 'window-update'
  | 'probe'
  | 'zero-window-probe'
  | 'probe-answer'
  | 'keep-alive-answer'
  | 'datagram'
  | 'icmp'
  | 'copy'
  | 'stranger';

/** Packets whose direction the traces corrected: few, so that the others need no place for it. */
const TURNED = new WeakMap<CapturedPacket, CapturedPacket>();

function turnedRound(captured: CapturedPacket, flow: PacketFlow): CapturedPacket {
  return { ...captured, flow: { ...flow, fromClient: !flow.fromClient } };
}

/**
 * A packet on the timeline with what was found out about it when it came; who made it is worked out when asked for, from
 * the calls that are known by then.
 */
export class JoinedPacket implements TimelinePacket {
  /** The end that sent it; null for what belongs to no connection. */
  readonly sender: FlowEnd | null;
  kind: PacketKind = 'stranger';
  /** Payload: the bytes of the sender's stream. An ACK: the other end's bytes that it newly covers. */
  from = 0;
  to = 0;
  /** Which change of what is readable it brought about; -1: none. */
  arrival = -1;
  /** ACK: when the first thing that it newly covers was sent last. Sent again: when it was sent last. null: not known. */
  waitedSinceNs: bigint | null = null;
  /**
   * `covers-fin`: an ACK that newly covers the other end's FIN. `covers-unseen`: an ACK of bytes, or of a FIN, that were not seen to be sent. `out-of-place`: a RST with no number that its
   * sender could send next, so that the other end refuses it (RFC 9293 §3.10.7.4).
   */
  mark: 'covers-fin' | 'covers-unseen' | 'out-of-place' | null = null;
  /** Sent again: the other end had asked for it by acknowledging the same bytes anew. */
  wasAskedFor = false;
  private readonly captured: CapturedPacket;

  constructor(captured: CapturedPacket, sender: FlowEnd | null) {
    this.captured = captured;
    this.sender = sender;
  }

  get number(): number {
    return this.captured.number;
  }

  get timeNs(): bigint | null {
    return this.captured.timestampNs;
  }

  /** Nanoseconds since then; a difference kept for each of millions of packets would be most of what is kept of them. */
  get waitedNs(): bigint | null {
    const { timeNs, waitedSinceNs } = this;
    return timeNs === null || waitedSinceNs === null ? null : timeNs - waitedSinceNs;
  }

  get coversFin(): boolean {
    return this.mark === 'covers-fin';
  }

  get payloadBytes(): number {
    return this.captured.payloadBytes ?? 0;
  }

  /** TCP flags; 0 for other packets. */
  get flags(): number {
    return this.captured.tcp?.flags ?? 0;
  }

  /** As captured, but for the direction, where the traces know better than the capture which end is the client. */
  get packet(): CapturedPacket {
    const { captured, sender } = this;
    if (sender === null || captured.flow === null || !sender.flow.isTurned) {
      return captured;
    }
    const turned = TURNED.get(captured) ?? turnedRound(captured, captured.flow);
    TURNED.set(captured, turned);
    return turned;
  }

  get owner(): PacketOwner {
    return ownerOf(this);
  }
}

/** A segment's flags by name; all false for other packets. */
export function flagsOf({ flags }: JoinedPacket): Record<'isSyn' | 'isAck' | 'isFin' | 'isReset', boolean> {
  return {
    isSyn: (flags & SYN) !== 0,
    isAck: (flags & ACK) !== 0,
    isFin: (flags & FIN) !== 0,
    isReset: (flags & RST) !== 0,
  };
}
