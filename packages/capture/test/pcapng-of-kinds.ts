import type { Kind } from './kinds';
import { join } from './layers';

const SECTION_HEADER = 0x0a0d0d0a;
const INTERFACE_DESCRIPTION = 1;
const ENHANCED_PACKET = 6;

/** A pcapng file, as that format alone holds frames of several link types: one interface for each frame. */
export function pcapngOfKinds(kinds: readonly Kind[]): Uint8Array {
  return join(
    block(SECTION_HEADER, words(0x1a2b3c4d, 0x0000_0001, 0xffffffff, 0xffffffff)),
    ...kinds.map(({ linkType }) => block(INTERFACE_DESCRIPTION, words(linkType, 0))),
    ...kinds.map(({ frame, wireBytes }, index) =>
      block(ENHANCED_PACKET, join(words(index, 0, index, frame.length, wireBytes), frame)),
    ),
  );
}

function block(type: number, content: Uint8Array): Uint8Array {
  const padding = new Uint8Array(-content.length & 3);
  const length = 12 + content.length + padding.length;
  return join(words(type, length), content, padding, words(length));
}

function words(...values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(values.length * 4);
  const view = new DataView(bytes.buffer);
  values.forEach((value, index) => view.setUint32(index * 4, value, true));
  return bytes;
}
