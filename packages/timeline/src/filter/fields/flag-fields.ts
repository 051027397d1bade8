import type { CapturedPacket } from '@sockscope/capture';
import type { FilterField } from '../filter-field';
import { ofPacket } from './of-packet';

/** Wireshark's names of the TCP flags, the letters of RFC 9293 §3.1 and RFC 3168 §6.1, and their bits. */
const FLAGS = [
  ['syn', 'syn', 0x002],
  ['ack', 'ack', 0x010],
  ['fin', 'fin', 0x001],
  ['reset', 'rst', 0x004],
  ['push', 'psh', 0x008],
  ['urg', 'urg', 0x020],
  ['ece', 'ece', 0x040],
  ['cwr', 'cwr', 0x080],
] as const;

/** A flag under Wireshark's name: `flags.syn`, `tcp.flags.syn`, `tcp.flags.reset`, `flags.rst`. */
const FLAG_BITS: readonly FilterField[] = FLAGS.map(([name, letters, bit]) => ({
  name: `tcp.flags.${name}`,
  aliases: [...new Set([`flags.${name}`, `flags.${letters}`, `tcp.flags.${letters}`])].filter(
    (alias) => alias !== `tcp.flags.${name}`,
  ),
  type: 'flag',
  help: `the ${letters.toUpperCase()} flag is set`,
  example: name === 'syn' ? 'tcp.port == 8888 and flags.syn' : `tcp.flags.${name}`,
  read: ofPacket(({ tcp }) => (tcp === null ? null : (tcp.flags & bit) !== 0)),
}));

type Protocol = readonly [name: string, help: string, is: (packet: CapturedPacket) => boolean];

const PROTOCOLS: readonly Protocol[] = [
  ['tcp', 'a TCP segment', ({ protocol }) => protocol === 'tcp'],
  ['udp', 'a UDP datagram', ({ protocol }) => protocol === 'udp'],
  ['icmp', 'an ICMP message, of either version', ({ protocol }) => protocol === 'icmp' || protocol === 'icmpv6'],
  ['ip', 'an IPv4 packet', ({ source }) => source !== null && !source.includes(':')],
  ['ip6', 'an IPv6 packet', ({ source }) => source?.includes(':') === true],
];

const PROTOCOL_ALIASES: Readonly<Record<string, readonly string[]>> = { icmp: ['icmpv6'], ip6: ['ipv6'] };

/** What a packet is or is not. */
export const FLAG_FIELDS: readonly FilterField[] = [
  ...FLAG_BITS,
  {
    name: 'tcp.flags',
    aliases: ['flags'],
    type: 'number',
    help: 'the flags of a segment as one number',
    example: 'tcp.flags == 0x012',
    read: ofPacket(({ tcp }) => tcp?.flags ?? null),
  },
  ...PROTOCOLS.map(([name, help, is]): FilterField => ({
    name,
    aliases: PROTOCOL_ALIASES[name] ?? [],
    type: 'flag',
    help,
    example: `${name} and frame.len > 100`,
    read: ofPacket(is),
  })),
];
