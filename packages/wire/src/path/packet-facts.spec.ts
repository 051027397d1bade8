import fc from 'fast-check';
import { ipv6, tcpPacket, udpPacket } from '../../test/packets';
import { factsText, packetFacts } from './packet-facts';

test('packetFacts() tells what a packet is', () => {
  expect(packetFacts(tcpPacket({ flags: 0x12, payload: [] }))).toEqual({
    ...{ protocol: 'tcp', sourcePort: 40000, destinationPort: 8888, flags: 'S.', sequence: 1, acknowledgment: 2 },
    ...{ payloadBytes: 0, totalBytes: 40 },
  });
  expect(packetFacts(udpPacket(3))).toMatchObject({ protocol: 'udp', destinationPort: 7, payloadBytes: 1, flags: '' });
  expect(packetFacts(ipv6(58, [128, 0, 0, 0]))).toMatchObject({
    protocol: 'icmpv6',
    sourcePort: null,
    payloadBytes: 4,
  });
  expect(packetFacts(ipv6(17, [...udpPacket(1).subarray(20)]))).toMatchObject({ protocol: 'udp', destinationPort: 7 });
});

test('factsText() says it as tcpdump does', () => {
  const data = tcpPacket({ flags: 0x18, payload: [1, 2] });
  expect(factsText(packetFacts(data))).toBe('40000 > 8888: Flags [P.], seq 1, ack 2, length 2');
  expect(factsText(packetFacts(udpPacket(1)))).toBe('udp 40000 > 7, length 1');
  expect(factsText(packetFacts(ipv6(58, [1])))).toBe('icmpv6, length 1');
});

test('packetFacts() knows a fragment that is not the first as one without ports', () => {
  const fragment = udpPacket(1);
  fragment[7] = 5;
  expect(packetFacts(fragment)).toMatchObject({ protocol: 'other', sourcePort: null });
});

test('packetFacts() never fails, whatever the bytes', () => {
  const start = fc.constantFrom(
    tcpPacket({ flags: 2, payload: [] }),
    udpPacket(1),
    ipv6(6, [1, 2, 3]),
    new Uint8Array(0),
  );
  fc.assert(
    fc.property(start, fc.uint8Array({ maxLength: 60 }), fc.nat(60), (head, tail, cut) => {
      const facts = packetFacts(Uint8Array.from([...head.subarray(0, cut), ...tail]));
      expect(facts.payloadBytes).toBeGreaterThanOrEqual(0);
      expect(facts.payloadBytes).toBeLessThanOrEqual(facts.totalBytes);
    }),
  );
});
