import type { CapturedPacket, Connection } from './flow/connection';
import { FlowTracker } from './flow/flow-tracker';
import type { CaptureRecord } from './savefile/capture-record';
import { decodePacket } from './wire/decode-packet';

/** Decodes the records of one capture, in order, and tells where each stands in its connection. */
export class PacketDecoder {
  private readonly flows = new FlowTracker();
  private packetCount = 0;

  /** The connections as they stand now, see FlowTracker. */
  get connections(): readonly Connection[] {
    return this.flows.connections;
  }

  decode({ frame, timestampNs, wireBytes, frameOffset, linkType }: CaptureRecord): CapturedPacket {
    this.packetCount += 1;
    const packet = decodePacket(frame, { number: this.packetCount, timestampNs, wireBytes, frameOffset, linkType });
    return { ...packet, flow: this.flows.add(packet) };
  }
}
