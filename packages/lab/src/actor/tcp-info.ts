import { IPPROTO_TCP, TCP_INFO } from '@sockscope/core';
import type { SocketApi } from '@sockscope/core';
import type { TcpInfoField } from '../script/step';

/** As long as the last field that is read here. */
const TCP_INFO_BYTES = 144;

/** The states by their numbers in <linux/tcp.h>, in the words of RFC 9293 §3.3.2. */
const STATES = [
  'UNKNOWN',
  'ESTABLISHED',
  'SYN-SENT',
  'SYN-RECEIVED',
  'FIN-WAIT-1',
  'FIN-WAIT-2',
  'TIME-WAIT',
  'CLOSED',
  'CLOSE-WAIT',
  'LAST-ACK',
  'LISTEN',
  'CLOSING',
] as const;

/** Byte offsets in struct tcp_info of <linux/tcp.h>. */
const RETRANSMITS = 2;
const PROBES = 3;
const SEGMENTS_OUT = 136;
const SEGMENTS_IN = 140;

/** What the kernel says of a TCP socket. */
export type TcpInfo = Readonly<Record<TcpInfoField, number>> & { readonly state: string };

/** Gives what the kernel says of a TCP socket; null where it is none. */
export function readTcpInfo(sockets: SocketApi, fd: number): TcpInfo | null {
  const bytes = new Uint8Array(TCP_INFO_BYTES);
  if (sockets.getsockopt(fd, IPPROTO_TCP, TCP_INFO, bytes) < 0) return null;
  const view = new DataView(bytes.buffer);
  return {
    state: STATES[view.getUint8(0)] ?? 'UNKNOWN',
    retransmits: view.getUint8(RETRANSMITS),
    probes: view.getUint8(PROBES),
    segmentsOut: view.getUint32(SEGMENTS_OUT, true),
    segmentsIn: view.getUint32(SEGMENTS_IN, true),
  };
}
