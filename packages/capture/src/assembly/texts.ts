/** Texts by name, and several that code in WebAssembly chooses from by number. */
export type Texts = Readonly<Record<string, string | readonly string[]>>;

/** Bytes of each text, the last of which says how long it is. */
export const TEXT_BYTES = 64;

/** Gives the texts as they lie in memory, one behind the other. */
export function textBytes(all: Texts): Uint8Array {
  const texts = Object.values(all).flat();
  const bytes = new Uint8Array(texts.length * TEXT_BYTES);
  for (const [index, text] of texts.entries()) {
    for (let at = 0; at < text.length; at++) {
      bytes[index * TEXT_BYTES + at] = text.charCodeAt(at);
    }
    bytes[(index + 1) * TEXT_BYTES - 1] = text.length;
  }
  return bytes;
}

/**
 * Gives where each is, of several the first.
 *
 * @param from Where the first of all is.
 */
export function textAddresses(all: Texts, from: number): Readonly<Record<string, number>> {
  let address = from;
  return Object.fromEntries(
    Object.entries(all).map(([name, texts]) => {
      const own = address;
      address += TEXT_BYTES * [texts].flat().length;
      return [name, own];
    }),
  );
}
