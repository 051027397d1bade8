import { charWidth } from '../text/display-width';
import { glyphPath } from './glyph-path';

/** How a piece of text looks; null is the picture's own colour. */
export interface SvgLook {
  readonly foreground: string | null;
  readonly background: string | null;
  readonly isBold: boolean;
  readonly isUnderlined: boolean;
}

/** Text of one look. Safe text: control characters are not XML. */
export interface SvgSpan {
  readonly text: string;
  readonly look: SvgLook;
}

/** The picture's own colours, `#rrggbb`. */
export interface SvgColors {
  readonly foreground: string;
  readonly background: string;
}

export interface SvgOptions {
  readonly columns: number;
  readonly colors: SvgColors;
  /** For readers who do not see the picture. */
  readonly title: string;
}

/** Pixels of a cell; a font of 14 pixels has its characters 8.4 apart. */
export const CELL_WIDTH = 8.4;
export const CELL_HEIGHT = 18;
const FONT_SIZE = 14;
const BASELINE = 13.5;
const MARGIN = 12;

const FONTS = "ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', 'Noto Sans Mono CJK SC', monospace";

/**
 * Draws lines of a terminal as an SVG picture: words are real text, each in exactly its cells whatever font is there; lines,
 * brackets and arrows are paths, so that they join in every font.
 */
export function svgScreen(lines: readonly (readonly SvgSpan[])[], { columns, colors, title }: SvgOptions): string {
  const width = round(columns * CELL_WIDTH + 2 * MARGIN);
  const height = lines.length * CELL_HEIGHT + 2 * MARGIN;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="100%" height="100%" rx="6" fill="${colors.background}"/>`,
    `<g font-family="${FONTS}" font-size="${FONT_SIZE}" fill="${colors.foreground}" transform="translate(${MARGIN} ${MARGIN})">`,
    ...lines.flatMap((line, y) => svgLine(line, y, colors)),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

function svgLine(spans: readonly SvgSpan[], y: number, colors: SvgColors): readonly string[] {
  const parts: string[] = [];
  let column = 0;
  for (const { text, look } of spans) {
    const cells = cellsOf(text);
    if (look.background !== null) parts.push(backgroundOf(column, y, cells, look.background));
    for (const piece of piecesOf(text)) {
      parts.push(...svgPiece(piece, column, y, look, colors));
      column += piece.cells;
    }
  }
  return parts;
}

/** A run of characters that are drawn alike. */
interface Piece {
  readonly kind: 'space' | 'text' | 'wide' | 'glyph';
  readonly text: string;
  readonly cells: number;
}

function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  for (const char of text) {
    const cells = charWidth(char.codePointAt(0) ?? 0);
    const last = pieces.at(-1);
    const kind = cells === 0 ? (last?.kind ?? 'text') : kindOf(char, cells);
    if (last?.kind === kind) pieces[pieces.length - 1] = { kind, text: last.text + char, cells: last.cells + cells };
    else pieces.push({ kind, text: char, cells });
  }
  return withSpacesJoined(pieces);
}

function kindOf(char: string, cells: number): Piece['kind'] {
  if (char === ' ') return 'space';
  if (glyphPath(char, 0, 0) !== null) return 'glyph';
  return cells === 2 ? 'wide' : 'text';
}

/** Words with one space between them stay one text, as a reader would copy them. */
function withSpacesJoined(pieces: readonly Piece[]): readonly Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const [before, space] = joined.slice(-2);
    const isWords = piece.kind === 'text' && space?.kind === 'space' && space.cells === 1 && before?.kind === 'text';
    if (isWords) {
      const text = before.text + space.text + piece.text;
      joined.splice(-2, 2, { kind: 'text', text, cells: before.cells + 1 + piece.cells });
    } else joined.push(piece);
  }
  return joined;
}

function svgPiece(
  { kind, text, cells }: Piece,
  column: number,
  y: number,
  look: SvgLook,
  colors: SvgColors,
): readonly string[] {
  const x = round(column * CELL_WIDTH);
  const width = round(cells * CELL_WIDTH);
  const color = look.foreground ?? colors.foreground;
  const fill = look.foreground === null ? '' : ` fill="${color}"`;
  const underline = look.isUnderlined
    ? [`<path d="M${x} ${y * CELL_HEIGHT + 16}h${width}" stroke="${color}" fill="none"/>`]
    : [];
  if (kind === 'space') return underline;
  if (kind === 'glyph') return [...underline, ...glyphsOf(text, column, y, color, look.isBold)];
  const weight = look.isBold ? ' font-weight="bold"' : '';
  const at = `x="${x}" y="${y * CELL_HEIGHT + BASELINE}" textLength="${width}" lengthAdjust="spacingAndGlyphs"`;
  return [...underline, `<text ${at}${fill}${weight} xml:space="preserve">${escaped(text)}</text>`];
}

function glyphsOf(text: string, column: number, y: number, color: string, isBold: boolean): readonly string[] {
  const paths = [...text].flatMap((char, i) => glyphPath(char, (column + i) * CELL_WIDTH, y * CELL_HEIGHT) ?? []);
  const stroke = paths.flatMap((path) => (path.isFilled ? [] : path.d)).join('');
  const filled = paths.flatMap((path) => (path.isFilled ? path.d : [])).join('');
  const width = isBold ? 2 : 1.2;
  return [
    ...(stroke === '' ? [] : [`<path d="${stroke}" stroke="${color}" stroke-width="${width}" fill="none"/>`]),
    ...(filled === '' ? [] : [`<path d="${filled}" fill="${color}"/>`]),
  ];
}

function backgroundOf(column: number, y: number, cells: number, color: string): string {
  const [x, width] = [round(column * CELL_WIDTH), round(cells * CELL_WIDTH)];
  return `<rect x="${x}" y="${y * CELL_HEIGHT}" width="${width}" height="${CELL_HEIGHT}" fill="${color}"/>`;
}

function cellsOf(text: string): number {
  return [...text].reduce((sum, char) => sum + charWidth(char.codePointAt(0) ?? 0), 0);
}

/** Two decimals are a hundredth of a pixel. */
export function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** What XML 1.0 does not allow at all (§2.2) is left out. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}
