import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packetJson } from '../src/output/packet-json';
import { decodePacket } from '../src/wire/decode-packet';
import type { Kind } from './kinds';
import { KINDS } from './kinds';
import { pcapngOfKinds } from './pcapng-of-kinds';
import { describeWith } from './tool';
import { tsharkFacts } from './tshark-facts';

function ourFacts({ frame, linkType, wireBytes }: Kind) {
  const about = { number: 1, timestampNs: 0n, frameOffset: 0, linkType, wireBytes };
  const packet = packetJson({ ...decodePacket(frame, about), flow: null });
  const { source, destination, ipProtocol, sourcePort, destinationPort } = packet;
  const { flags, sequence, acknowledgment, payloadBytes } = packet;
  const hasTransport = packet.protocol === 'tcp' || packet.protocol === 'udp';
  return {
    source: source ?? undefined,
    destination: destination ?? undefined,
    ipProtocol,
    sourcePort,
    destinationPort,
    flags,
    sequence,
    acknowledgment,
    // tshark counts no payload of ICMP.
    payloadBytes: hasTransport ? payloadBytes : undefined,
  };
}

/** Where we say something else on purpose; the README says why. */
const DIFFERENT: ReadonlyMap<string, object> = new Map<string, object>([
  // tshark gives a sequence number and a payload length of a header that it calls bogus.
  ['data offset below 20', { sequence: undefined, payloadBytes: undefined }],
  // tshark gives the source address alone.
  ['snapped IPv4 options', { destination: '10.0.0.2' }],
  ['UDP length 0 in IPv6', { payloadBytes: 5 }],
]);

describeWith('tshark', '--version')('packetJson() says what tshark says', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'capture-kinds-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const file = path.join(folder, 'kinds.pcapng');
  writeFileSync(file, pcapngOfKinds(KINDS));
  const theirs = tsharkFacts(file);

  test.each(KINDS.map((kind, index) => ({ ...kind, index })))('of $name', ({ index, ...kind }) => {
    expect(ourFacts(kind)).toEqual({ ...theirs[index], ...DIFFERENT.get(kind.name) });
  });
});
