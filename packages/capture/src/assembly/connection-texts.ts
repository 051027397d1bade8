import { CLIENT_KNOWN_BY } from '../flow/client-side';
import { CLOSE_KINDS } from '../flow/close';
import type { CloseKind, HandshakeOutcome } from '../flow/connection';
import type { Texts } from './texts';

/** In which order code in WebAssembly numbers them. */
const OUTCOMES: readonly HandshakeOutcome[] = ['complete', 'refused', 'unanswered', 'partial', 'unseen'];
/** As rows number them, and behind them what is no kind of a FIN. */
const CLOSES: readonly CloseKind[] = [...CLOSE_KINDS, 'reset'];

/** What the lines of `connections` are made of, between numbers and addresses. */
const LINE_TEXTS = {
  protocols: [' tcp ', ' udp '],
  to: ' > ',
  colon: ': ',
  comma: ', ',
  bracket: ' (',
  endBracket: ')',
  outcomes: OUTCOMES.map((outcome) => `: handshake ${outcome}`),
  synAgain: ' x SYN again',
  synAckAgain: ' x SYN-ACK again',
  capturedAgain: ' captured again)',
  closes: CLOSES.map((kind) => `, close ${kind}, `),
  resets: [', close reset by server, ', ', close reset by client, '],
  packet: ' packet',
  packets: ' packets',
  bytesSent: ' bytes > ',
  bytesReceived: ' bytes <\n',
  within: ' in ',
  nanoseconds: 'ns',
  microseconds: 'us',
  milliseconds: 'ms',
  seconds: 's',
};

/** The same of `connections --json`. */
const JSON_TEXTS = {
  connectionKey: '{"connection":',
  protocolKeys: ['tcp', 'udp'].map((protocol) => `,"protocol":"${protocol}","client":"`),
  serverKey: '","server":"',
  firstPacketKeys: CLIENT_KNOWN_BY.map((knownBy) => `","clientKnownBy":"${knownBy}","firstPacket":`),
  packetsKey: ',"packets":{"clientToServer":',
  toClientKey: ',"serverToClient":',
  endObject: '}',
  copiesKey: ',"copies":',
  payloadBytesKey: ',"payloadBytes":{"clientToServer":',
  outcomeKeys: OUTCOMES.map((outcome) => `},"handshake":{"outcome":"${outcome}"`),
  synKey: ',"syn":{"packet":',
  synAckKey: ',"synAck":{"packet":',
  ackKey: ',"ack":{"packet":',
  timestampKey: ',"timestamp":"',
  noTimestamp: ',"timestamp":null',
  quote: '"',
  synToSynAckKey: ',"synToSynAckNs":"',
  synAckToAckKey: ',"synAckToAckNs":"',
  synAgainKey: ',"synRetransmissions":',
  synAckAgainKey: ',"synAckRetransmissions":',
  closeKeys: CLOSES.map((kind) => `},"close":{"kind":"${kind}"`),
  clientFinKey: ',"clientFin":{"packet":',
  serverFinKey: ',"serverFin":{"packet":',
  resetKey: ',"reset":{"packet":',
  resetEnds: [',"by":"server"}', ',"by":"client"}'],
  end: ',"anomalies":null}\n',
};

export const CONNECTION_TEXTS: Texts = { ...LINE_TEXTS, ...JSON_TEXTS };
