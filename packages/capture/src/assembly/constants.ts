// What the AssemblyScript of this package has to know of packets, rows, texts and memory. It has no objects of constants, and cannot import
// what imports more than it understands: assembly/build.cjs works these out and gives them to it as namespaces.
import { CONNECTION_TEXTS } from './connection-texts';
import {
  END_TEXT_BYTES,
  END_TEXTS,
  LINES_BYTES,
  MEMORY,
  MOST_LINE_BYTES,
  RECENT_BITS,
  RECENT_FACTOR,
  SCANNED_RECORDS,
} from './memory-layout';
import { PACKET_TEXTS } from './packet-texts';
import { TEXT_BYTES, textAddresses } from './texts';
import { CLOSE_KINDS } from '../flow/close';
import { MARK, ROW, ROW_BYTES, STATE, STREAM, STREAM_FLAG } from '../flow/row-layout';
import { SAVEFILE_RECORD_OFFSET } from '../savefile/savefile-header';
import { ETHER_TYPE } from '../wire/ether-type';
import { ETHERNET_HEADER_BYTES, ETHERNET_TYPE_OFFSET } from '../wire/ethernet';
import { IP_PROTOCOL } from '../wire/ip-protocol';
import { FRAGMENT_OFFSET_MASK, IPV4_OFFSET } from '../wire/ipv4';
import { IPV6_HEADER_BYTES, IPV6_OFFSET } from '../wire/ipv6';
import { LINK_TYPE } from '../wire/link-type';
import { MIN_TCP_HEADER_BYTES, TCP_OFFSET } from '../wire/tcp';
import { TCP_FLAG } from '../wire/tcp-flags';
import { UDP_HEADER_BYTES, UDP_OFFSET } from '../wire/udp';
import { TUNNEL_PORT } from '../wire/udp-tunnel';

/** As rows number them. */
export const CLOSE = {
  half: CLOSE_KINDS.indexOf('half'),
  fourSegment: CLOSE_KINDS.indexOf('four-segment'),
  threeSegment: CLOSE_KINDS.indexOf('three-segment'),
  simultaneous: CLOSE_KINDS.indexOf('simultaneous'),
} as const;

/** `null` is no name there. */
export const LINK = { ethernet: LINK_TYPE.ethernet, raw: LINK_TYPE.raw } as const;

export const TEXT = textAddresses(CONNECTION_TEXTS, 0);
export const PACKET_TEXT = textAddresses(PACKET_TEXTS, MEMORY.packetTexts);

export {
  END_TEXTS,
  END_TEXT_BYTES,
  ETHERNET_HEADER_BYTES,
  ETHERNET_TYPE_OFFSET,
  ETHER_TYPE,
  FRAGMENT_OFFSET_MASK,
  IPV4_OFFSET,
  IPV6_HEADER_BYTES,
  IPV6_OFFSET,
  IP_PROTOCOL,
  LINES_BYTES,
  MARK,
  MEMORY,
  MIN_TCP_HEADER_BYTES,
  MOST_LINE_BYTES,
  RECENT_BITS,
  RECENT_FACTOR,
  ROW,
  ROW_BYTES,
  SAVEFILE_RECORD_OFFSET,
  SCANNED_RECORDS,
  STATE,
  STREAM,
  STREAM_FLAG,
  TCP_FLAG,
  TCP_OFFSET,
  TEXT_BYTES,
  TUNNEL_PORT,
  UDP_HEADER_BYTES,
  UDP_OFFSET,
};
