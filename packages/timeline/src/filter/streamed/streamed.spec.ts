import { join } from 'node:path';
import { readCaptureFile } from '@sockscope/capture';
import { buildTimeline, compileFilter, filterSource, ladderRows, parseFilter } from '../..';
import type { Filter, TimelineInput } from '../..';
import { recordedInput, RECORDED } from '../../../test/join/recorded-input';
import { CONNECTION_FILTER_FIELDS, ConnectionFilter, PACKET_FILTER_FIELDS, PacketFilter, unavailableField } from '.';

const CAPTURES = join(__dirname, '../../../fixtures/captures');

function filterOf(text: string): Filter {
  const reading = parseFilter(text);
  if (!reading.ok || reading.filter === null) throw new Error(`${text}: no filter`);
  return reading.filter;
}

async function captured(name: string): Promise<TimelineInput> {
  const { packets, connections } = await readCaptureFile(join(CAPTURES, `${name}.pcap`));
  return { traces: [], packets, connections };
}

/** Examples of every field, and some of their combinations. */
const PACKET_FILTERS = [
  ...PACKET_FILTER_FIELDS.map(({ example }) => example).filter((text) => isAvailable(text)),
  ...['flags.syn', 'not tcp', 'tcp.seq > 0', 'tcp.ack > 1', 'tcp.seq in {0, 1}', 'side == client', 'delta < 20us'],
  ...['text contains "SYN"', 'time > 50us', 'bytes > 0 or flags.fin', 'connection == 1', 'icmp', 'dst port 34101'],
];

function isAvailable(text: string): boolean {
  return unavailableField(filterOf(text), text, PACKET_FILTER_FIELDS) === null;
}

describe('PacketFilter', () => {
  const inputs: [name: string, input: Promise<TimelineInput>][] = [
    ...RECORDED.map((name): [string, Promise<TimelineInput>] => [name, recordedInput(name, [])]),
    ...['tcp-half-close', 'tcp-keep-alive', 'tcp-refused', 'tcp-v4', 'udp-refused'].map(
      (name): [string, Promise<TimelineInput>] => [name, captured(name)],
    ),
  ];

  it.each(inputs)('lets through of %s the packets whose rows a joined ladder shows', async (_, reading) => {
    const input = await reading;
    const timeline = buildTimeline(input);
    // Times between rows are those between packets, where packets are all the rows.
    const rows = ladderRows(timeline, null).filter(({ event }) => event.kind === 'packet');
    for (const text of PACKET_FILTERS) {
      const filter = filterOf(text);
      const test = compileFilter(filter, filterSource(timeline, rows));
      const streamed = new PacketFilter(filter);
      const passed = input.packets.filter((packet) => streamed.passes(packet, new Uint8Array()));
      if (/delta/.test(text)) continue;
      expect([text, passed.map(({ number }) => number)]).toEqual([
        text,
        rows.filter(test).map(({ event }) => (event.kind === 'packet' ? event.packet.packet.number : 0)),
      ]);
    }
  });

  it('knows the time since the packet before', async () => {
    const { packets } = await captured('tcp-v4');
    const filter = new PacketFilter(filterOf('delta > 20us'));
    const slow = packets.filter(
      ({ timestampNs }, at) => (timestampNs ?? 0n) - (packets[at - 1]?.timestampNs ?? timestampNs ?? 0n) > 20_000n,
    );
    expect(packets.filter((packet) => filter.passes(packet, new Uint8Array()))).toEqual(slow);
    expect(slow.length).toBeGreaterThan(0);
  });

  it('searches the bytes of the packet that it judges', async () => {
    const { packets } = await captured('tcp-v4');
    const filter = new PacketFilter(filterOf('text contains "needle"'));
    const hay = (number: number): Uint8Array => new TextEncoder().encode(number === 4 ? 'a Needle' : 'hay');
    const found = packets.filter((packet) => filter.passes({ ...packet, payloadBytes: 9 }, hay(packet.number)));
    expect(found.map(({ number }) => number)).toEqual([4]);
  });
});

describe('ConnectionFilter', () => {
  it('judges a connection by its ends, its handshake, its close and its bytes', async () => {
    const { connections } = await recordedInput('echo-ipv6', []);
    const [first] = connections;
    if (first === undefined) throw new Error('no connection');
    const passes = (text: string): boolean => new ConnectionFilter(filterOf(text)).passes(first);
    const { client, server, packetCount, payloadBytes } = first;
    const bytes = payloadBytes.clientToServer + payloadBytes.serverToClient;
    for (const text of [
      `src port ${client.port} and dst port ${server.port}`,
      `ip.addr == ${client.address} and tcp.port == ${server.port} and tcp and ip6 and not udp and not ip`,
      'outcome == complete and close != reset and handshake > 1ns',
      'phase.syn-to-syn-ack > 1ns and not phase.connect-to-syn',
      `connection == 0 and connection.bytes == ${bytes}`,
      `connection.packets == ${packetCount.clientToServer + packetCount.serverToClient}`,
    ]) {
      expect([text, passes(text)]).toEqual([text, true]);
      expect([text, passes(`not (${text})`)]).toEqual([text, false]);
    }
  });

  it('knows when a connection began, and its number in the capture', async () => {
    const { connections } = await captured('udp-refused');
    const [first] = connections;
    if (first === undefined) throw new Error('no connection');
    const later = { ...first, index: 7, firstPacket: { packet: 9, timestampNs: 5_000_000_000_000_000_000n } };
    const passed = (text: string): number[] => {
      const filter = new ConnectionFilter(filterOf(text));
      return [first, later].filter((each) => filter.passes(each)).map(({ index }) => index);
    };
    expect(passed('time > 1s')).toEqual([7]);
    expect(passed('connection == 7')).toEqual([7]);
    expect(passed('udp')).toEqual([0, 7]);
    expect(passed('outcome == unseen')).toEqual([]);
  });
});

test('unavailableField() names the first field in vain, and where it stands', () => {
  const at = (text: string, fields = PACKET_FILTER_FIELDS): unknown => unavailableField(filterOf(text), text, fields);
  expect(at('tcp and not (udp or owner == kernel)')).toEqual({ name: 'owner', at: 20 });
  expect(at('kind == call and call == connect')).toEqual({ name: 'call', at: 17 });
  expect(at('!state')).toEqual({ name: 'state', at: 1 });
  expect(at('tcp.port in {1, 2}')).toBeNull();
  expect(at('frame.len > 1', CONNECTION_FILTER_FIELDS)).toEqual({ name: 'frame.len', at: 0 });
});
