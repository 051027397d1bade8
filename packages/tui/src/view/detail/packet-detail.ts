import { timeOfDayText } from '@sockscope/timeline';
import type { TimelinePacket } from '@sockscope/timeline';
import type { UiSnapshot } from '../ui-source';
import type { UiContent } from '../state/ui-content';
import type { DetailWriter } from './detail-writer';
import { linkText } from './link-text';
import { writeAnomalies } from './write-anomalies';

type PacketTree = NonNullable<ReturnType<UiSnapshot['recording']['detail']>>;
type PacketField = PacketTree['layers'][number];

const CLOCK_CELLS = 18;

const RELATIONS = { causes: 'made by', completes: 'completes' } as const;

/**
 * Writes a packet below its heading, with what else there is to say before its time: who sent it and why, the calls it belongs to, every header field.
 *
 *     no call sent it: the kernel answers for listen(3); accept() has not been called yet
 *       completes       connect(3, 127.0.0.1:8888) = 0  during the call
 *       time            13:05:09.123456789 UTC  66 bytes, 66 captured
 *     TCP
 *       Source port     8888
 */
export function writePacket(
  writer: DetailWriter,
  packet: TimelinePacket,
  content: UiContent,
  writeMore: () => void,
): void {
  const { number, timestampNs, wireBytes, capturedBytes } = packet.packet;
  writer.text(senderText(packet, content), 'note');
  writeAnomalies(writer, content, { packet: number });
  for (const link of content.linksOfPacket(number)) {
    const call = content.call(link.call);
    writer.field(
      RELATIONS[link.relation],
      `${call?.text ?? link.call}  (${call?.process ?? 'inferred'})  ${linkText(link)}`,
      { target: link.call },
    );
  }
  writeMore();
  const time = timestampNs === null ? 'not in the capture' : `${timeOfDayText(timestampNs, CLOCK_CELLS)} UTC`;
  writer.field('time', `${time}  ${wireBytes} bytes on the wire, ${capturedBytes} captured`);
  writeTree(writer, content.snapshot.recording.detail(number));
}

function senderText({ owner }: TimelinePacket, content: UiContent): string {
  if (owner.kind === 'call') return `sent by ${content.call(owner.call)?.text ?? owner.call}`;
  return owner.kind === 'kernel' ? `no call sent it: ${owner.text}` : `not known who sent it: ${owner.text}`;
}

function writeTree(writer: DetailWriter, tree: PacketTree | null): void {
  if (!tree) {
    writer.text('The bytes of this packet can no longer be read.', 'problem');
    return;
  }
  for (const layer of tree.layers) {
    writer.blank();
    const title = [layer.name, layer.value, layer.reference && `(${layer.reference})`].filter(Boolean).join('  ');
    writer.heading(title, { range: layer.range });
    writeFields(writer, layer.fields, 2);
  }
  if (tree.problemText !== null) writer.text(`Decoding stopped: ${tree.problemText}`, 'problem');
}

function writeFields(writer: DetailWriter, fields: readonly PacketField[], indent: number): void {
  for (const { name, value, reference, range, fields: inner } of fields) {
    writer.field(name, value, { indent, reference, range });
    writeFields(writer, inner, indent + 2);
  }
}
