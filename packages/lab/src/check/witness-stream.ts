import type { Endpoint } from '@sockscope/core/trace';
import type { Link, Side, Timeline, TimelineCall, TimelinePacket } from '@sockscope/timeline';
import type { WitnessStamp } from '../actor/actor-contract';

const SENDING = new Set(['send', 'sendto', 'sendmsg', 'write']);

/** What one end of a connection sent, and when the connection's packets were captured. */
export interface Stream {
  /** null: both, a socket that is connected to itself. */
  readonly side: Side | null;
  readonly sends: readonly Sent[];
  readonly packets: readonly TimelinePacket[];
}

/** A send(), and the packets that carry its last byte. */
export interface Sent {
  readonly call: TimelineCall;
  /** Bytes (datagrams) that this end had sent with it. */
  readonly to: number;
  readonly carriers: readonly Link[];
}

/** Gives the stream that a note is about: one end of a TCP connection, or a datagram socket. */
export function streamOf(timeline: Timeline, { local, peer }: WitnessStamp): Stream {
  return peer === null ? datagramsOf(timeline, local) : bytesOf(timeline, local, peer);
}

function bytesOf(timeline: Timeline, local: Endpoint, peer: Endpoint): Stream {
  const index = timeline.connections.findIndex(({ connection: { client, server } }) => {
    return (isSame(client, local) && isSame(server, peer)) || (isSame(server, local) && isSame(client, peer));
  });
  const connection = timeline.connections[index]?.connection;
  const isOwn = (call: TimelineCall): boolean =>
    call.connection === index && isSend(call, 1) && call.call.local !== null && isSame(call.call.local, local);
  let to = 0;
  const sends = timeline.calls.filter(isOwn).map((call) => {
    to += call.call.result ?? 0;
    return sentOf(timeline, call, to, ({ bytes }) => bytes !== null && bytes.from < to && bytes.to >= to);
  });
  return {
    // A socket that is connected to itself sends and acknowledges both ways.
    side: isSame(local, peer) ? null : connection && isSame(connection.client, local) ? 'client' : 'server',
    sends,
    packets: timeline.packets.filter(({ packet }) => packet.flow?.connection === index),
  };
}

function datagramsOf(timeline: Timeline, local: Endpoint): Stream {
  const isOwn = (call: TimelineCall): boolean =>
    isSend(call, 0) && call.call.local !== null && isSame(call.call.local, local);
  const calls = timeline.calls.filter(isOwn);
  const connections = new Set(calls.map(({ connection }) => connection));
  const [first] = timeline.connections.filter(({ connection }) => connections.has(connection.index));
  return {
    side: first && first.connection.client.port === local.port ? 'client' : 'server',
    sends: calls.map((call, index) => sentOf(timeline, call, index + 1, () => true)),
    packets: timeline.packets.filter(({ packet: { flow } }) => flow !== null && connections.has(flow.connection)),
  };
}

function sentOf(timeline: Timeline, call: TimelineCall, to: number, isCarrier: (link: Link) => boolean): Sent {
  const links = timeline.links.filter((link) => link.call === call.id && link.relation === 'causes');
  return { call, to, carriers: links.filter(isCarrier) };
}

function isSame(one: Endpoint, other: Endpoint): boolean {
  return one.port === other.port && one.address === other.address;
}

/** True for a call that sent, and so much at least. */
export function isSend({ call }: TimelineCall, least: number): boolean {
  return SENDING.has(call.call) && (call.result ?? -1) >= least;
}
