import { writePcapng } from '@sockscope/capture';
import type { CapturedPacket, CommentedPacket } from '@sockscope/capture';
import type { Recording } from '@sockscope/session';
import { ladderRows, packetComments, timelineAnomalies } from '@sockscope/timeline';
import type { Timeline } from '@sockscope/timeline';
import { toolVersion } from '../version';

/** Gives packets of a recording as a pcapng file, piece by piece, with what is known of each as its comments. */
export function packetFile(
  recording: Recording,
  timeline: Timeline,
  packets: Iterable<CapturedPacket>,
): Generator<Uint8Array> {
  return writePcapng(commented(recording, timeline, packets), `sockscope ${toolVersion()}`);
}

/** As they were captured. One whose bytes can no longer be read is left out. */
function* commented(
  recording: Recording,
  timeline: Timeline,
  packets: Iterable<CapturedPacket>,
): Generator<CommentedPacket> {
  const comments = packetComments(ladderRows(timeline, null), timelineAnomalies(timeline));
  for (const { number, timestampNs, linkType, wireBytes } of packets) {
    const frame = recording.frame(number);
    if (frame) yield { timestampNs, linkType, wireBytes, frame, comments: comments.get(number) ?? [] };
  }
}
