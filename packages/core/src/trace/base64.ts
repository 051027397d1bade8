const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES = new Map([...ALPHABET].map((letter, value) => [letter, value]));
const WELL_FORMED = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Gives bytes in base64 with padding (RFC 4648 §4). */
export function encodeBase64(bytes: Uint8Array): string {
  let text = '';
  for (let index = 0; index < bytes.length; index += 3) {
    const left = bytes.length - index;
    const group = ((bytes[index] ?? 0) << 16) | ((bytes[index + 1] ?? 0) << 8) | (bytes[index + 2] ?? 0);
    text += letterOf(group >> 18) + letterOf(group >> 12);
    text += left > 1 ? letterOf(group >> 6) : '=';
    text += left > 2 ? letterOf(group) : '=';
  }
  return text;
}

function letterOf(bits: number): string {
  return ALPHABET.charAt(bits & 0x3f);
}

/** Gives back the bytes of base64 text; null where it is not well formed. */
export function decodeBase64(text: string): Uint8Array | null {
  if (!WELL_FORMED.test(text)) return null;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  let at = 0;
  for (let index = 0; index < text.length; index += 4) {
    let group = 0;
    for (let letter = 0; letter < 4; letter++) group = (group << 6) | (VALUES.get(text.charAt(index + letter)) ?? 0);
    // A write past the end of a typed array is dropped: that is what the padding needs.
    bytes[at++] = group >> 16;
    bytes[at++] = group >> 8;
    bytes[at++] = group;
  }
  return bytes;
}
