const ADDRESS_BYTES = 16;
const PORT_BYTES = 2;
const TABLE_ENTRIES = 256;

/** Of its tables. */
export const ENDPOINT_HASH_BYTES = (ADDRESS_BYTES + PORT_BYTES) * TABLE_ENTRIES * Uint32Array.BYTES_PER_ELEMENT;

/**
 * A hash of endpoints that a capture cannot be made to collide in: a random number for each value of each byte, chosen
 * anew in every process (tabulation hashing: any three keys are independent).
 *
 * @see Pătraşcu and Thorup, The Power of Simple Tabulation Hashing, J. ACM 59(3), 2012
 */
export class EndpointHash {
  private readonly tables: Uint32Array;

  constructor(random: () => number = Math.random) {
    this.tables = new Uint32Array((ADDRESS_BYTES + PORT_BYTES) * TABLE_ENTRIES);
    for (let entry = 0; entry < this.tables.length; entry++) {
      this.tables[entry] = random() * 2 ** 32;
    }
  }

  /** The numbers, in order of the bytes of an address and of a port. */
  get bytes(): Uint8Array {
    return new Uint8Array(this.tables.buffer);
  }

  /** The hash of an IPv4 address, as a big-endian word, and a port. */
  ofIpv4(address: number, port: number): number {
    return mixed(this.ofWord(address, 0) ^ this.ofPort(port));
  }

  /** The hash of an IPv6 address, as four big-endian words, and a port. */
  ofIpv6(a: number, b: number, c: number, d: number, port: number): number {
    return mixed(this.ofWord(a, 0) ^ this.ofWord(b, 4) ^ this.ofWord(c, 8) ^ this.ofWord(d, 12) ^ this.ofPort(port));
  }

  private ofWord(word: number, table: number): number {
    const { tables } = this;
    const at = table * TABLE_ENTRIES;
    return (
      (tables[at + (word >>> 24)] ?? 0) ^
      (tables[at + TABLE_ENTRIES + ((word >>> 16) & 0xff)] ?? 0) ^
      (tables[at + 2 * TABLE_ENTRIES + ((word >>> 8) & 0xff)] ?? 0) ^
      (tables[at + 3 * TABLE_ENTRIES + (word & 0xff)] ?? 0)
    );
  }

  private ofPort(port: number): number {
    const at = ADDRESS_BYTES * TABLE_ENTRIES;
    return (this.tables[at + (port >>> 8)] ?? 0) ^ (this.tables[at + TABLE_ENTRIES + (port & 0xff)] ?? 0);
  }
}

let ofThisProcess: EndpointHash | undefined;

/** The hash that all tables share: drawing its numbers takes longer than finding a short connection. */
export function endpointHash(): EndpointHash {
  ofThisProcess ??= new EndpointHash();
  return ofThisProcess;
}

/** Hashes of two ends are added; without this, ends that exchange their ports would sum up to the same. */
function mixed(hash: number): number {
  return Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
}
