import { PacketFacts, TRANSPORT } from '../wire/packet-facts';
import { EndpointsJson } from './endpoints-json';
import { LineBuffer } from './line-buffer';

/** A segment of connection `index`: each has a client of its own. */
function segmentOf(index: number, isFromServer: boolean): PacketFacts {
  const facts = new PacketFacts();
  facts.clear();
  facts.ipVersion = 4;
  facts.ipProtocol = 6;
  facts.transport = TRANSPORT.tcp;
  const [client, server] = [0x0a000000 + index, 0x7f000001];
  [facts.source0, facts.destination0] = isFromServer ? [server, client] : [client, server];
  [facts.sourcePort, facts.destinationPort] = isFromServer ? [80, 1024] : [1024, 80];
  return facts;
}

function textOf(ends: EndpointsJson, facts: PacketFacts, connection: number): string {
  const buffer = new LineBuffer();
  buffer.piece(ends.of(facts, connection));
  return Buffer.from(buffer.take()).toString('latin1');
}

test('EndpointsJson gives the ends of each packet, whichever connections it has texts of', () => {
  const ends = new EndpointsJson();
  // Far more than are kept, in both orders, with packets that belong to none, and with an index that says nothing of the ends.
  for (const index of [0, 1, 0, 5000, 8192, 0, 16384, 8193, 1, 100_000, 0]) {
    for (const isFromServer of [true, false, true]) {
      const client = `10.${index >> 16}.${(index >> 8) & 0xff}.${index & 0xff}`;
      const expected = isFromServer
        ? `,"source":"127.0.0.1","destination":"${client}","ipProtocol":6,"protocol":"tcp","sourcePort":80,"destinationPort":1024`
        : `,"source":"${client}","destination":"127.0.0.1","ipProtocol":6,"protocol":"tcp","sourcePort":1024,"destinationPort":80`;
      for (const connection of [index, -1, 7]) {
        expect(textOf(ends, segmentOf(index, isFromServer), connection)).toBe(expected);
      }
    }
  }
});
