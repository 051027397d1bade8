import type { PacketFacts } from '../wire/packet-facts';
import { TRANSPORT } from '../wire/packet-facts';
import { TCP_FLAG } from '../wire/tcp-flags';
import type { ClientKnownBy } from './connection';
import type { ConnectionRow } from './connection-row';
import { STATE } from './row-layout';

/** By which numbers rows keep how the client was told. */
export const CLIENT_KNOWN_BY: readonly ClientKnownBy[] = [
  'syn',
  'syn-ack',
  'first-datagram',
  'higher-port',
  'first-packet',
];
const KNOWN_BY_BITS = 0b111;

/** Tells by which of its properties a connection's first packet shows the client. */
export function clientKnownByPacket(facts: PacketFacts): ClientKnownBy {
  if (facts.transport === TRANSPORT.udp) {
    return 'first-datagram';
  }
  const control = facts.flags & (TCP_FLAG.syn | TCP_FLAG.ack);
  if ((control & TCP_FLAG.syn) === 0) {
    return facts.sourcePort === facts.destinationPort ? 'first-packet' : 'higher-port';
  }
  return control === TCP_FLAG.syn ? 'syn' : 'syn-ack';
}

/** Tells whether the sender of a connection's first packet is the client. */
export function isFirstFromClient(facts: PacketFacts, knownBy: ClientKnownBy): boolean {
  switch (knownBy) {
    case 'syn':
    case 'first-datagram':
    case 'first-packet':
      return true;
    case 'syn-ack':
      return false;
    case 'higher-port':
      return facts.destinationPort < facts.sourcePort;
  }
}

/** The bits of STATE that keep how the client was told. */
export function clientKnownByBits(knownBy: ClientKnownBy): number {
  return CLIENT_KNOWN_BY.indexOf(knownBy) << STATE.clientKnownByShift;
}

export function readClientKnownBy(row: ConnectionRow): ClientKnownBy {
  return CLIENT_KNOWN_BY[(row.state >>> STATE.clientKnownByShift) & KNOWN_BY_BITS] ?? 'first-packet';
}
