/** The lines of `show --json`, as a program that reads them sees them. */
export interface CallLine {
  readonly kind: 'call';
  readonly id: string;
  readonly process: string | null;
  readonly role: 'client' | 'server';
  readonly call: string;
  readonly text: string;
  readonly enter: string;
  readonly return: string | null;
  readonly result: number | null;
  readonly errno: string | null;
  readonly connection: number | null;
  readonly inferred: boolean;
}

export interface PacketLine {
  readonly kind: 'packet';
  readonly number: number;
  readonly timestamp: string;
  readonly wireBytes: number;
  readonly capturedBytes: number;
  readonly source: string;
  readonly destination: string;
  readonly protocol: string;
  readonly sourcePort?: number;
  readonly destinationPort?: number;
  readonly flags?: number;
  readonly flagText?: string;
  readonly sequence?: number;
  readonly acknowledgment?: number;
  readonly payloadBytes?: number;
  readonly connection?: number;
  readonly owner: 'call' | 'kernel' | 'unknown';
  readonly reason?: string;
}

export interface LinkLine {
  readonly kind: 'link';
  readonly call: string;
  readonly packet: number;
  readonly relation: 'causes' | 'completes';
  readonly bytes?: readonly [number, number];
  readonly when: 'in-call' | 'later' | 'earlier';
  readonly retransmission: boolean;
}

export type ShowLine = CallLine | PacketLine | LinkLine;

/** A run as `show --json` gives it, its kinds apart. */
export class ShownRun {
  readonly calls: readonly CallLine[];
  readonly packets: readonly PacketLine[];
  readonly links: readonly LinkLine[];

  constructor(lines: readonly ShowLine[]) {
    this.calls = lines.filter((line) => line.kind === 'call');
    this.packets = lines.filter((line) => line.kind === 'packet');
    this.links = lines.filter((line) => line.kind === 'link');
  }

  /** Names of the calls that caused a packet. */
  causesOf(packet: number): string[] {
    return this.links
      .filter((link) => link.packet === packet && link.relation === 'causes')
      .map((link) => this.call(link.call).call);
  }

  call(id: string): CallLine {
    const found = this.calls.find((call) => call.id === id);
    if (!found) throw new Error(`no call ${id}`);
    return found;
  }

  /** Packets whose flags include all of these letters. */
  packetsWith(...flags: readonly string[]): readonly PacketLine[] {
    return this.packets.filter(({ flagText }) => flags.every((flag) => flagText?.includes(flag)));
  }

  /** Bytes that a call caused, each counted once, by its links: those of retransmissions left out. */
  bytesCausedBy(id: string): number {
    return this.links
      .filter((link) => link.call === id && link.relation === 'causes' && !link.retransmission)
      .reduce((sum, { bytes }) => sum + (bytes ? bytes[1] - bytes[0] : 0), 0);
  }
}
