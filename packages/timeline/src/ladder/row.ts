import type { OddSegment, TcpState, TimelineCall, TimelineExit, TimelinePacket } from '../model';

/** What a row shows. A call with nothing between its entry and its return is one row, else two: a bracket. */
export type LadderEvent =
  | { readonly kind: 'call'; readonly part: 'whole' | 'enter' | 'return'; readonly call: TimelineCall }
  | { readonly kind: 'packet'; readonly packet: TimelinePacket }
  | { readonly kind: 'exit'; readonly exit: TimelineExit };

/** The piece of a blocked call's bracket in one row: `╭`, `│`, `╰`. */
export type BracketPart = 'none' | 'open' | 'inside' | 'close';

/** One row of the ladder: exactly one event. */
export interface LadderRow {
  /** The same for the same event while a live timeline grows. */
  readonly key: string;
  readonly timeNs: bigint | null;
  /** Since the nearest earlier row of this ladder that has a time; null on the first, and without a time. */
  readonly deltaNs: bigint | null;
  readonly event: LadderEvent;
  /** null: belongs to several connections (a listener's call) or to none. */
  readonly connection: number | null;
  /**
   * The brackets of each lane, left to right. Usually at most one; more where calls of several threads or processes block
   * in one lane at the same time: each keeps its place from entry to return, and `none` is a free place between two.
   */
  readonly brackets: { readonly client: readonly BracketPart[]; readonly server: readonly BracketPart[] };
  /** States entered on this row; null where an end's state does not change. */
  readonly state: { readonly client: TcpState | null; readonly server: TcpState | null };
  /** The row's segment is one that its sender's state does not explain; null on nearly every row. */
  readonly oddSegment: OddSegment | null;
  /** What a reader should know of this row: `the kernel answers for listen(3); accept() has not been called yet`. */
  readonly note: string;
  /** First bytes of the data that the row's call or packet carries, as far as a trace shows them. */
  readonly data: Uint8Array | null;
}

/** Role of a piece of text; a terminal gives it a colour, plain text drops it. */
export type LadderStyle =
  | 'plain'
  | 'heading'
  | 'time'
  | 'call'
  | 'call-failed'
  | 'inferred'
  | 'bracket'
  | 'state'
  | 'lifeline'
  | 'packet'
  | 'packet-kernel'
  | 'packet-reset'
  | 'packet-retransmission'
  | 'data'
  | 'note'
  | 'problem';

/** Text of one style, without control characters: safe to print. */
export interface StyledSpan {
  readonly text: string;
  readonly style: LadderStyle;
}

/** A line of the ladder: its spans are exactly as wide together as the layout asked for. */
export type StyledLine = readonly StyledSpan[];
