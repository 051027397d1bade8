const GROUPS = 8;
const COLON = 58;
const DOT = 46;
const DIGIT_0 = 48;
const DIGIT_9 = 57;

/**
 * Gives what endpoints are sorted by: IPv4 before IPv6, then the address as a number, then the port. Takes what endpointText()
 * gives, `10.0.0.1:80` or `[2001:db8::1]:80`; null for anything else. Three whole numbers below 2^49, the first counts most.
 */
export function endpointOrder(text: string): readonly [number, number, number] | null {
  if (!text.startsWith('[')) {
    const order = ipv4Order(text);
    return order === null ? null : [0, 0, order];
  }
  const end = text.indexOf(']');
  const groups = ipv6Groups(text.slice(1, end).split('%')[0] ?? '');
  const port = Number(text.slice(end + 2));
  if (end < 0 || groups === null || !Number.isInteger(port)) return null;
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = groups;
  return [1 + joined(a, b, c), joined(d, e, f), joined(g, h, port)];
}

/** Digit by digit: a list may have a hundred thousand of them. */
function ipv4Order(text: string): number | null {
  let order = 0;
  let part = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= DIGIT_0 && code <= DIGIT_9) part = part * 10 + code - DIGIT_0;
    else if (code === DOT || code === COLON) {
      order = order * 256 + part;
      part = 0;
    } else return null;
  }
  return joined(0, order, part);
}

/** Null where it is no address; an IPv4 address at the end stands for two groups. */
function ipv6Groups(address: string): readonly number[] | null {
  const [head = '', tail] = address.split('::');
  const first = groupsOf(head);
  const last = tail === undefined ? [] : groupsOf(tail);
  const zeros = tail === undefined ? 0 : GROUPS - first.length - last.length;
  const groups = [...first, ...new Array<number>(Math.max(0, zeros)).fill(0), ...last];
  return groups.length === GROUPS && groups.every((group) => group >= 0 && group < 65_536) ? groups : null;
}

function groupsOf(text: string): readonly number[] {
  if (text === '') return [];
  return text.split(':').flatMap((group) => {
    if (!group.includes('.')) return Number.parseInt(group, 16);
    const order = ipv4Order(`${group}:0`) ?? NaN;
    return [Math.floor(order / 2 ** 32), Math.floor(order / 65_536) % 65_536];
  });
}

function joined(high: number, middle: number, low: number): number {
  return (high * 65_536 + middle) * 65_536 + low;
}
