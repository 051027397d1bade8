/** What the terminal can show. */
export interface Charset {
  /** Lines, arrows and marks are drawn with ASCII: the locale is not UTF-8, or the terminal draws them two cells wide. */
  readonly asciiGlyphs: boolean;
  /** Text outside ASCII is shown as escapes: the locale is not UTF-8. */
  readonly asciiText: boolean;
}

/** The few characters that the frame around the ladder is drawn with; each takes one cell. */
export interface FrameGlyphs {
  readonly horizontal: string;
  readonly vertical: string;
  readonly ellipsis: string;
  readonly dot: string;
  readonly arrow: string;
}

const UNICODE: FrameGlyphs = { horizontal: '─', vertical: '│', ellipsis: '…', dot: '·', arrow: '→' };
const ASCII: FrameGlyphs = { horizontal: '-', vertical: '|', ellipsis: '~', dot: '.', arrow: '>' };

/** Gives what lines between panes and cut texts are drawn with. */
export function frameGlyphs({ asciiGlyphs }: Charset): FrameGlyphs {
  return asciiGlyphs ? ASCII : UNICODE;
}
