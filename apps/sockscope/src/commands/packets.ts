import { PacketDecoder, packetJson, packetLine } from '@sockscope/capture';
import type { Capture, CapturedPacket } from '@sockscope/capture';
import { findCapture, printable, type FoundCapture } from '@sockscope/session';
import { jsonLine } from '@sockscope/timeline';
import { Interrupt } from '../interrupt';
import { sayProblems } from '../load';
import { printBlocks, printLines } from '../output';
import { summaryJson, summaryLine } from './capture-summary';

export interface PacketsOptions {
  readonly json?: boolean;
  /** Wait for more at the end of a file. */
  readonly follow?: boolean;
  /** One line on the capture instead of its packets. */
  readonly summary?: boolean;
}

/** `sockscope packets`: one line a packet, printed as it is read, so that a capture may be longer than memory. */
export async function packets(inputs: readonly string[], options: PacketsOptions): Promise<number> {
  const interrupt = new Interrupt(() => 'interrupted');
  // A second signal ends the process as it ends others, should the reader of the output be stuck.
  interrupt.signal.addEventListener('abort', () => interrupt.release());
  const { follow = false } = options;
  const found = await findCapture(inputs, { stdin: process.stdin, follow, signal: interrupt.signal });
  if (found.capture !== null) await print(found, found.capture, options);
  const status = sayProblems(found.problems);
  return interrupt.status ?? status;
}

async function print(found: FoundCapture, capture: Capture, { json, summary }: PacketsOptions): Promise<void> {
  if (summary !== true) return printBlocks(lines(capture, json ? jsonText : packetLine));
  for await (const batch of capture.batches()) void batch;
  const file = printable(found.file);
  await printLines([json ? jsonLine(summaryJson(file, capture)) : summaryLine(file, capture)]);
}

function jsonText(packet: CapturedPacket): string {
  return jsonLine(packetJson(packet));
}

/** A block for each batch that was read: of a slow input, for each packet. */
async function* lines(capture: Capture, text: (packet: CapturedPacket) => string): AsyncGenerator<string[]> {
  const decoder = new PacketDecoder();
  for await (const batch of capture.batches()) yield decoder.decodeBatch(batch).map(text);
}
