import { FLAG_LETTERS, NO_FLAGS } from '../wire/tcp-flags';

/** What the lines of `packets --json` are made of, between numbers and addresses, in their order. */
export const PACKET_TEXTS = {
  number: '{"number":',
  timestamp: ',"timestamp":"',
  wireBytes: '","wireBytes":',
  capturedBytes: ',"capturedBytes":',
  source: ',"source":"',
  destination: '","destination":"',
  tcp: '","ipProtocol":6,"protocol":"tcp","sourcePort":',
  udp: '","ipProtocol":17,"protocol":"udp","sourcePort":',
  destinationPort: ',"destinationPort":',
  flags: ',"flags":',
  flagText: ',"flagText":"',
  flagLetters: FLAG_LETTERS,
  noFlags: NO_FLAGS,
  sequence: '","sequence":',
  acknowledgment: ',"acknowledgment":',
  payloadBytes: ',"payloadBytes":',
  connection: ',"connection":',
  end: '}\n',
};
