/** A span of the captured frame. Both numbers count bytes; `offset` is from the frame's first byte. */
export interface ByteRange {
  readonly offset: number;
  readonly length: number;
}

/** Why decoding stopped. Bad packets are data to show, so this is returned, never thrown. */
export type DecodeError =
  | {
      readonly kind: 'truncated';
      readonly layer: string;
      readonly offset: number;
      readonly needBytes: number;
      readonly haveBytes: number;
    }
  | {
      readonly kind: 'malformed';
      readonly layer: string;
      readonly offset: number;
      readonly field: string;
      readonly value: number;
      readonly rule: string;
    }
  | {
      /** The packet is not at fault: what comes next is of a kind that has no decoder here. */
      readonly kind: 'unsupported';
      readonly layer: string;
      readonly offset: number;
      readonly field: string;
      readonly value: number;
      /** The registry's name for `value` (`ARP`, `SCTP`), or `unknown`. */
      readonly name: string;
    }
  | {
      /** A fragment but the first: what it carries begins in another packet. */
      readonly kind: 'fragment';
      readonly layer: string;
      readonly offset: number;
      readonly fragmentOffsetBytes: number;
    };
