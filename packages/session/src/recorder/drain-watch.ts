import { fstatSync, readSync } from 'node:fs';
import { CaptureDecoder, PcapParserReader } from '@sockscope/capture';
import type { CapturedPacket } from '@sockscope/capture';

/**
 * How long no packet may come before a capture counts as drained. Longer than the kernel's longest delayed ACK and its
 * shortest retransmission timeout, 200 ms both (TCP_DELACK_MAX, TCP_RTO_MIN).
 */
const QUIET_MS = 250;
/** After every connection has provably ended: just the time that tcpdump needs to hand over what it holds. */
const PROVEN_QUIET_MS = 20;
/** Traffic that never ends must not keep a recording from ending. Over a slow network each of some packets takes its time. */
const LONGEST_DRAIN_MS = 3_000;
const LONGEST_ROUND_TRIPS = 4;
const POLL_MS = 5;
/** The proof is for short runs: in a longer file only quiet counts. */
const MOST_DECODED_BYTES = 8 << 20;

/** What has been seen of one connection's end. */
interface ConnectionEnd {
  isClientFinAcknowledged: boolean;
  isServerFinAcknowledged: boolean;
  isReset: boolean;
}

/**
 * Watches the file of a running capture to tell when nothing more will come, once the programs have ended: at once if every
 * connection is seen to have ended on both sides, the last ACK included; else after a quiet period.
 *
 * Nothing is read before the programs have ended: what they need of the machine is theirs.
 */
export class DrainWatch {
  private readonly descriptor: number;
  private readonly decoder = new CaptureDecoder(new PcapParserReader());
  private readonly ends = new Map<number, ConnectionEnd>();
  private decodedBytes = 0;
  private hasOtherTraffic = false;
  private readonly quietMs: number;
  private readonly longestMs: number;

  /** @param descriptor The capture's file, open for reading. @param roundTripMs A packet's way there and back. */
  constructor(descriptor: number, roundTripMs = 0) {
    this.descriptor = descriptor;
    this.quietMs = QUIET_MS + roundTripMs;
    this.longestMs = LONGEST_DRAIN_MS + LONGEST_ROUND_TRIPS * roundTripMs;
  }

  /**
   * Settles when the capture has drained, or has ended by itself; from then on the file is not touched. To be called after
   * the last program ended.
   */
  async drained(captureEnded: Promise<unknown>): Promise<void> {
    let isOver = false;
    void captureEnded.then(() => (isOver = true));
    const startMs = performance.now();
    let sizeBytes = -1;
    let lastGrowthMs = startMs;
    while (!isOver && performance.now() - startMs < this.longestMs) {
      const { size } = fstatSync(this.descriptor);
      if (size !== sizeBytes) lastGrowthMs = performance.now();
      sizeBytes = size;
      if (performance.now() - lastGrowthMs >= (this.hasProof(size) ? PROVEN_QUIET_MS : this.quietMs)) return;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }

  private hasProof(sizeBytes: number): boolean {
    if (sizeBytes > MOST_DECODED_BYTES) return false;
    for (const packet of this.decoder.push(this.read(sizeBytes))) this.note(packet);
    if (this.hasOtherTraffic || this.ends.size === 0) return false;
    return [...this.ends.values()].every(
      (end) => end.isReset || (end.isClientFinAcknowledged && end.isServerFinAcknowledged),
    );
  }

  /** The bytes up to `sizeBytes` that were not read before. */
  private read(sizeBytes: number): Uint8Array {
    const bytes = new Uint8Array(sizeBytes - this.decodedBytes);
    const count = readSync(this.descriptor, bytes, 0, bytes.length, this.decodedBytes);
    this.decodedBytes += count;
    return bytes.subarray(0, count);
  }

  private note(packet: CapturedPacket): void {
    const { flow, tcp } = packet;
    if (flow === null || tcp === null) {
      this.hasOtherTraffic = true;
      return;
    }
    const end = this.ends.get(flow.connection) ?? newEnd();
    this.ends.set(flow.connection, end);
    if (flow.acknowledgesFin && flow.fromClient) end.isServerFinAcknowledged = true;
    if (flow.acknowledgesFin && !flow.fromClient) end.isClientFinAcknowledged = true;
    if (tcp.flagText.includes('R')) end.isReset = true;
  }
}

function newEnd(): ConnectionEnd {
  return { isClientFinAcknowledged: false, isServerFinAcknowledged: false, isReset: false };
}
