import { decodeUtf8 } from './decode-utf8';
import { charWidth, displayWidth } from './display-width';
import { codePointEscape, visible, type SafeTextOptions } from './safe-text';

export interface PreviewOptions extends SafeTextOptions {
  /** Marks a cut with `~`, not `…`. */
  readonly ascii?: boolean;
  /** Bytes of the whole payload, of which only the first are given. */
  readonly totalBytes?: number;
}

const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\0': '\\0' };

/** Text may hold a few control characters; more, and it is binary data that happens to decode. */
const MOST_CONTROLS = 0.25;

/**
 * Gives the first bytes of a payload for reading, in at most `maxCells` cells: UTF-8 in quotes with readable escapes
 * (`"你好\n"`, `\x1b`, `\u{202e}`), anything else in hexadecimal (`de ad be ef`). What does not fit, or was not given, is `…`
 * after it. Never cut within a character or an escape. Empty without bytes.
 *
 * @example payloadPreview(new Uint8Array([0x68, 0x69, 0x0a]), 20) // "hi\n"
 */
export function payloadPreview(bytes: Uint8Array, maxCells: number, options: PreviewOptions = {}): string {
  if (bytes.length === 0) return '';
  const { text, isValid } = decodeUtf8(bytes);
  const isMore = (options.totalBytes ?? bytes.length) > bytes.length;
  const isText = isValid && text.length > 0 && controlCount(text) <= text.length * MOST_CONTROLS;
  const more = options.ascii === true ? '~' : '…';
  if (isText) return join(textPieces(text, options), '"', '"', '', { maxCells, isMore, more });
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'));
  return join(hex, '', '', ' ', { maxCells, isMore, more });
}

function controlCount(text: string): number {
  return Array.from(text.matchAll(/[^\P{Cc}\n\r\t]/gu)).length;
}

/** The text in pieces that must not be cut: a character with its marks, or an escape. */
function textPieces(text: string, options: SafeTextOptions): readonly string[] {
  return splitCharacters(text).map((piece) =>
    piece === '"' || piece === '\\' ? `\\${piece}` : visible(piece, options, escapeOf),
  );
}

/** Marks stay with their character; one that opens the text is alone, so that it never stands on the quote. */
function splitCharacters(text: string): readonly string[] {
  const pieces: string[] = [];
  for (const char of text) {
    const isMark = charWidth(char.codePointAt(0) ?? 0) === 0;
    if (isMark && pieces.length > 0) pieces.push((pieces.pop() ?? '') + char);
    else pieces.push(char);
  }
  return pieces;
}

function escapeOf(char: string): string {
  const codePoint = char.codePointAt(0) ?? 0;
  return ESCAPES[char] ?? (codePoint < 0x100 ? `\\x${codePoint.toString(16).padStart(2, '0')}` : codePointEscape(char));
}

interface Room {
  readonly maxCells: number;
  readonly isMore: boolean;
  readonly more: string;
}

/** Gives as many pieces as fit between `open` and `close`, then the mark for more where some are missing. */
function join(pieces: readonly string[], open: string, close: string, separator: string, room: Room): string {
  const { maxCells, isMore, more } = room;
  const whole = open + pieces.join(separator) + close + (isMore ? more : '');
  if (displayWidth(whole) <= maxCells) return whole;
  let text = open;
  let cells = displayWidth(open + close + more);
  let count = 0;
  for (const piece of pieces) {
    const next = (count > 0 ? separator : '') + piece;
    cells += displayWidth(next);
    if (cells > maxCells) break;
    text += next;
    count += 1;
  }
  if (count > 0) return text + close + more;
  return maxCells >= 1 ? more : '';
}
