/** Bytes of a frame written as in a hex dump; white space is free. */
export function bytesOf(hex: string): Uint8Array {
  const digits = hex.replace(/\s+/g, '');
  return Uint8Array.from({ length: digits.length / 2 }, (_, index) =>
    parseInt(digits.slice(index * 2, index * 2 + 2), 16),
  );
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

interface Segment {
  readonly source?: string;
  readonly sourcePort: number;
  readonly destination?: string;
  readonly destinationPort: number;
  readonly sequence: number;
  readonly acknowledgment?: number;
  readonly flags: number;
  readonly windowBytes?: number;
  readonly payload?: Uint8Array;
}

const IP_BYTES = 20;
const TCP_BYTES = 20;

/** A TCP segment in IPv4 (link type RAW), without checksums. */
export function tcpFrame(segment: Segment): Uint8Array {
  const payload = segment.payload ?? new Uint8Array();
  const frame = new Uint8Array(IP_BYTES + TCP_BYTES + payload.length);
  const view = viewOf(frame);
  view.setUint8(0, 0x45);
  view.setUint16(2, frame.length);
  view.setUint8(8, 64);
  view.setUint8(9, 6);
  frame.set(addressOf(segment.source ?? '127.0.0.1'), 12);
  frame.set(addressOf(segment.destination ?? '127.0.0.1'), 16);
  view.setUint16(20, segment.sourcePort);
  view.setUint16(22, segment.destinationPort);
  view.setUint32(24, segment.sequence >>> 0);
  view.setUint32(28, (segment.acknowledgment ?? 0) >>> 0);
  view.setUint16(32, 0x5000 | segment.flags);
  view.setUint16(34, segment.windowBytes ?? 65535);
  frame.set(payload, IP_BYTES + TCP_BYTES);
  return frame;
}

function addressOf(text: string): number[] {
  return text.split('.').map(Number);
}
