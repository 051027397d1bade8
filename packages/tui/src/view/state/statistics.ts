import type { TimelineCall, TimelinePacket } from '@sockscope/timeline';
import type { UiSnapshot } from '../ui-source';
import { packetsDropped } from './packets-dropped';

/** How often something is there. */
export interface Count {
  readonly name: string;
  readonly count: number;
}

/** The calls of one name. Those that have not returned have no time yet. */
export interface CallStatistics extends Count {
  readonly failed: number;
  readonly totalNs: bigint;
  readonly longestNs: bigint;
}

/** What a recording holds, counted. */
export interface Statistics {
  readonly packets: readonly Count[];
  /** Payload by direction, retransmissions counted once. */
  readonly bytes: readonly Count[];
  readonly handshakes: readonly Count[];
  readonly closes: readonly Count[];
  /** Those that took longest first. */
  readonly calls: readonly CallStatistics[];
  readonly durationNs: bigint | null;
}

/** Counts what a snapshot holds. */
export function statisticsOf({ timeline, recording }: UiSnapshot): Statistics {
  const { packets, connections, calls } = timeline;
  const tcp = connections.filter(({ connection }) => connection.protocol === 'tcp');
  const counted = countPackets(packets);
  const bytes = (side: 'clientToServer' | 'serverToClient') =>
    connections.reduce((sum, { connection }) => sum + connection.payloadBytes[side], 0);
  return {
    packets: [
      { name: recording.isFull ? 'shown, more is recorded' : 'captured', count: packets.length },
      ...(recording.session ? [{ name: 'dropped by the capture', count: packetsDropped(recording) }] : []),
      { name: 'of no connection', count: counted.ofNone },
      { name: 'sent by a call', count: counted.call },
      { name: 'sent by the kernel', count: counted.kernel },
      { name: 'sender not known', count: counted.unknown },
      { name: 'retransmissions', count: counted.retransmissions },
    ],
    bytes: [
      { name: 'client to server', count: bytes('clientToServer') },
      { name: 'server to client', count: bytes('serverToClient') },
    ],
    handshakes: countsBy(tcp.map(({ connection }) => connection.handshake.outcome)),
    closes: countsBy(tcp.map(({ connection }) => connection.close.kind)),
    calls: callStatistics(calls),
    durationNs: counted.firstNs === null || counted.lastNs === null ? null : counted.lastNs - counted.firstNs,
  };
}

/** One look at each packet: of a large recording they are made as they are looked at. */
function countPackets(packets: readonly TimelinePacket[]) {
  const counted = { call: 0, kernel: 0, unknown: 0, ofNone: 0, retransmissions: 0 };
  let firstNs: bigint | null = null;
  let lastNs: bigint | null = null;
  for (const { packet, owner } of packets) {
    counted[owner.kind] += 1;
    if (packet.flow === null) counted.ofNone += 1;
    else if (packet.flow.isRetransmission) counted.retransmissions += 1;
    firstNs ??= packet.timestampNs;
    lastNs = packet.timestampNs ?? lastNs;
  }
  return { ...counted, firstNs, lastNs };
}

function countsBy(names: readonly string[]): readonly Count[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => ({ name, count })).sort((a, b) => b.count - a.count);
}

function callStatistics(calls: readonly TimelineCall[]): readonly CallStatistics[] {
  const byName = new Map<string, CallStatistics>();
  for (const { call, inferred } of calls) {
    const known = byName.get(call.call) ?? { name: call.call, count: 0, failed: 0, totalNs: 0n, longestNs: 0n };
    const spentNs = call.returnNs === null || inferred ? 0n : call.returnNs - call.enterNs;
    byName.set(call.call, {
      name: call.call,
      count: known.count + 1,
      failed: known.failed + (call.errno === null ? 0 : 1),
      totalNs: known.totalNs + spentNs,
      longestNs: spentNs > known.longestNs ? spentNs : known.longestNs,
    });
  }
  return [...byName.values()].sort((a, b) => (a.totalNs < b.totalNs ? 1 : a.totalNs > b.totalNs ? -1 : 0));
}
