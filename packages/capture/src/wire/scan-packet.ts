import type { PacketFacts } from './packet-facts';
import { scanPlainSegment } from './scan-plain-segment';
import { Walk } from './walk';
import { walkFrame } from './walk-frame';

const walk = new Walk();

/**
 * Writes into `facts` what a frame says, for millions of frames a second: nothing is allocated unless there is a
 * problem. Never throws, whatever the bytes.
 *
 * @param view Bytes that hold the frame from `start` on.
 * @param capturedBytes Bytes of the frame that are there.
 * @param wireBytes Length of the frame on the wire.
 */
export function scanPacket(
  view: DataView,
  start: number,
  capturedBytes: number,
  wireBytes: number,
  linkType: number,
  facts: PacketFacts,
): void {
  if (scanPlainSegment(view, start, capturedBytes, wireBytes, linkType, facts)) {
    return;
  }
  walk.view = view;
  walk.facts = facts;
  walkFrame(walk, start, capturedBytes, wireBytes, linkType);
}
