import type { CapturedPacket } from './flow/connection';
import { FlowFrame } from './flow/flow-frame';
import { FlowTable } from './flow/flow-table';
import type { RecordBatch } from './savefile/record-batch';
import { recordOf } from './savefile/savefile-reader';
import { packetOfFacts } from './wire/decode-packet';
import { PacketFacts } from './wire/packet-facts';
import { scanPacket } from './wire/scan-packet';

/** A packet and the captured bytes of its frame: a view of the batch. */
export interface StreamedPacket extends CapturedPacket {
  readonly frame: Uint8Array;
}

/**
 * Decodes the records of one capture, in order, and tells where each stands in its connection, as PacketDecoder does; but keeps
 * nothing of them, so that memory grows with connections alone.
 */
export class PacketStreamDecoder {
  private readonly flows = new FlowTable();
  private readonly facts = new PacketFacts();
  private readonly frame = new FlowFrame();

  /** Gives the packets of a batch that comes next, one by one. */
  *decodeBatch(batch: RecordBatch): Generator<StreamedPacket> {
    const { frame, facts, flows } = this;
    for (let index = 0; index < batch.count; index++) {
      const { frame: bytes, frameOffset, linkType, timestampNs, wireBytes } = recordOf(batch, index);
      frame.number += 1;
      frame.takeRecord(batch, index);
      frame.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      frame.start = 0;
      scanPacket(frame.view, 0, frame.capturedBytes, wireBytes, linkType, facts);
      flows.add(facts, frame);
      const about = { number: frame.number, timestampNs, wireBytes, frameOffset, linkType };
      yield { ...packetOfFacts(facts, frame.view, about), flow: flows.place.toPacketFlow(), frame: bytes };
    }
  }
}
