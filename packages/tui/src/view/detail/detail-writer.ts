import { displayWidth, safeText } from '@sockscope/timeline';
import type { Charset } from '../screen/charset';
import { span } from '../screen/styles';
import type { Line, Style } from '../screen/styles';
import { wrapText } from './wrap-text';

const NAME_CELLS = 14;
/** Narrower than this, a value stands right after its name. */
const LEAST_WIDTH_FOR_COLUMNS = 40;

/** Collects the lines of a detail for one width. Text may hold anything: it is made safe here. */
export class DetailWriter {
  readonly lines: Line[] = [];
  readonly charset: Charset;
  readonly #width: number;

  constructor(width: number, charset: Charset) {
    this.#width = Math.max(1, width);
    this.charset = charset;
  }

  /** Text over as many lines as it takes; lines after the first stand `indent` and two more cells in. */
  text(text: string, style: Style = 'plain', indent = 0): void {
    this.#write(' '.repeat(indent), indent + 2, this.#safe(text), style, []);
  }

  heading(text: string): void {
    this.text(text, 'heading');
  }

  blank(): void {
    this.lines.push([]);
  }

  /** `name  value  [reference]`, the values of one indent in a column. */
  field(name: string, value: string, { indent = 2, reference = '' } = {}): void {
    const isColumn = this.#width >= LEAST_WIDTH_FOR_COLUMNS;
    const label = this.#safe(name);
    const nameCells = isColumn ? Math.max(NAME_CELLS, displayWidth(label)) + 2 : displayWidth(label) + 1;
    const prefix = ' '.repeat(indent) + label + ' '.repeat(Math.max(1, nameCells - displayWidth(label)));
    const rest = isColumn ? indent + nameCells : indent + 2;
    const suffix = reference === '' ? [] : [span(`  ${this.#safe(reference)}`, 'reference')];
    this.#write(prefix, rest, this.#safe(value), 'field-value', suffix);
  }

  #write(prefix: string, restIndent: number, text: string, style: Style, suffix: Line): void {
    const room = (cells: number) => Math.max(1, this.#width - cells);
    const first = displayWidth(prefix);
    const indent = Math.min(restIndent, this.#width >> 1);
    const lines = wrapText(text, room(Math.max(first, indent)));
    lines.forEach((line, i) => {
      const lead = i === 0 ? span(prefix, 'field-name') : span(' '.repeat(indent));
      const written = [lead, span(line, style)];
      const isLast = i === lines.length - 1;
      const fits = displayWidth(lead.text + line + suffix.map(({ text: part }) => part).join('')) <= this.#width;
      this.lines.push(isLast && fits ? [...written, ...suffix] : written);
    });
  }

  #safe(text: string): string {
    return safeText(text, { asciiOnly: this.charset.asciiText });
  }
}
