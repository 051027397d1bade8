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
}
