import type { BracketPart } from './row';

/** The characters that the ladder is drawn with. Each takes one cell. */
export interface Glyphs {
  readonly ascii: boolean;
  readonly lifeline: string;
  readonly headingJoint: string;
  readonly right: string;
  readonly left: string;
  /** Shaft of a packet that a call made. */
  readonly callShaft: string;
  /** Shaft of a packet that the kernel made on its own. */
  readonly kernelShaft: string;
  /** Shaft of a packet whose maker is not known. */
  readonly unknownShaft: string;
  readonly bracket: Readonly<Record<BracketPart, string>>;
  /** Between a bracket's end and the call's text. */
  readonly bracketJoint: string;
}

const UNICODE: Glyphs = {
  ascii: false,
  lifeline: '│',
  headingJoint: '┬',
  right: '▶',
  left: '◀',
  callShaft: '─',
  kernelShaft: '╌',
  unknownShaft: ' ',
  bracket: { none: ' ', open: '╭', inside: '│', close: '╰' },
  bracketJoint: ' ',
};

const ASCII: Glyphs = {
  ascii: true,
  lifeline: '|',
  headingJoint: '+',
  right: '>',
  left: '<',
  callShaft: '-',
  kernelShaft: '.',
  unknownShaft: ' ',
  bracket: { none: ' ', open: '+', inside: '|', close: '+' },
  bracketJoint: '-',
};

/** Gives the box-drawing characters, or those of ASCII alone. */
export function glyphsFor(ascii: boolean): Glyphs {
  return ascii ? ASCII : UNICODE;
}
