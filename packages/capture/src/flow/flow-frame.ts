import type { RecordBatch } from '../savefile/record-batch';

/** What flows need to know of a frame beside what its headers say; written again for each frame. */
export class FlowFrame {
  /** From 1. */
  number = 0;
  /** Whole seconds since the Unix epoch; NaN: no time. */
  seconds = NaN;
  nanoseconds = 0;
  /** LINKTYPE_ value. */
  linkType = 0;
  /** Bytes that hold the frame from `start` on. */
  view: DataView = new DataView(new ArrayBuffer(0));
  start = 0;
  capturedBytes = 0;

  /** Takes all but the number from a batch's record. */
  takeRecord(batch: RecordBatch, index: number): void {
    this.seconds = batch.seconds[index] ?? NaN;
    this.nanoseconds = batch.nanoseconds[index] ?? 0;
    this.linkType = batch.linkType[index] ?? 0;
    this.view = batch.view;
    this.start = batch.frameStart[index] ?? 0;
    this.capturedBytes = batch.capturedBytes[index] ?? 0;
  }
}
