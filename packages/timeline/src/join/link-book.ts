import type { CapturedPacket } from '@sockscope/capture';
import type { KernelReason, Link, PacketOwner, TimelinePacket } from '../model';
import { captureGrainNs, timeAgainstCall } from './clock';
import type { JoinedCall } from './joined-call';

/** Who made a packet, as the rules find it: a call with the link that it then has, the kernel, or not known. */
export type Verdict =
  | { readonly kind: 'made-by'; readonly call: JoinedCall; readonly text?: string }
  | Exclude<PacketOwner, { kind: 'call' }>;

/** A verdict for a packet that a call made. @param text why the packet is what it is, where a reader would wonder */
export function byCall(call: JoinedCall, text: string | null): Verdict {
  return text === null ? { kind: 'made-by', call } : { kind: 'made-by', call, text };
}

/** A verdict for a packet that no call made. */
export function byKernel(reason: KernelReason, text: string): Verdict {
  return { kind: 'kernel', reason, text };
}

/** A verdict for a packet that nobody can be named for. */
export function byNobodyKnown(text: string): Verdict {
  return { kind: 'unknown', text };
}

/** Collects links and packet owners while a timeline is joined. */
export class LinkBook {
  readonly links: Link[] = [];
  private readonly packets: readonly CapturedPacket[];
  private readonly owners: (PacketOwner | undefined)[];
  private readonly grainNs: bigint;

  constructor(packets: readonly CapturedPacket[]) {
    this.packets = packets;
    this.owners = new Array<PacketOwner | undefined>(packets.length);
    this.grainNs = captureGrainNs(packets);
  }

  packet(number: number): CapturedPacket | null {
    return this.packets[number - 1] ?? null;
  }

  /** The call made the packet. Its owner stays to be said: a retransmission has a link and is the kernel's. */
  causes(joined: JoinedCall, packet: CapturedPacket, bytes: Link['bytes'] = null, isRetransmission = false): void {
    this.link('causes', joined, packet, bytes, isRetransmission);
  }

  /** The call's return waited for the packet. */
  completes(joined: JoinedCall, packet: CapturedPacket, bytes: Link['bytes'] = null): void {
    this.link('completes', joined, packet, bytes, false);
  }

  /** Says who made the packet; links are added apart. */
  own(packet: CapturedPacket, verdict: Verdict): void {
    this.owners[packet.number - 1] = ownerOf(verdict);
  }

  /** Says who made a packet that is known by its flags, and links it to the call if that is who. */
  ownByFlags(packet: CapturedPacket, verdict: Verdict): void {
    this.own(packet, verdict);
    if (verdict.kind === 'made-by') {
      this.causes(verdict.call, packet);
    }
  }

  /** Every packet with its owner, in capture order. */
  timelinePackets(): TimelinePacket[] {
    return this.packets.map((packet, index) => ({ packet, owner: this.owners[index] ?? strangerOwner(packet) }));
  }

  private link(
    relation: Link['relation'],
    joined: JoinedCall,
    packet: CapturedPacket,
    bytes: Link['bytes'],
    isRetransmission: boolean,
  ): void {
    const when = timeAgainstCall(packet.timestampNs, joined.call, this.grainNs);
    this.links.push({ call: joined.id, packet: packet.number, relation, bytes, when, isRetransmission });
  }
}

function ownerOf(verdict: Verdict): PacketOwner {
  if (verdict.kind !== 'made-by') {
    return verdict;
  }
  const { call, text } = verdict;
  return { kind: 'call', call: call.id, ...(text !== undefined && { text }) };
}

function strangerOwner({ problem, protocol, flow }: CapturedPacket): PacketOwner {
  if (flow?.isCopy === true) {
    return { kind: 'unknown', text: 'a packet that was captured before, on another interface or on its way out' };
  }
  const text =
    problem === null
      ? `belongs to no TCP connection and no UDP exchange (${protocol ?? 'neither TCP, UDP nor ICMP'})`
      : `could not be read beyond its ${problem.layer} header (${problem.kind})`;
  return { kind: 'unknown', text };
}
