import { timeOfDayText } from '@sockscope/timeline';
import type { LadderRow } from '@sockscope/timeline';
import type { Charset } from '../screen/charset';
import { span } from '../screen/styles';
import type { UiContent } from '../state/ui-content';
import { writeCall } from './call-detail';
import { DetailWriter } from './detail-writer';
import { joinDocuments, linesDocument } from './document';
import type { Document } from './document';
import { hexDump } from './hex-dump';
import { writePacket } from './packet-detail';

interface MadeDetail {
  readonly key: string;
  readonly width: number;
  readonly charset: Charset;
  readonly document: Document;
}

/** The detail shown last of each snapshot: every frame and every scroll key asks for it. */
const made = new WeakMap<UiContent, MadeDetail>();

/** Gives the detail of a ladder row, whole, in lines of at most `width` cells. */
export function rowDetail(content: UiContent, row: LadderRow, width: number, charset: Charset): Document {
  const last = made.get(content);
  if (last?.key === row.key && last.width === width && last.charset === charset) return last.document;
  const document = makeDetail(content, row, width, charset);
  made.set(content, { key: row.key, width, charset, document });
  return document;
}

function makeDetail(content: UiContent, row: LadderRow, width: number, charset: Charset): Document {
  const writer = new DetailWriter(width, charset);
  const { event } = row;
  if (event.kind === 'exit') {
    writer.heading(`${event.exit.process} ${event.exit.text}`);
    writer.field('time', `${timeOfDayText(event.exit.timeNs, 18)} UTC`);
  } else if (event.kind === 'call') writeCall(writer, event.call, content);
  else writePacket(writer, event.packet, content);
  const bytes = bytesOf(row, content);
  if (!bytes || bytes.length === 0) return linesDocument(writer.lines);
  const title = [
    [],
    [span(`Bytes${event.kind === 'call' ? ' of the data, the first' : ''} (${bytes.length})`, 'heading' as const)],
  ];
  return joinDocuments([linesDocument([...writer.lines, ...title]), hexDump(bytes, width)]);
}

function bytesOf({ event }: LadderRow, content: UiContent): Uint8Array | null {
  if (event.kind === 'packet') return content.snapshot.recording.frame(event.packet.packet.number);
  return event.kind === 'call' ? event.call.call.data : null;
}
