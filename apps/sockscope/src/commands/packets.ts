import { decodePacket, PacketJsonLines, packetLine, ProblemCounts, recordOf } from '@sockscope/capture';
import type { Capture, RecordBatch } from '@sockscope/capture';
import { findCapture, printable, type FoundCapture } from '@sockscope/session/find-capture';
import { Interrupt } from '../interrupt';
import { printBytes, printLines } from '../output';
import { sayProblems } from '../say-problems';
import { summaryJson, summaryLine } from './capture-summary';

export interface PacketsOptions {
  readonly json?: boolean;
  /** Wait for more at the end of a file. */
  readonly follow?: boolean;
  /** One line on the capture instead of its packets. */
  readonly summary?: boolean;
  /** As it was typed. */
  readonly filter?: string;
}

/** `sockscope packets`: one line a packet, printed as it is read, so that a capture may be longer than memory. */
export async function packets(inputs: readonly string[], options: PacketsOptions): Promise<number> {
  const filtering = options.filter === undefined ? null : await import('./filtered-packets.js');
  const print = filtering === null ? printAll : await filtering.filteredPrinter(options);
  if (typeof print === 'number') return print;
  const interrupt = new Interrupt(() => 'interrupted');
  // A second signal ends the process as it ends others, should the reader of the output be stuck.
  interrupt.signal.addEventListener('abort', () => interrupt.release());
  const { follow = false } = options;
  const found = await findCapture(inputs, { follow, signal: interrupt.signal });
  if (found.capture !== null) await print(found.capture, options, found);
  const status = sayProblems(found.problems);
  return interrupt.status ?? status;
}

async function printAll(capture: Capture, { json, summary }: PacketsOptions, found: FoundCapture): Promise<void> {
  if (summary === true) {
    const problems = new ProblemCounts();
    for await (const batch of capture.batches()) problems.addBatch(batch);
    const file = printable(found.file);
    if (json) return (await import('../print-json.js')).printJson([summaryJson(file, capture, problems)]);
    return printLines([summaryLine(file, capture, problems)]);
  }
  // A batch is what was read at once: of a slow input, one packet.
  const lines = json ? new PacketJsonLines() : null;
  let count = 0;
  for await (const batch of capture.batches()) {
    if (lines === null) await printLines(textLines(batch, count));
    else for (const block of lines.ofBatch(batch)) await printBytes(block);
    count += batch.count;
  }
}

function* textLines(batch: RecordBatch, countBefore: number): Generator<string> {
  for (let index = 0; index < batch.count; index++) {
    const { frame, ...about } = recordOf(batch, index);
    yield packetLine(decodePacket(frame, { ...about, number: countBefore + index + 1 }));
  }
}
