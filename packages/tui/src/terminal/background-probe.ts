import type { TtyInput } from './tty-input';

/** Asks for the background's colour. Terminals that do not know the question ignore it. @see xterm's ctlseqs, OSC 11 */
export const BACKGROUND_PROBE = '\x1b]11;?\x07';

/** Terminals answer within a round trip; what comes later changes nothing. */
const ANSWER_WITHIN_MS = 2000;

const REPORT = /^\x1b\]11;rgba?:([\da-f]{1,4})\/([\da-f]{1,4})\/([\da-f]{1,4})/i;

/** How bright red, green and blue look (Rec. 601). */
const WEIGHTS = [0.299, 0.587, 0.114] as const;

/**
 * Tells whether the terminal has a dark or a light background; null where it does not say. Call it when BACKGROUND_PROBE is
 * sent; keys that are typed meanwhile are not lost.
 */
export async function askedBackground(input: TtyInput): Promise<'dark' | 'light' | null> {
  const report = await input.backgroundReport(ANSWER_WITHIN_MS);
  const parts = report === null ? null : REPORT.exec(report)?.slice(1);
  if (!parts) return null;
  const brightness = parts.reduce((sum, part, i) => sum + (WEIGHTS[i] ?? 0) * levelOf(part), 0);
  return brightness > 0.5 ? 'light' : 'dark';
}

/** Of as many hexadecimal digits as the terminal likes, 0 to 1. */
function levelOf(part: string): number {
  return Number.parseInt(part, 16) / (16 ** part.length - 1);
}
