import type { TtyInput } from './tty-input';

/** All of xterm's palette, which the colours of the themes are chosen from. */
export const MANY_COLORS = 256;

/** Asks for the last colour of them. @see xterm's ctlseqs, OSC 4 */
export const PALETTE_PROBE = '\x1b]4;255;?\x07';

/** Terminals answer within a round trip; what comes later changes nothing. */
const ANSWER_WITHIN_MS = 2000;

const REPORT = /^\x1b\]4;255;rgba?:/;

/**
 * Terminals that may have more colours than terminfo says: Debian's xterm is `xterm`, with 8. The console of Linux is not
 * among them: older kernels print such a question.
 */
const LIKE_XTERM = /^(xterm|rxvt|mlterm|konsole|gnome|vte|putty)/;

/** True where a terminal knows questions about colours, or at least does not print them. */
export function answersColorQuestions(terminal: string, colorCount: number): boolean {
  return colorCount >= MANY_COLORS || LIKE_XTERM.test(terminal);
}

/** Tells whether the terminal has 256 colours, whatever terminfo says. Call it when PALETTE_PROBE is sent; no key is lost. */
export async function hasManyColors(input: TtyInput): Promise<boolean> {
  const report = await input.paletteReport(ANSWER_WITHIN_MS);
  return report !== null && REPORT.test(report);
}
