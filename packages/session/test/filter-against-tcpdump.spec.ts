import { spawnSync } from 'node:child_process';
import * as fc from 'fast-check';
import { findTcpdump } from '../src/capture/capture-rights';
import { matchesFilter } from '../src/capture/filter/matches-filter';
import { parseFilter } from '../src/capture/filter/parse-filter';
import { MIXED_CAPTURE_PATH, mixedPackets, packetsOf } from './support/mixed-capture';

const packets = mixedPackets();
const ports = [...new Set(packets.flatMap(({ sourcePort }) => sourcePort ?? []))];

const direction = fc.constantFrom('', 'src ', 'dst ');
const primitive = fc.oneof(
  fc.constantFrom('tcp', 'udp', 'icmp', 'icmp6', 'ip', 'ip6'),
  fc
    .tuple(fc.constantFrom('', 'tcp ', 'udp '), direction, fc.constantFrom(...ports, 0, 1, 65535))
    .map(([protocol, end, port]) => `${protocol}${end}port ${port}`),
  fc
    .tuple(direction, fc.constantFrom('127.0.0.1', '::1', '0:0:0:0:0:0:0:1', '10.0.0.1', '::ffff:127.0.0.1'))
    .map(([end, address]) => `${end}host ${address}`),
);
const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    primitive,
    fc.tuple(fc.constantFrom('not ', '! '), tie('expression')).map(([not, operand]) => `${not}${operand}`),
    tie('expression').map((inner) => `(${inner})`),
    fc
      .tuple(tie('expression'), fc.constantFrom('and', 'or', '&&', '||'), tie('expression'))
      .map(([left, operator, right]) => `${left} ${operator} ${right}`),
  ),
}));

function passedByUs(filter: string): (bigint | null)[] {
  const parsed = parseFilter([filter]);
  if (!parsed.ok) throw new Error(parsed.text);
  return packets.filter(matchesFilter(parsed.expression)).map(({ timestampNs }) => timestampNs);
}

function passedByTcpdump(tcpdump: string, filter: string): (bigint | null)[] {
  const words = ['-r', MIXED_CAPTURE_PATH, '--time-stamp-precision=nano', '-w', '-', '--', filter];
  const { status, stdout, stderr } = spawnSync(tcpdump, words);
  // Its compiler may see that a filter can never be met, and refuses it.
  if (stderr.includes('expression rejects all packets')) return [];
  if (status !== 0) throw new Error(`${filter}: ${stderr.toString()}`);
  return packetsOf(stdout).map(({ timestampNs }) => timestampNs);
}

const tcpdump = findTcpdump();
if (tcpdump === null) process.stderr.write('SKIPPED: the built-in filter against tcpdump, as this machine lacks it\n');

(tcpdump === null ? describe.skip : describe)('matchesFilter()', () => {
  test('passes the packets that tcpdump passes, whatever the filter', () => {
    fc.assert(
      fc.property(expression, (filter) => {
        expect(passedByUs(filter)).toEqual(passedByTcpdump(tcpdump ?? '', filter));
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  test('can tell filters apart: every primitive passes some packets and not others', () => {
    for (const filter of ['tcp', 'udp', 'icmp', 'icmp6', 'ip', 'ip6', `port ${ports[0]}`, 'host ::1']) {
      const count = passedByUs(filter).length;
      expect([filter, count > 0 && count < packets.length]).toEqual([filter, true]);
    }
  });
});
