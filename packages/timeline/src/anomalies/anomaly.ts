/** What went another way than in the book. Stable words: filters, JSON and the list of anomalies use them. */
export type AnomalyKind =
  | 'retransmission'
  | 'refused'
  | 'unanswered'
  | 'reset'
  | 'unread-data'
  | 'accept-wait'
  | 'zero-window'
  | 'out-of-order'
  | 'missing-data'
  | 'duplicate-ack'
  | 'partial-send'
  | 'failed-call'
  | 'illegal-segment'
  | 'unexplained-segment'
  | 'clock'
  | 'undecoded'
  | 'dropped';

/** Something that a reader should look at, on the row of the packet or the call that shows it. */
export interface Anomaly {
  readonly kind: AnomalyKind;
  /** One word or two for a list: `sent again`. */
  readonly word: string;
  /** One line: what it means here. Need not be safe to print. */
  readonly text: string;
  readonly connection: number | null;
  /** Number of the packet, or null where a call shows it. */
  readonly packet: number | null;
  /** Id of the call, or null where a packet shows it. */
  readonly call: string | null;
}

/** A kind of anomaly in a list. */
export interface AnomalyDefinition {
  readonly kind: AnomalyKind;
  readonly word: string;
  readonly help: string;
}

const DEFINED: Readonly<Record<AnomalyKind, readonly [word: string, help: string]>> = {
  retransmission: ['sent again', 'a segment whose bytes, SYN or FIN went out before'],
  refused: ['refused', 'nobody listens: a RST answers the SYN, or an ICMP error comes back'],
  unanswered: ['unanswered', 'SYNs and no answer at all'],
  reset: ['reset', 'a RST that ends a connection'],
  'unread-data': ['unread data', 'close() with bytes that nobody read: a RST in place of a FIN'],
  'accept-wait': ['long wait', 'a connection that was ready waited long for accept()'],
  'zero-window': ['window 0', 'the receiver has no room left: the sender must wait'],
  'out-of-order': ['out of order', 'a segment that came after later ones'],
  'missing-data': ['gap', 'bytes before this segment were not captured'],
  'duplicate-ack': ['duplicate ACK', 'the same acknowledgment again while data is on its way: a segment is missing'],
  'partial-send': ['part sent', 'the kernel took fewer bytes than the call offered'],
  'failed-call': ['failed', 'a call that returned an error'],
  'illegal-segment': [
    'illegal',
    "a segment that RFC 9293 does not allow in its sender's state, or has its receiver refuse",
  ],
  'unexplained-segment': ['unexplained', 'a segment that is legal only if the capture lacks another before it'],
  clock: ['clock', 'times that contradict each other: the clock was set, or two clocks differ'],
  undecoded: ['undecoded', 'a packet that could not be decoded to its end'],
  dropped: ['dropped', 'packets that came faster than the capture took them are missing before this one'],
};

/** Every kind, in the order in which they are explained. */
export const ANOMALY_DEFINITIONS: readonly AnomalyDefinition[] = (Object.keys(DEFINED) as AnomalyKind[]).map((kind) => {
  const [word, help] = DEFINED[kind];
  return { kind, word, help };
});

/** Gives the word of a kind. */
export function anomalyWord(kind: AnomalyKind): string {
  return DEFINED[kind][0];
}
