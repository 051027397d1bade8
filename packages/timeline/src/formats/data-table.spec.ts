import fc from 'fast-check';
import { tableCsv, tableJson, tableMarkdown, type DataTable } from '.';

const TABLE: DataTable = {
  columns: ['name', 'time (ns)', 'big'],
  rows: [
    ['a,"b"|c', 12, 2n ** 60n],
    ['=1+1', null, 7n],
  ],
};

describe('a table', () => {
  it('is CSV that no spreadsheet computes', () => {
    expect([...tableCsv(TABLE)].join('')).toBe(
      'name,time (ns),big\r\n"a,""b""|c",12,1152921504606846976\r\n\'=1+1,,7\r\n',
    );
  });

  it('is JSON Lines: numbers that are exact, the rest as texts, nothing for what is not there', () => {
    expect([...tableJson(TABLE)].map((line) => JSON.parse(line) as unknown)).toEqual([
      { name: 'a,"b"|c', 'time (ns)': 12, big: '1152921504606846976' },
      { name: '=1+1', big: 7 },
    ]);
  });

  it('is Markdown with a heading', () => {
    expect([...tableMarkdown(TABLE)]).toEqual([
      '| name | time (ns) | big |\n',
      '| --- | --- | --- |\n',
      '| a,"b"\\|c | 12 | 1152921504606846976 |\n',
      '| =1+1 |  | 7 |\n',
    ]);
  });

  it('has as many lines as rows, whatever the texts hold', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (texts) => {
        const table = { columns: ['text'], rows: texts.map((text) => [text]) };
        expect([...tableMarkdown(table)].join('').split('\n')).toHaveLength(texts.length + 3);
        const lines = [...tableJson(table)].join('').split('\n').slice(0, -1);
        expect(lines.map((line) => (JSON.parse(line) as { text: string }).text)).toEqual(texts);
        expect(lines.join('')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      }),
    );
  });
});
