/** What to capture, and where it goes. */
export interface CaptureRequest {
  /** A network interface: `lo`, `any`. */
  readonly interface: string;
  /** Words of a filter expression in the language of pcap-filter(7); empty for every packet. */
  readonly filter: readonly string[];
  /** A command that runs tcpdump elsewhere, before its own: in a network namespace. */
  readonly enter?: readonly string[] | undefined;
  /** KiB of kernel memory for packets that nobody has taken yet; tcpdump's alone. */
  readonly bufferKib?: number | undefined;
  /** An empty file, open for writing, that becomes a nanosecond pcap. The caller closes it when the capture has ended. */
  readonly descriptor: number;
}

/** How a capture ended. */
export interface CaptureEnd {
  /** null: it was asked to stop. Else in words what happened to it: `tcpdump ended: killed by SIGKILL`. */
  readonly failure: string | null;
  /** Packets written; null where the capturing program did not say. */
  readonly packetsCaptured: number | null;
  /** Packets lost because they came faster than they were taken; null where it did not say. */
  readonly packetsDropped: number | null;
}

/** A capture that runs: every packet that passes the filter from now on is recorded. */
export interface PacketCapture {
  /** Who captures: `tcpdump version 4.99.3`, `built-in (AF_PACKET)`. */
  readonly capturedWith: string;
  /** Settles when it has ended and its last byte was written. Never rejects. */
  readonly ended: Promise<CaptureEnd>;
  /** Gives how many packets were lost up to now; null where it does not say. */
  packetsDropped(): Promise<number | null>;
  /** Ends it. Packets that the kernel holds for it may be lost: wait until they have drained before. */
  stop(): Promise<CaptureEnd>;
}

/**
 * - `missing`: there is no such program on this machine.
 * - `no-rights`: it may not capture here; `text` holds the command that grants it.
 * - `refused`: the interface or the filter is wrong.
 */
export interface CaptureFailure {
  readonly kind: 'missing' | 'no-rights' | 'refused';
  /** One line, safe to print. */
  readonly text: string;
}

export type CaptureStart =
  { readonly ok: true; readonly capture: PacketCapture } | { readonly ok: false; readonly failure: CaptureFailure };
