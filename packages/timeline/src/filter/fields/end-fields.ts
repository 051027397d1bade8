import type { Connection } from '@sockscope/capture';
import type { Endpoint } from '@sockscope/core/trace';
import type { LadderRow } from '../../ladder/row';
import type { FieldValue, FilterField, FilterSource } from '../filter-field';
import { ofPacket } from './of-packet';

/** Addresses and ports. A call has those of its connection, else those that it was given or that its socket has. */
export const END_FIELDS: readonly FilterField[] = [
  {
    name: 'ip.addr',
    aliases: ['host', 'addr', 'ipv6.addr'],
    type: 'address',
    help: "either end's address; calls have their connection's",
    example: 'ip.addr == 127.0.0.1',
    read: (row, source) => endsOf(row, source).map(({ address }) => address),
  },
  {
    name: 'ip.src',
    aliases: ['src', 'ipv6.src'],
    type: 'address',
    help: 'address that a packet comes from',
    example: 'ip.src == 10.0.0.0/8',
    read: ofPacket(({ source }) => source),
  },
  {
    name: 'ip.dst',
    aliases: ['dst', 'ipv6.dst'],
    type: 'address',
    help: 'address that a packet goes to',
    example: 'ip.dst == ::1',
    read: ofPacket(({ destination }) => destination),
  },
  portField('port', [], null, 'either end; TCP or UDP'),
  portField('tcp.port', [], 'tcp', 'either end of a TCP connection'),
  portField('udp.port', [], 'udp', 'either end of a UDP exchange'),
  {
    name: 'srcport',
    aliases: ['tcp.srcport', 'udp.srcport'],
    type: 'number',
    help: 'port that a packet comes from',
    example: 'srcport == 8888',
    read: ofPacket(({ sourcePort }) => sourcePort),
  },
  {
    name: 'dstport',
    aliases: ['tcp.dstport', 'udp.dstport'],
    type: 'number',
    help: 'port that a packet goes to',
    example: 'dstport in {80, 443, 8000..8099}',
    read: ofPacket(({ destinationPort }) => destinationPort),
  },
];

function portField(
  name: string,
  aliases: readonly string[],
  protocol: 'tcp' | 'udp' | null,
  help: string,
): FilterField {
  return {
    name,
    aliases,
    type: 'number',
    help: `port of ${help}; calls have their connection's`,
    example: `${name} == 8888`,
    read: (row, source) => portsOf(row, source, protocol),
  };
}

function portsOf(row: LadderRow, source: FilterSource, protocol: 'tcp' | 'udp' | null): FieldValue {
  if (row.event.kind === 'packet') {
    const { packet } = row.event.packet;
    const isOther = protocol !== null && packet.protocol !== protocol;
    if (isOther || packet.sourcePort === null || packet.destinationPort === null) return null;
    return [packet.sourcePort, packet.destinationPort];
  }
  const connection = connectionOf(row, source);
  if (protocol !== null && connection !== null && connection.protocol !== protocol) return null;
  return endsOf(row, source).map(({ port }) => port);
}

function endsOf(row: LadderRow, source: FilterSource): readonly Endpoint[] {
  const { event } = row;
  if (event.kind === 'packet') {
    const { source: from, destination: to, sourcePort, destinationPort } = event.packet.packet;
    const ends = [from !== null && { address: from, port: sourcePort ?? 0 }];
    ends.push(to !== null && { address: to, port: destinationPort ?? 0 });
    return ends.filter((end) => end !== false);
  }
  const connection = connectionOf(row, source);
  if (connection !== null) return [connection.client, connection.server];
  if (event.kind === 'exit') return [];
  const { local, peer } = event.call.call;
  return [local, peer, event.call.call.arguments.address].filter((end) => end !== null && end !== undefined);
}

function connectionOf({ connection }: LadderRow, { timeline }: FilterSource): Connection | null {
  return connection === null ? null : (timeline.connections[connection]?.connection ?? null);
}
