/** An address as its bytes, and how many of its first bits count. */
interface Network {
  readonly bytes: readonly number[];
  readonly bits: number;
}

const MAPPED = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff];

/** True for an IPv4 or IPv6 address, or a network such as 10.0.0.0/8. */
export function isAddress(text: string): boolean {
  return parseNetwork(text) !== null;
}

/** Gives a test whether an address in text lies in the address or network; an IPv4-mapped address is the IPv4 address. */
export function addressTest(network: string): (address: string) => boolean {
  const wanted = parseNetwork(network);
  const known = new Map<string, boolean>();
  return (address) => {
    const before = known.get(address);
    if (before !== undefined) return before;
    const bytes = parseAddress(address.split('%', 1)[0] ?? '');
    const isIn = wanted !== null && bytes !== null && isWithin(bytes, wanted);
    // A capture may hold any number of addresses.
    if (known.size < 10_000) known.set(address, isIn);
    return isIn;
  };
}

function isWithin(bytes: readonly number[], { bytes: wanted, bits }: Network): boolean {
  if (bytes.length !== wanted.length) return false;
  return wanted.every((byte, i) => {
    const left = Math.max(0, Math.min(8, bits - 8 * i));
    const mask = (0xff << (8 - left)) & 0xff;
    return (byte & mask) === ((bytes[i] ?? 0) & mask);
  });
}

function parseNetwork(text: string): Network | null {
  const [, address = '', prefix] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const bytes = parseAddress(address);
  if (bytes === null) return null;
  const bits = prefix === undefined ? bytes.length * 8 : Number(prefix);
  return bits > bytes.length * 8 ? null : { bytes, bits };
}

function parseAddress(text: string): readonly number[] | null {
  const bytes = text.includes(':') ? parseIpv6(text) : parseIpv4(text);
  return bytes !== null && bytes.length === 16 && MAPPED.every((byte, i) => bytes[i] === byte)
    ? bytes.slice(12)
    : bytes;
}

function parseIpv4(text: string): readonly number[] | null {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number);
  return parts === undefined || parts.some((part) => part > 255) ? null : parts;
}

/** RFC 4291 §2.2: groups of hexadecimal digits, `::` once for a run of zeros, the last 32 bits as IPv4. */
function parseIpv6(text: string): readonly number[] | null {
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const [head, tail] = halves.map((half) => (half === '' ? [] : groupBytes(half)));
  if (head === undefined || head === null || tail === null) return null;
  if (tail === undefined) return head.length === 16 ? head : null;
  const zeros = 16 - head.length - tail.length;
  return zeros < 2 ? null : [...head, ...Array.from({ length: zeros }, () => 0), ...tail];
}

function groupBytes(text: string): readonly number[] | null {
  const groups = text.split(':');
  const bytes: number[] = [];
  for (const [i, group] of groups.entries()) {
    const isLast = i === groups.length - 1;
    const ipv4 = isLast && group.includes('.') ? parseIpv4(group) : null;
    if (ipv4 !== null) bytes.push(...ipv4);
    else if (/^[0-9a-f]{1,4}$/i.test(group)) bytes.push(parseInt(group, 16) >> 8, parseInt(group, 16) & 0xff);
    else return null;
  }
  return bytes.length > 16 ? null : bytes;
}
