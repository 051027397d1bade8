import type { CapturedPacket, DecodeError } from '@sockscope/capture';
import { timelineAnomalies } from './anomalies';
import { buildTimeline } from './join/build-timeline';
import { renderLadderText } from './ladder';

function timelineOf(problem: DecodeError) {
  const packet: CapturedPacket = {
    ...{ number: 1, timestampNs: 1n, wireBytes: 60, capturedBytes: 60, frameOffset: 40, linkType: 1 },
    ...{ source: null, destination: null, ipProtocol: null, protocol: null, sourcePort: null, destinationPort: null },
    ...{ tcp: null, icmp: null, payloadBytes: null, flow: null, problem },
  };
  return buildTimeline({ traces: [], packets: [packet], connections: [] });
}

const etherType = { kind: 'unsupported', layer: 'ethernet', offset: 12, field: 'EtherType' } as const;
const ARP = { ...etherType, value: 0x0806, name: 'ARP' };
const UNKNOWN = { ...etherType, value: 0x1234, name: 'unknown' };
const CUT = { kind: 'truncated', layer: 'ipv4', offset: 14, needBytes: 20, haveBytes: 3 } as const;

test.each([
  ['what has no decoder', ARP, / ARP .*#1 belongs to no TCP connection and no UDP exchange \(ARP\)/, []],
  [
    'what has no name',
    UNKNOWN,
    / packet unsupported .*#1 cannot be decoded further: ethernet/,
    ['ethernet: unsupported'],
  ],
  ['damage', CUT, / packet truncated .*#1 cannot be decoded further: ipv4/, ['ipv4: truncated']],
])('a packet that is not decoded to its end, because of %s, says so', (_, problem, line, anomalies) => {
  const timeline = timelineOf(problem);
  expect([...renderLadderText(timeline, { width: 200 })].join('\n')).toMatch(line);
  expect(timelineAnomalies(timeline).all.map(({ text }) => text)).toEqual(anomalies);
});
