import { displayWidth } from '../text/display-width';
import { payloadPreview } from '../text/payload-preview';
import type { LadderLayout } from './ladder-layout';
import type { CellText } from './line-builder';
import type { LadderRow } from './row';

/** Gives a packet's number as in Wireshark, the row's data and its note, for the cells at the right: `#4 "你好" by send(3)`. */
export function noteCell(row: LadderRow, layout: LadderLayout, cells: number): readonly CellText[] {
  const number = row.event.kind === 'packet' ? `#${row.event.packet.packet.number} ` : '';
  const data = dataText(row, layout, cells - displayWidth(number));
  const gap = data === '' ? '' : ' ';
  return [
    { text: number, style: 'time' },
    { text: data, style: 'data' },
    { text: gap + row.note, style: 'note' },
  ];
}

/** Gives a preview of the row's data within the cells; empty where it carries none. */
export function dataText(row: LadderRow, layout: LadderLayout, cells: number): string {
  if (row.data === null) return '';
  return payloadPreview(row.data, cells, {
    asciiOnly: layout.asciiData,
    ascii: layout.glyphs.ascii,
    totalBytes: totalBytes(row) ?? row.data.length,
  });
}

/** All bytes that the event carries, of which a trace keeps the first only. */
function totalBytes({ event }: LadderRow): number | null {
  if (event.kind === 'packet') return event.packet.packet.payloadBytes;
  return event.kind === 'call' ? (event.call.call.result ?? event.call.call.arguments.lengthBytes ?? null) : null;
}
