import { displayWidth, safeText } from '@sockscope/timeline';
import { wrapText } from '@sockscope/timeline/text';
import type { Charset } from '../screen/charset';
import { span } from '../screen/styles';
import type { Line, Style } from '../screen/styles';
import type { ByteRange, DetailLine } from './detail-line';

const NAME_CELLS = 14;
/** Narrower than this, a value stands right after its name. */
const LEAST_WIDTH_FOR_COLUMNS = 40;

/** What a line is about; absent: nothing. */
export interface LineSubject {
  readonly range?: ByteRange;
  readonly target?: string;
}

export interface FieldOptions extends LineSubject {
  readonly indent?: number;
  /** Where it is specified. */
  readonly reference?: string;
}

/** Collects the lines of a detail for one width. Text may hold anything: it is made safe here. */
export class DetailWriter {
  readonly lines: DetailLine[] = [];
  readonly charset: Charset;
  readonly #width: number;

  constructor(width: number, charset: Charset) {
    this.#width = Math.max(1, width);
    this.charset = charset;
  }

  /** Text over as many lines as it takes; lines after the first stand `indent` and two more cells in. */
  text(text: string, style: Style = 'plain', indent = 0, subject: LineSubject = {}): void {
    this.#write(' '.repeat(indent), indent + 2, this.#safe(text), style, [], subject);
  }

  heading(text: string, subject: LineSubject = {}): void {
    this.text(text, 'heading', 0, subject);
  }

  blank(): void {
    this.#push([], {});
  }

  /** `name  value  [reference]`, the values of one indent in a column. */
  field(name: string, value: string, options: FieldOptions = {}): void {
    const { indent = 2, reference = '' } = options;
    const isColumn = this.#width >= LEAST_WIDTH_FOR_COLUMNS;
    const label = this.#safe(name);
    const nameCells = isColumn ? Math.max(NAME_CELLS, displayWidth(label)) + 2 : displayWidth(label) + 1;
    const prefix = ' '.repeat(indent) + label + ' '.repeat(Math.max(1, nameCells - displayWidth(label)));
    const rest = isColumn ? indent + nameCells : indent + 2;
    const suffix = reference === '' ? [] : [span(`  ${this.#safe(reference)}`, 'reference')];
    this.#write(prefix, rest, this.#safe(value), 'field-value', suffix, options);
  }

  #write(prefix: string, restIndent: number, text: string, style: Style, suffix: Line, subject: LineSubject): void {
    const room = (cells: number) => Math.max(1, this.#width - cells);
    const first = displayWidth(prefix);
    const indent = Math.min(restIndent, this.#width >> 1);
    const lines = wrapText(text, room(Math.max(first, indent)));
    lines.forEach((line, i) => {
      const lead = i === 0 ? span(prefix, 'field-name') : span(' '.repeat(indent));
      const written = [lead, span(line, style)];
      const isLast = i === lines.length - 1;
      const fits = displayWidth(lead.text + line + suffix.map(({ text: part }) => part).join('')) <= this.#width;
      this.#push(isLast && fits ? [...written, ...suffix] : written, subject);
    });
  }

  #push(line: Line, { range = null, target = null }: Partial<Omit<DetailLine, 'line'>>): void {
    this.lines.push({ line, range, target });
  }

  #safe(text: string): string {
    return safeText(text, { asciiOnly: this.charset.asciiText });
  }
}
