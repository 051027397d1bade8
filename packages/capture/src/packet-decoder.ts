import type { CapturedPacket, Connection, PacketFlow } from './flow/connection';
import { FlowFrame } from './flow/flow-frame';
import { FlowTracker } from './flow/flow-tracker';
import type { CaptureRecord } from './savefile/capture-record';
import type { RecordBatch } from './savefile/record-batch';
import { recordOf } from './savefile/savefile-reader';
import { packetOfFacts } from './wire/decode-packet';
import type { Packet } from './wire/packet';
import { PacketFacts } from './wire/packet-facts';
import { scanPacket } from './wire/scan-packet';

const NS_PER_SECOND = 1_000_000_000n;

/** Decodes the records of one capture, in order, and tells where each stands in its connection. */
export class PacketDecoder {
  private readonly flows = new FlowTracker();
  private readonly facts = new PacketFacts();
  private readonly frame = new FlowFrame();

  /** The connections as they stand now, see FlowTracker. */
  get connections(): readonly Connection[] {
    return this.flows.connections;
  }

  /** Gives the packets of a batch that comes next. */
  decodeBatch(batch: RecordBatch): CapturedPacket[] {
    const packets: CapturedPacket[] = [];
    for (let index = 0; index < batch.count; index++) {
      packets.push(this.decode(recordOf(batch, index)));
    }
    return packets;
  }

  /** @param number What the packet is called where others of its capture are left out; else they count from 1. */
  decode(record: CaptureRecord, number = this.frame.number + 1): CapturedPacket {
    const { facts, frame } = this;
    const { wireBytes, linkType, timestampNs, frameOffset } = record;
    frame.number = number;
    takeRecord(frame, record);
    scanPacket(frame.view, 0, frame.capturedBytes, wireBytes, linkType, facts);
    const about = { number: frame.number, timestampNs, wireBytes, frameOffset, linkType };
    return capturedPacket(packetOfFacts(facts, frame.view, about), this.flows.add(facts, frame));
  }
}

/** Field by field: V8 gives what a spread makes a hidden class of its own, half a kilobyte for each of a million packets. */
function capturedPacket(packet: Packet, flow: PacketFlow | null): CapturedPacket {
  return {
    number: packet.number,
    timestampNs: packet.timestampNs,
    wireBytes: packet.wireBytes,
    capturedBytes: packet.capturedBytes,
    frameOffset: packet.frameOffset,
    linkType: packet.linkType,
    source: packet.source,
    destination: packet.destination,
    ipProtocol: packet.ipProtocol,
    protocol: packet.protocol,
    sourcePort: packet.sourcePort,
    destinationPort: packet.destinationPort,
    tcp: packet.tcp,
    icmp: packet.icmp,
    payloadBytes: packet.payloadBytes,
    problem: packet.problem,
    flow,
  };
}

function takeRecord(target: FlowFrame, { frame, timestampNs, linkType }: CaptureRecord): void {
  target.seconds = timestampNs === null ? NaN : Number(timestampNs / NS_PER_SECOND);
  target.nanoseconds = timestampNs === null ? 0 : Number(timestampNs % NS_PER_SECOND);
  target.linkType = linkType;
  target.view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  target.capturedBytes = frame.byteLength;
}
