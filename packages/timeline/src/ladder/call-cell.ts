import type { Side, TimelineCall } from '../model';
import { displayWidth } from '../text/display-width';
import { durationText } from '../text/duration-text';
import { cut } from '../text/fit';
import { safeText } from '../text/safe-text';
import { callHeadForms, callResultForms, callReturnForms, wholeCallForms } from './call-label';
import type { LadderLayout } from './ladder-layout';
import { fittingForm, type CellText } from './line-builder';
import type { BracketPart, LadderRow, LadderStyle } from './row';

/** Brackets beside each other in a lane; the others are not drawn. */
const MOST_RAILS = 3;

/** Cells from which a return names its call again and a whole call tells how long it took. */
const ROOMY = 24;

/** Gives the pieces of one lane's cell: its brackets, then the call or exit where the row is of this lane. */
export function callCell(
  row: LadderRow,
  side: Side,
  isStream: boolean,
  layout: LadderLayout,
  cells: number,
): readonly CellText[] {
  const rails = railsText(row.brackets[side], layout);
  // One cell stays free before the next column.
  const left = Math.max(0, cells - displayWidth(rails) - 1);
  const { text, style } = eventText(row, side, isStream, layout, left);
  const safe = safeText(text, { asciiOnly: layout.asciiData });
  return [
    { text: rails, style: 'bracket' },
    { text: cut(safe, left, { ascii: layout.glyphs.ascii }), style },
  ];
}

/** Gives a lane's brackets as text: `╭ `, `│╰ `; empty where none is open. */
export function railsText(parts: readonly BracketPart[], { glyphs }: LadderLayout): string {
  if (parts.length === 0) return '';
  const end = parts.findIndex((part) => part === 'open' || part === 'close');
  const drawn = parts.slice(0, MOST_RAILS);
  const own = parts[end];
  if (own !== undefined && end >= MOST_RAILS) drawn[MOST_RAILS - 1] = own;
  const isEndLast = own !== undefined && Math.min(end, MOST_RAILS - 1) === drawn.length - 1;
  return drawn.map((part) => glyphs.bracket[part]).join('') + (isEndLast ? glyphs.bracketJoint : ' ');
}

function eventText(row: LadderRow, side: Side, isStream: boolean, layout: LadderLayout, cells: number): CellText {
  const { event } = row;
  if (event.kind === 'exit' && event.exit.role === side) {
    return { text: fittingForm(exitForms(event.exit.text), cells), style: 'note' };
  }
  if (event.kind !== 'call' || event.call.role !== side) return { text: '', style: 'plain' };
  return { text: callCellText(event.call, event.part, isStream, layout, cells), style: callStyle(event.call) };
}

/** `exited with status 0`, `exit 0`; `killed by SIGKILL`, `SIGKILL`. */
export function exitForms(text: string): readonly string[] {
  return [text, text.replace('exited with status', 'exit').replace('killed by ', '')];
}

/** Gives the style of a call's text: inferred before failed, for nothing is certain of it. */
export function callStyle({ call, inferred }: TimelineCall): LadderStyle {
  if (inferred) return 'inferred';
  return call.errno === null ? 'call' : 'call-failed';
}

function callCellText(
  call: TimelineCall,
  part: 'whole' | 'enter' | 'return',
  isStream: boolean,
  layout: LadderLayout,
  cells: number,
): string {
  const isRoomy = cells >= ROOMY;
  switch (part) {
    case 'enter':
      return fittingForm(callHeadForms(call), cells);
    case 'return': {
      const forms = isRoomy ? callReturnForms(call, isStream) : callResultForms(call, isStream);
      return withDuration(fittingForm(forms, cells), call, layout, cells);
    }
    case 'whole': {
      const text = fittingForm(wholeCallForms(call, isStream), cells);
      return isRoomy ? withDuration(text, call, layout, cells) : text;
    }
  }
}

/** Adds how long the call took at the right end, where it fits. */
function withDuration(text: string, { call, inferred }: TimelineCall, layout: LadderLayout, cells: number): string {
  if (call.returnNs === null || inferred) return text;
  const duration = durationText(call.returnNs - call.enterNs, { ascii: layout.glyphs.ascii });
  const gap = cells - displayWidth(text) - displayWidth(duration);
  return gap >= 1 ? `${text}${' '.repeat(gap)}${duration}` : text;
}
