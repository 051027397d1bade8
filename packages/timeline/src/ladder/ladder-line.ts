import type { Side } from '../model';
import { callCell, callStyle, exitForms, railsText } from './call-cell';
import { callHeadForms, callResultForms, wholeCallForms } from './call-label';
import { connectionOfRow, type LadderContext } from './ladder-context';
import type { LadderLayout } from './ladder-layout';
import { fittingForm, LineBuilder, type CellText } from './line-builder';
import { dataText, noteCell } from './note-cell';
import type { LadderRow, StyledLine } from './row';
import { rowStateText } from './state-text';
import { stepText, timeCell } from './time-cell';
import { wireCell, wireListText } from './wire-cell';

/**
 * Gives one row as a line of exactly the layout's width, whatever the row holds:
 *
 * ```
 * 0.000112 ╭ connect(3)             │                      │
 * 0.000120 │                   SYN-S│──SYN 0──────────────▶│SYN-R
 * 0.000131 │                        │◀╌╌╌╌╌╌╌SYN,ACK 0 +1╌╌│
 * ```
 */
export function ladderLine(row: LadderRow, layout: LadderLayout, context: LadderContext): StyledLine {
  return layout.kind === 'list' ? listLine(row, layout, context) : columnsLine(row, layout, context);
}

function columnsLine(row: LadderRow, layout: LadderLayout, context: LadderContext): StyledLine {
  const { columns, glyphs } = layout;
  const connection = connectionOfRow(row, context);
  const isStream = connection?.protocol === 'tcp';
  const line = new LineBuilder(layout)
    .add(columns.time, timeCell(row, layout, context), 'time')
    .addPieces(columns.delta, delta(row, layout))
    .addPieces(columns.clientCall, callCell(row, 'client', isStream, layout, columns.clientCall))
    .add(columns.clientState, rowStateText(row, 'client'), stateStyle(row, 'client'))
    .add(1, glyphs.lifeline, 'lifeline')
    .addPieces(columns.wire, wire(row, layout, context))
    .add(1, glyphs.lifeline, 'lifeline')
    .add(columns.serverState, rowStateText(row, 'server'), stateStyle(row, 'server'))
    .addPieces(columns.serverCall, callCell(row, 'server', isStream, layout, columns.serverCall));
  return line
    .addPieces(columns.note, [{ text: ' ', style: 'plain' }, ...noteCell(row, layout, columns.note - 1)])
    .line();
}

function stateStyle({ oddSegment }: LadderRow, side: Side): 'state' | 'problem' {
  return oddSegment?.side === side ? 'problem' : 'state';
}

/** Right-aligned and one cell apart from the call. */
function delta(row: LadderRow, layout: LadderLayout): readonly CellText[] {
  return [{ text: `${stepText(row, layout).padStart(layout.columns.delta - 1)} `, style: 'time' }];
}

function wire(row: LadderRow, layout: LadderLayout, context: LadderContext): readonly CellText[] {
  if (row.event.kind !== 'packet') return [];
  const connection = connectionOfRow(row, context);
  return [wireCell(row.event.packet, connection, context.index, layout, layout.columns.wire)];
}

/** `0.000112 C ╭ connect(3)`, `0.000120 -> SYN 0`, with the data behind it where it fits. */
function listLine(row: LadderRow, layout: LadderLayout, context: LadderContext): StyledLine {
  const { time, wire: cells } = layout.columns;
  const pieces = listPieces(row, layout, context, cells);
  const data = dataText(row, layout, cells);
  const more: CellText[] = data === '' ? [] : [{ text: ` ${data}`, style: 'data' }];
  return new LineBuilder(layout)
    .add(time, timeCell(row, layout, context), 'time')
    .addPieces(cells, [...pieces, ...more])
    .line();
}

function listPieces(row: LadderRow, layout: LadderLayout, context: LadderContext, cells: number): readonly CellText[] {
  const { event } = row;
  const connection = connectionOfRow(row, context);
  if (event.kind === 'packet') return [wireListText(event.packet, connection, context.index, layout, cells)];
  if (event.kind === 'exit') {
    return [{ text: `${lane(event.exit.role)}${fittingForm(exitForms(event.exit.text), cells - 2)}`, style: 'note' }];
  }
  const { call, part } = event;
  const isStream = connection?.protocol === 'tcp';
  const rails = part === 'whole' ? '' : railsText(row.brackets[call.role], layout);
  const room = cells - 2 - rails.length;
  return [
    { text: lane(call.role), style: 'heading' },
    { text: rails, style: 'bracket' },
    { text: fittingForm(listForms(call, part, isStream), room), style: callStyle(call) },
  ];
}

function listForms(
  call: Parameters<typeof callStyle>[0],
  part: 'whole' | 'enter' | 'return',
  isStream: boolean,
): readonly string[] {
  if (part === 'enter') return callHeadForms(call);
  return part === 'whole' ? wholeCallForms(call, isStream) : callResultForms(call, isStream);
}

function lane(role: 'client' | 'server'): string {
  return role === 'client' ? 'C ' : 'S ';
}
