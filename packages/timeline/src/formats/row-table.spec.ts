import { articleRun, hostileTexts } from '../../test/scenarios';
import { filterSource } from '../filter';
import { ladderRows } from '../ladder';
import type { Timeline } from '../model';
import { rowsCsv, rowsJson, rowsMarkdown } from './row-table';

function of(timeline: Timeline) {
  const rows = ladderRows(timeline, 0);
  return { rows, source: filterSource(timeline, rows) };
}

describe('rowsJson()', () => {
  it('gives a line a row, with its text, who made it and why', () => {
    const { rows, source } = of(articleRun());
    const records = [...rowsJson(rows, source)].map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(records).toHaveLength(rows.length);
    expect(records.find(({ row }) => row === '#2')).toEqual({
      row: '#2',
      time: '1767272709.000126000',
      sinceStart: '0.000126000',
      kind: 'packet',
      part: null,
      connection: 0,
      side: 'server',
      process: null,
      text: 'SYN,ACK 0 +1',
      source: '127.0.0.1:8888',
      destination: '127.0.0.1:51234',
      owner: 'kernel',
      clientState: expect.any(String) as string,
      serverState: 'SYN-RECEIVED',
      data: '',
      note: expect.stringContaining('the kernel answers') as string,
      anomalies: [],
    });
  });
});

describe('rowsCsv()', () => {
  it('gives a heading and a record a row, whatever the texts', () => {
    for (const timeline of [articleRun(), hostileTexts()]) {
      const { rows, source } = of(timeline);
      const records = [...rowsCsv(rows, source)];
      expect(records).toHaveLength(rows.length + 1);
      const columns = records[0]?.split(',').length;
      for (const record of records) expect(record.replace(/"(?:[^"]|"")*"/g, '').split(',')).toHaveLength(columns ?? 0);
    }
  });
});

describe('rowsMarkdown()', () => {
  it('puts calls in the lane of their end and packets between, with an arrow', () => {
    const { rows, source } = of(articleRun());
    const text = [...rowsMarkdown(rows, source)].join('');
    expect(text).toMatch(/^\| 0\.000126000 \| .*\| ← `SYN,ACK 0 \+1` \| \*\*SYN-RECEIVED\*\* \|/m);
    expect(text).toMatch(/^\| 0\.000112000 \| `connect\(3, 127\.0\.0\.1:8888\)` \| +\| +\|/m);
  });

  it('keeps every row one line of five cells, whatever the texts', () => {
    const { rows, source } = of(hostileTexts());
    for (const line of rowsMarkdown(rows, source)) {
      expect(line.match(/(?<!\\)\|/g)).toHaveLength(6);
      expect(line.slice(0, -1)).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    }
  });
});
