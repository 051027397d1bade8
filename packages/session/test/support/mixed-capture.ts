import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CaptureDecoder, SavefileReader } from '@sockscope/capture';
import type { CapturedPacket } from '@sockscope/capture';

export const MIXED_CAPTURE_PATH = join(__dirname, '../fixtures/mixed.pcap');

/** Gives the packets of a capture file's bytes. */
export function packetsOf(bytes: Uint8Array): CapturedPacket[] {
  const decoder = new CaptureDecoder(new SavefileReader());
  return decoder.push(bytes);
}

/** Gives the packets of test/fixtures/mixed.pcap. */
export function mixedPackets(): CapturedPacket[] {
  return packetsOf(readFileSync(MIXED_CAPTURE_PATH));
}
