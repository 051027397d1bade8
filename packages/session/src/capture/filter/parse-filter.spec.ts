import { parseFilter } from './parse-filter';

const port = { kind: 'port', direction: 'either', port: 80, protocol: null };
const tcp = { kind: 'protocol', protocol: 'tcp' };
const udp = { kind: 'protocol', protocol: 'udp' };
const icmp = { kind: 'protocol', protocol: 'icmp' };

function parsed(text: string): unknown {
  const result = parseFilter(text === '' ? [] : text.split(' '));
  return result.ok ? result.expression : result.text;
}

describe('parseFilter()', () => {
  test.each([
    ['', { kind: 'everything' }],
    ['port 80', port],
    ['tcp src port 80', { kind: 'port', direction: 'src', port: 80, protocol: 'tcp' }],
    ['dst host ::1', { kind: 'host', direction: 'dst', address: '::1' }],
    ['not tcp and port 80', { kind: 'and', left: { kind: 'not', operand: tcp }, right: port }],
    ['!tcp&&port 80', { kind: 'and', left: { kind: 'not', operand: tcp }, right: port }],
    ['not (tcp or udp)', { kind: 'not', operand: { kind: 'or', left: tcp, right: udp } }],
  ])('reads %j', (text, expression) => {
    expect(parsed(text)).toEqual(expression);
  });

  test('binds `and` and `or` alike, from left to right, as pcap-filter(7) does', () => {
    const left = { kind: 'or', left: tcp, right: udp };
    expect(parsed('tcp or udp and icmp')).toEqual({ kind: 'and', left, right: icmp });
  });

  test.each([
    ['portrange 1-9', '"portrange" needs tcpdump'],
    ['port http', '"http" needs tcpdump'],
    ['port 65536', '"65536" needs tcpdump'],
    ['port 010', '"010" needs tcpdump'],
    ['host localhost', '"localhost" needs tcpdump'],
    ['port 80 or 443', '"443" needs tcpdump'],
    ['icmp port 80', '"port" needs tcpdump'],
    ['tcp[13] = 2', '"[13] = 2" needs tcpdump'],
    ['port', 'it ends too early'],
    ['(tcp', 'it ends too early'],
    ['tcp)', '")" needs tcpdump'],
    ['tcp or', 'it ends too early'],
  ])('refuses %j in one line', (text, reason) => {
    expect(parsed(text)).toBe(`the built-in capture does not know the filter ${text}: ${reason}`);
  });

  test('lets no control character of a filter through', () => {
    expect(parsed('port \u001b[31m')).not.toContain('\u001b');
  });

  test('bounds its depth', () => {
    expect(parsed('!'.repeat(100_000) + 'tcp')).toContain('it has more than 500 words');
  });
});
