import { FILTER_FIELDS } from '@sockscope/timeline';
import { wrapText } from '@sockscope/timeline/text';
import { span } from '../screen/styles';
import type { Line } from '../screen/styles';
import { documentPane } from './document-pane';

const NAME_CELLS = 25;
/** Narrower than this, the help stands below the name. */
const LEAST_COLUMNS = 60;

const FORMS: readonly (readonly [form: string, meaning: string])[] = [
  ['FIELD', 'the row has it: errno, anomaly, tcp.flags.syn'],
  ['FIELD == VALUE', 'also != > >= < <=; words and texts in any capitals; "quotes" around spaces'],
  ['contains, like', 'text contains "你好", text like "GET *"'],
  ['matches', 'a regular expression of RE2, which never takes long: text matches "^GET /\\S+"; also ~'],
  ['in {1, 5..9}', 'one of several'],
  ['and or not ( )', 'also && || !'],
  ['1ms 5us 1.5s', 'a duration with its unit; without one it is seconds'],
  ['tcp port 80', "tcpdump's host, port, src and dst"],
];

/**
 * What a display filter can say, from the table of its fields.
 *
 *      Fields
 *      tcp.port                 port of either end of a TCP connection: tcp.port == 8888
 */
export const fieldsPane = documentPane('fields', ({ display: { size } }) => [
  [span(' How a filter is written', 'heading')],
  ...FORMS.flatMap(([form, meaning]) => entryLines(form, meaning, size.columns)),
  [],
  [span(' Fields', 'heading')],
  ...FILTER_FIELDS.flatMap(({ name, aliases, help, example }) => {
    const also = aliases.length === 0 ? '' : ` (also ${aliases.join(', ')})`;
    return entryLines(name, `${help}${also}: ${example}`, size.columns);
  }),
]);

function entryLines(name: string, text: string, columns: number): readonly Line[] {
  const isBeside = columns >= LEAST_COLUMNS;
  const indent = isBeside ? NAME_CELLS + 1 : 3;
  const lines = wrapText(text, Math.max(1, columns - indent - 1));
  const first: Line = [span(` ${name.padEnd(NAME_CELLS)}`, 'field-name')];
  if (!isBeside) return [first, ...lines.map((line) => [span(' '.repeat(indent) + line)])];
  return lines.map((line, i) => (i === 0 ? [...first, span(line)] : [span(' '.repeat(indent) + line)]));
}
