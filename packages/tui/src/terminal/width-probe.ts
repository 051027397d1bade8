import type { TtyInput } from './tty-input';

/** A character of ambiguous width (Unicode Standard Annex #11) that the ladder is drawn with. */
const PROBED = '─';

/** To the top left, draw, ask where the cursor is, erase: before the first frame, when the screen is blank. */
export const WIDTH_PROBE = `\x1b[H${PROBED}\x1b[6n\x1b[H\x1b[2K`;

/** Terminals answer within a round trip; those that do not answer are taken for ordinary. */
const ANSWER_WITHIN_MS = 1000;

/**
 * Tells whether the terminal draws line-drawing characters two cells wide, as some are set up to in East Asia: the ladder is
 * then drawn with ASCII. Call it when WIDTH_PROBE is sent; keys that are typed meanwhile are not lost.
 */
export async function drawsLinesWide(input: TtyInput): Promise<boolean> {
  const column = await input.cursorColumn(ANSWER_WITHIN_MS);
  return column !== null && column > 2;
}
