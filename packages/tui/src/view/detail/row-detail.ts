import { timeOfDayText } from '@sockscope/timeline';
import type { LadderRow } from '@sockscope/timeline';
import type { Charset } from '../screen/charset';
import type { UiContent } from '../state/ui-content';
import { writeCall } from './call-detail';
import type { RowDetail } from './detail-line';
import { DetailWriter } from './detail-writer';
import { writePacket } from './packet-detail';
import { packetSummary } from './packet-summary';
import { writeStates } from './write-states';

/** How a detail is written. */
export interface DetailForm {
  readonly width: number;
  readonly charset: Charset;
  /** Where the ladder has no states: there may be no room for more. */
  readonly areStatesFirst: boolean;
}

interface MadeDetail extends DetailForm {
  readonly key: string;
  readonly detail: RowDetail;
}

/** The detail shown last of each snapshot: every frame and every key asks for it. */
const made = new WeakMap<UiContent, MadeDetail>();

const NO_BYTES = new Uint8Array(0);

/** Gives the detail of a ladder row, in lines of at most `width` cells. */
export function rowDetail(content: UiContent, row: LadderRow, form: DetailForm): RowDetail {
  const last = made.get(content);
  const isSame = last?.key === row.key && last.width === form.width && last.charset === form.charset;
  if (isSame && last.areStatesFirst === form.areStatesFirst) return last.detail;
  const detail = makeDetail(content, row, form);
  made.set(content, { key: row.key, ...form, detail });
  return detail;
}

function makeDetail(content: UiContent, row: LadderRow, { width, charset, areStatesFirst }: DetailForm): RowDetail {
  const writer = new DetailWriter(width, charset);
  const { event } = row;
  if (areStatesFirst) writeStates(writer, row, content);
  writer.heading(headingOf(event));
  const writeMore = (): void => (areStatesFirst ? undefined : writeStates(writer, row, content));
  if (event.kind === 'exit') {
    writer.field('time', `${timeOfDayText(event.exit.timeNs, 18)} UTC`);
  } else if (event.kind === 'call') writeCall(writer, event.call, content, writeMore);
  else writePacket(writer, event.packet, content, writeMore);
  return { lines: writer.lines, bytes: bytesOf(row, content) ?? NO_BYTES };
}

function headingOf(event: LadderRow['event']): string {
  switch (event.kind) {
    case 'exit':
      return `${event.exit.process} ${event.exit.text}`;
    case 'call':
      return event.call.text;
    case 'packet':
      return packetSummary(event.packet);
  }
}

/** A packet's frame; of a call's data what the trace kept. */
function bytesOf({ event }: LadderRow, content: UiContent): Uint8Array | null {
  if (event.kind === 'packet') return content.snapshot.recording.frame(event.packet.packet.number);
  return event.kind === 'call' ? event.call.call.data : null;
}
