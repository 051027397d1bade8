import type { SavefileProblem } from './capture-record';

/** More than any tool writes for most link types: libpcap's MAXIMUM_SNAPLEN, whatever a file's header says. */
const MAX_RECORD_BYTES = 262_144;
/** LINKTYPE_DBUS and LINKTYPE_USBPCAP. */
const LINK_TYPES_OF_MESSAGES = [231, 249];
/** A message of D-Bus, and a transfer of USB, may be as long as this (libpcap's limits for them). */
export const MAX_MESSAGE_BYTES = 128 * 2 ** 20;

/** The most bytes that a frame of this link type may have been captured with. */
export function maxRecordBytes(linkType: number): number {
  return LINK_TYPES_OF_MESSAGES.includes(linkType) ? MAX_MESSAGE_BYTES : MAX_RECORD_BYTES;
}

/**
 * Says that a frame cannot be as long as it claims, before anything is allocated for it.
 *
 * @param what The block or record: `record`, `enhanced packet block`.
 * @param byteOffset Of the length field.
 */
export function recordLengthProblem(
  what: string,
  capturedBytes: number,
  byteOffset: number,
  mostBytes: number,
): SavefileProblem {
  const text = `${what} claims ${capturedBytes} bytes, more than ${mostBytes}`;
  return { kind: 'impossible-length', byteOffset, text };
}

/** Says that the input ended inside a record or block: `needBytes` were announced, by its header or as that header. */
export function truncatedProblem(
  what: string,
  byteOffset: number,
  haveBytes: number,
  needBytes: number,
): SavefileProblem {
  return { kind: 'truncated', byteOffset, text: `${what} ends after ${haveBytes} of ${needBytes} bytes` };
}
