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

export type Decoded<Header> = { readonly ok: true; readonly header: Header } | Failure;

/** A result without a header. */
export interface Failure {
  readonly ok: false;
  readonly error: DecodeError;
}

/** The bytes that one layer hands to the next. */
export interface Body extends ByteRange {
  /** Bytes that follow on the wire and are not in the frame: the capture kept less, or the sender cut them. */
  readonly missingBytes: number;
}

/** A result that says which bytes would have been needed. */
export function truncated(layer: string, offset: number, needBytes: number, haveBytes: number): Failure {
  return { ok: false, error: { kind: 'truncated', layer, offset, needBytes, haveBytes } };
}

/** A result that says which rule a field breaks; `offset` is the field's. */
export function malformed(layer: string, offset: number, field: string, value: number, rule: string): Failure {
  return { ok: false, error: { kind: 'malformed', layer, offset, field, value, rule } };
}
