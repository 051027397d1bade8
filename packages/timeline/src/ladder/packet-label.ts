import type { Connection, DecodeError } from '@sockscope/capture';
import type { KernelReason, TimelinePacket } from '../model';
import { ACK, FIN, PSH, RST, SYN } from '../tcp-flags';
import { undecodedName } from '../undecoded';
import { relativeNumbers } from './relative-sequence';
import type { TimelineIndex } from './timeline-index';

type Packet = TimelinePacket['packet'];

/** TCP flags (RFC 9293 §3.1, RFC 3168 §6.1) in the order in which they matter to a reader. */
const FLAGS = [
  [SYN, 'SYN'],
  [FIN, 'FIN'],
  [RST, 'RST'],
  [PSH, 'PSH'],
  [0x020, 'URG'],
  [ACK, 'ACK'],
  [0x040, 'ECE'],
  [0x080, 'CWR'],
] as const;

/** What a word after the label says of packets that the kernel sent for a reason of its own. */
const REASON_WORDS: Partial<Record<KernelReason, string>> = {
  'window-update': 'win',
  'zero-window-probe': 'probe',
  'keep-alive': 'keep-alive',
  'keep-alive-answer': 'keep-alive',
};

/**
 * Gives what stands on a packet's arrow, the longest form first: `SYN 0`, `SYN,ACK 0 +1`, `PSH,ACK 1 len 24`, `ACK 25`,
 * `FIN,ACK 25 rtx`, `UDP len 6`, `ICMP port unreachable`. Numbers are relative: sequence numbers, and on a bare ACK the byte
 * that it expects next. `rtx` is a retransmission.
 */
export function packetLabelForms(
  packet: TimelinePacket,
  connection: Connection | null,
  index: TimelineIndex,
): readonly string[] {
  const { tcp, icmp, protocol, ipProtocol, payloadBytes, problem } = packet.packet;
  if (tcp !== null) return tcpForms(packet, connection, index);
  if (icmp !== null) return icmpForms(icmp.text, icmp.type, icmp.code);
  if (problem !== null) return problemForms(problem, protocol);
  if (protocol === 'udp') return [`UDP len ${payloadBytes ?? '?'}`, `len ${payloadBytes ?? '?'}`];
  return [protocol ?? (ipProtocol === null ? 'not IP' : `IP protocol ${ipProtocol}`)];
}

function problemForms(problem: DecodeError, protocol: string | null): readonly string[] {
  const name = protocol === null ? undecodedName(problem) : null;
  return name === null ? [`${protocol ?? 'packet'} ${problem.kind}`, problem.kind] : [name];
}

function tcpForms(
  { packet, owner }: TimelinePacket,
  connection: Connection | null,
  index: TimelineIndex,
): readonly string[] {
  const flags = packet.tcp?.flags ?? 0;
  const payload = packet.payloadBytes ?? 0;
  const numbers = connection === null ? '' : numberText(packet, connection, index);
  const reason = owner.kind === 'kernel' ? REASON_WORDS[owner.reason] : undefined;
  const windowText = flags & ACK && !(flags & (SYN | FIN | RST)) ? windowWord(packet, reason) : (reason ?? '');
  const length = payload > 0 ? `len ${payload}` : '';
  const retransmission = packet.flow?.isRetransmission === true ? 'rtx' : '';
  const words = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join(' ');
  const names = flagNames(flags);
  // In data every segment has ACK: it is the first thing to go where the numbers are long.
  const shortNames = payload > 0 ? names.filter((name) => name !== 'ACK') : names;
  return [
    words(names.join(','), numbers, length, windowText, retransmission),
    words(shortNames.join(','), numbers, length, windowText, retransmission),
    words(shortNames.join(','), length, retransmission),
    words(length === '' ? names.join(',') : length, retransmission),
  ];
}

function flagNames(flags: number): readonly string[] {
  const names = FLAGS.filter(([bit]) => (flags & bit) !== 0).map(([, name]) => name);
  return names.length > 0 ? names : ['no flags'];
}

function windowWord(packet: Packet, reason: string | undefined): string {
  const windowBytes = packet.tcp?.windowBytes;
  if (windowBytes === 0) return 'win 0';
  return reason === 'win' ? `win ${windowBytes}` : (reason ?? '');
}

function numberText(packet: Packet, connection: Connection, index: TimelineIndex): string {
  const flags = packet.tcp?.flags ?? 0;
  const { sequence, acknowledgment } = relativeNumbers(packet, connection, index);
  const isBareAck = (flags & (SYN | FIN | RST)) === 0 && (packet.payloadBytes ?? 0) === 0;
  if (isBareAck) return acknowledgment === null ? '' : String(acknowledgment);
  if (sequence === null) return '';
  return flags & SYN && acknowledgment !== null ? `${sequence} +${acknowledgment}` : String(sequence);
}

/** `destination unreachable: port unreachable` is told by its second half. */
function icmpForms(text: string, type: number, code: number): readonly string[] {
  const detail = text.slice(text.lastIndexOf(': ') + 1).trim();
  return [`ICMP ${detail}`, detail, `ICMP ${type}/${code}`];
}
