import { ladderContext, ladderHeading, ladderLayout, ladderLegend, ladderLine, ladderRows } from '../src/ladder';
import type { LadderOptions } from '../src/ladder';
import { renderLadderText } from '../src/ladder';
import type { StyledLine, Timeline } from '../src';
import { expectGolden } from './golden';
import { scenarios } from './scenarios';

const WIDTHS = [40, 60, 80, 100, 120, 200];

/** One connection's ladder with its heading and legend; a bar ends each line, so that its width shows. */
function ladder(timeline: Timeline, options: LadderOptions): string {
  const rows = ladderRows(timeline, 0);
  const layout = ladderLayout(options);
  const context = ladderContext(timeline, 0, rows);
  const lines = [
    ladderHeading(layout, context),
    ...rows.map((row) => ladderLine(row, layout, context)),
    ...ladderLegend(layout),
  ];
  return lines.map((line) => `${textOf(line)}¦\n`).join('');
}

function textOf(line: StyledLine): string {
  return line.map(({ text }) => text).join('');
}

describe.each(Object.entries(scenarios))('%s', (name, make) => {
  test.each(['utf-8', 'ascii'])('ladderLine() draws every width in %s as its golden', (charset) => {
    const ascii = charset === 'ascii';
    const text = WIDTHS.map((width) => `${width} cells\n${ladder(make(), { width, ascii, asciiData: false })}\n`).join(
      '',
    );
    expectGolden(`${name}.${charset}.txt`, text);
  });
});

test('ladderLine() shows the time since the SYN, the step and the time of day as their golden', () => {
  const text = (['since-syn', 'delta', 'wall'] as const).map(
    (timeMode) =>
      `${timeMode}\n${[80, 100].map((width) => ladder(scenarios['refused-connect']!(), { width, timeMode })).join('\n')}\n`,
  );
  expectGolden('time-modes.utf-8.txt', text.join(''));
});

test.each(Object.entries(scenarios))('renderLadderText() prints %s as its golden', (name, make) => {
  expectGolden(`${name}.show.txt`, [...renderLadderText(make(), { width: 120 })].map((line) => `${line}\n`).join(''));
});
