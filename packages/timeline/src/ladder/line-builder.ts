import { fit } from '../text/fit';
import { displayWidth } from '../text/display-width';
import { safeText } from '../text/safe-text';
import type { LadderLayout } from './ladder-layout';
import type { LadderStyle, StyledLine, StyledSpan } from './row';

/** A piece of a line before it is cut to its cells. */
export interface CellText {
  readonly text: string;
  readonly style: LadderStyle;
}

/** Puts a line together from cells of given widths; everything that goes through it is safe to print. */
export class LineBuilder {
  private readonly spans: StyledSpan[] = [];

  private readonly layout: LadderLayout;

  constructor(layout: LadderLayout) {
    this.layout = layout;
  }

  /** Adds one text in exactly `cells` cells. */
  add(cells: number, text: string, style: LadderStyle, align: 'left' | 'right' = 'left'): this {
    return this.addPieces(cells, [{ text, style }], align);
  }

  /** Adds several pieces in exactly `cells` cells together: what does not fit is cut from the last ones. */
  addPieces(cells: number, pieces: readonly CellText[], align: 'left' | 'right' = 'left'): this {
    const { glyphs, asciiData } = this.layout;
    let left = cells;
    for (const [i, piece] of pieces.entries()) {
      if (left <= 0) break;
      const safe = safeText(piece.text, { asciiOnly: asciiData });
      const isLast = i === pieces.length - 1;
      const width = isLast ? left : Math.min(left, displayWidth(safe));
      this.push(fit(safe, width, { ascii: glyphs.ascii, align }), piece.style);
      left -= width;
    }
    return this.push(' '.repeat(pieces.length === 0 ? Math.max(0, left) : 0), 'plain');
  }

  line(): StyledLine {
    return this.spans;
  }

  private push(text: string, style: LadderStyle): this {
    const last = this.spans.at(-1);
    if (text === '') return this;
    if (last?.style === style) this.spans[this.spans.length - 1] = { text: last.text + text, style };
    else this.spans.push({ text, style });
    return this;
  }
}

/** Gives the first form that fits into the cells, else the last one. */
export function fittingForm(forms: readonly string[], cells: number): string {
  return forms.find((form) => displayWidth(form) <= cells) ?? forms.at(-1) ?? '';
}
