import { displayWidth, safeText } from '@sockscope/timeline';
import type { PromptState } from '../prompts/prompt-state';
import { PROMPTS } from '../prompts/prompt-table';
import type { Painter } from '../screen/painter';
import type { UiContext } from '../ui-context';

const MOST_CANDIDATES = 10;

/**
 * Draws the line that is typed, over the hint bar: its sign, the text with the cursor, and at the right what is wrong with
 * it or what it finds. A line that is longer than the screen is scrolled so that the cursor stays on it.
 *
 *     :send 你好▌                                                        no command sned
 */
export function drawPromptLine(painter: Painter, prompt: PromptState, context: UiContext): void {
  const kind = PROMPTS[prompt.name];
  const { sign } = kind;
  const wrong = kind.problem(prompt.text, context);
  const remark = wrong ?? kind.found?.(prompt.text, context) ?? '';
  const remarkCells = remark === '' ? 0 : displayWidth(remark) + 2;
  const room = Math.max(8, painter.width - sign.length - 1 - (remarkCells < painter.width / 2 ? remarkCells : 0));
  painter.text(0, 0, ' '.repeat(painter.width), 'plain');
  if (remarkCells < painter.width / 2) {
    painter.text(painter.width - remarkCells + 1, 0, remark, wrong === null ? 'note' : 'problem');
  }
  let x = painter.text(0, 0, sign, 'hint-key');
  const { before, at, after } = visiblePart(prompt, room, context.display.charset.asciiText);
  x = painter.text(x, 0, before, 'plain');
  x = painter.text(x, 0, at, 'cursor');
  painter.region({ x: 0, y: 0, width: sign.length + room + 1, height: 1 }).text(x, 0, after, 'plain');
}

/** The text left of the cursor as far as it fits, the character under the cursor, the rest. */
function visiblePart({ text, cursor }: PromptState, room: number, asciiOnly: boolean) {
  const safe = (part: string) => safeText(part, { asciiOnly });
  const [at = ' '] = text.slice(cursor);
  let before = safe(text.slice(0, cursor));
  while (displayWidth(before) > room - 2) before = [...before].slice(1).join('');
  return { before, at: safe(at), after: safe(text.slice(cursor + at.length)) };
}

/**
 * Draws how the line may go on, above it, as many as there is room for: names at the left, what they do beside them.
 *
 *     send TEXT         the client's next message
 *     statistics        packets, bytes and calls by connection
 */
export function drawCandidates(painter: Painter, prompt: PromptState, context: UiContext): void {
  const line = prompt.completion?.typed ?? prompt.text;
  const candidates = PROMPTS[prompt.name].candidates(line, context);
  const height = Math.min(candidates.length, MOST_CANDIDATES, painter.height - 1);
  if (height <= 0) return;
  const chosen = prompt.completion?.index ?? -1;
  const first = Math.max(0, Math.min(chosen - height + 1, candidates.length - height));
  const shown = candidates.slice(first, first + height);
  const labelCells = Math.min(painter.width >> 1, Math.max(...shown.map(({ label }) => displayWidth(label))) + 2);
  shown.forEach(({ label, help }, i) => {
    const y = painter.height - height + i;
    const emphasis = first + i === chosen ? 'selected' : 'none';
    painter.text(0, y, ' '.repeat(painter.width), 'menu', emphasis);
    painter.region({ x: 1, y, width: labelCells, height: 1 }).prose(0, 0, label, 'menu-name', emphasis);
    painter.prose(1 + labelCells, y, help, 'menu', emphasis);
  });
}
