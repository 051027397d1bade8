import type { CapturedPacket, TcpOption } from '@sockscope/capture';

/** IANA's numbers of the options that the notation names. */
const OPTION_KINDS: Readonly<Record<string, number>> = {
  nop: 1,
  mss: 2,
  'window-scale': 3,
  'sack-permitted': 4,
  sack: 5,
  timestamps: 8,
};
const FLAG_BITS: Readonly<Record<string, number>> = { F: 1, S: 2, R: 4, P: 8, '.': 16 };
const SEGMENT = /^([FSRP.]+) (\d+):\d+\((\d+)\)(?: ack (\d+))? win (\d+)(?: <([^>]*)>)?$/;
const SEQUENCE_SPACE = 2 ** 32;

/** The raw numbers from which those of a packet's notation count: of its sender and of the other end. */
export interface SequenceBases {
  readonly own: number;
  readonly other: number;
}

/** What a packet's notation says; the rest of the packet follows from its connection, or is said beside it. */
export type NotedPacket = Pick<CapturedPacket, 'protocol' | 'ipProtocol' | 'payloadBytes' | 'tcp'>;

/** Gives a packet as packetdrill writes it: `S 0:0(0) win 65495 <mss 65495>`, `udp (6)`; null where neither fits. */
export function packetNotation({ protocol, payloadBytes, tcp }: CapturedPacket, bases: SequenceBases): string | null {
  const bytes = payloadBytes ?? 0;
  if (protocol === 'udp') return `udp (${bytes})`;
  if (tcp === null || !/^[FSRP.]+$/.test(tcp.flagText)) return null;
  const from = relative(tcp.sequence, bases.own);
  const ack = tcp.flagText.includes('.') ? ` ack ${relative(tcp.acknowledgment, bases.other)}` : '';
  const options = tcp.options.map(({ name, value }) => (value === '' ? name : `${name} ${value}`)).join(', ');
  const list = options === '' ? '' : ` <${options}>`;
  return `${tcp.flagText} ${from}:${from + bytes}(${bytes})${ack} win ${tcp.windowBytes}${list}`;
}

/** Gives back what packetNotation() says; null for anything else. */
export function parsePacketNotation(text: string, bases: SequenceBases): NotedPacket | null {
  const datagram = /^udp \((\d+)\)$/.exec(text);
  if (datagram !== null) return { protocol: 'udp', ipProtocol: 17, payloadBytes: Number(datagram[1]), tcp: null };
  const match = SEGMENT.exec(text);
  if (match === null) return null;
  const [, flagText = '', from, bytes, ack, windowBytes, options] = match;
  const tcp = {
    flags: [...flagText].reduce((bits, letter) => bits | (FLAG_BITS[letter] ?? 0), 0),
    flagText,
    sequence: absolute(Number(from), bases.own),
    acknowledgment: ack === undefined ? 0 : absolute(Number(ack), bases.other),
    windowBytes: Number(windowBytes),
    options: options === undefined ? [] : options.split(', ').map(optionOf),
  };
  return { protocol: 'tcp', ipProtocol: 6, payloadBytes: Number(bytes), tcp };
}

function optionOf(text: string): TcpOption {
  const space = text.indexOf(' ');
  const name = space < 0 ? text : text.slice(0, space);
  return { kind: OPTION_KINDS[name] ?? 0, name, value: space < 0 ? '' : text.slice(space + 1) };
}

function relative(number: number, base: number): number {
  return (number - base + SEQUENCE_SPACE) % SEQUENCE_SPACE;
}

function absolute(number: number, base: number): number {
  return (number + base) % SEQUENCE_SPACE;
}
