import { packetJson, packetLine, PacketStreamDecoder } from '@sockscope/capture';
import type { Capture, RecordBatch } from '@sockscope/capture';
import { jsonLine, PACKET_FILTER_FIELDS, PacketFilter } from '@sockscope/timeline';
import type { Filter } from '@sockscope/timeline';
import { listFilterFields, readFilter } from '../filter-option';
import { printLines, usage } from '../output';
import type { PacketsOptions } from './packets';

/** Prints the packets of a capture that pass. */
export type Printer = (capture: Capture, options: PacketsOptions) => Promise<void>;

const AVAILABLE = { fields: PACKET_FILTER_FIELDS, otherwise: 'is known only where all is joined, by show --filter' };

/** Gives what prints the packets that --filter lets through; an exit status where there is nothing to print. */
export async function filteredPrinter({ filter, summary }: PacketsOptions): Promise<Printer | number> {
  if (filter === 'help') return listFilterFields(PACKET_FILTER_FIELDS);
  if (summary) {
    return usage('--summary counts the whole capture: leave --filter out');
  }
  const typed = readFilter(filter, AVAILABLE);
  if (typed === null) return 2;
  return (capture, options) => printFiltered(capture, options, typed.filter);
}

async function printFiltered(capture: Capture, { json }: PacketsOptions, filter: Filter | null): Promise<void> {
  const decoder = new PacketStreamDecoder();
  const test = filter === null ? null : new PacketFilter(filter);
  for await (const batch of capture.batches()) await printLines(linesOf(batch, decoder, test, json === true));
}

function* linesOf(
  batch: RecordBatch,
  decoder: PacketStreamDecoder,
  filter: PacketFilter | null,
  isJson: boolean,
): Generator<string> {
  for (const packet of decoder.decodeBatch(batch)) {
    if (filter?.passes(packet, packet.frame) === false) continue;
    yield isJson ? jsonLine(packetJson(packet)) : packetLine(packet);
  }
}
