import type { Capture } from '@sockscope/capture';

/** Blocks of pcapng that make packets what they are; all others are passed over. */
const USED = /^(section header|interface description|(enhanced |simple |)packet) block$/;

/** Gives what a capture is and holds: `a.pcapng.gz: pcapng in gzip, 12 packets; passed over: 2 custom block, ...`. */
export function summaryLine(file: string, { summary }: Capture): string {
  const { format, compression, packets, blocks } = summary;
  const packing = compression === null ? '' : ` in ${compression}`;
  const others = Object.entries(blocks).filter(([name]) => !USED.test(name));
  const passedOver = others.map(([name, count]) => `${count} ${name}`).join(', ');
  const end = others.length === 0 ? '' : `; passed over: ${passedOver}`;
  return `${file}: ${format}${packing}, ${packets} packets${end}`;
}

/** The same as an object; `blocks` counts all blocks by kind and is empty for pcap. */
export function summaryJson(file: string, { summary }: Capture): object {
  return { file, ...summary };
}
