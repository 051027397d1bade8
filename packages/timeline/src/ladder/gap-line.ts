import { railsText } from './call-cell';
import type { LadderLayout } from './ladder-layout';
import { LineBuilder } from './line-builder';
import type { BracketPart, LadderRow, StyledLine } from './row';

/**
 * Gives a line between two rows in which nothing happens, exactly as wide as the layout: the lifelines and the brackets
 * that go on. `text` stands in the time's place where there is one: `⋮ 796ms`.
 */
export function gapLine(before: LadderRow, text: string, layout: LadderLayout): StyledLine {
  const { columns, glyphs } = layout;
  const line = new LineBuilder(layout).add(columns.time, text, 'note');
  if (layout.kind === 'list') return line.add(columns.wire, '', 'plain').line();
  const rails = (side: 'client' | 'server'): string => railsText(before.brackets[side].map(goingOn), layout);
  return line
    .add(columns.delta, '', 'plain')
    .add(columns.clientCall, rails('client'), 'bracket')
    .add(columns.clientState, '', 'plain')
    .add(1, glyphs.lifeline, 'lifeline')
    .add(columns.wire, '', 'plain')
    .add(1, glyphs.lifeline, 'lifeline')
    .add(columns.serverState, '', 'plain')
    .add(columns.serverCall, rails('server'), 'bracket')
    .add(columns.note, '', 'plain')
    .line();
}

function goingOn(part: BracketPart): BracketPart {
  if (part === 'close') return 'none';
  return part === 'open' ? 'inside' : part;
}
