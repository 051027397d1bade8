import type { Capture, ProblemCounts } from '@sockscope/capture';

/** Blocks of pcapng that make packets what they are; all others are passed over. */
const USED = /^(section header|interface description|(enhanced |simple |)packet) block$/;

/** How many kinds a line names. */
const MAX_KINDS = 10;

/**
 * Gives what a capture is and holds: `a.pcapng.gz: pcapng in gzip, 12 packets; passed over: 2 custom block, ...; not decoded
 * to the end: 3 EtherType 0x0806 (ARP), ...`.
 */
export function summaryLine(file: string, { summary }: Capture, problems: ProblemCounts): string {
  const { format, compression, packets, blocks } = summary;
  const packing = compression === null ? '' : ` in ${compression}`;
  const others = Object.entries(blocks).filter(([name]) => !USED.test(name));
  const passedOver = others.map(([name, count]) => `${count} ${name}`).join(', ');
  const end = others.length === 0 ? '' : `; passed over: ${passedOver}`;
  return `${file}: ${format}${packing}, ${packets} packets${end}${problemsText(problems)}`;
}

function problemsText(problems: ProblemCounts): string {
  const entries = problems.entries();
  const named = entries.slice(0, MAX_KINDS).map(([kind, count]) => `${count} ${kind}`);
  const more = entries.length > MAX_KINDS ? [`${entries.length - MAX_KINDS} more kinds`] : [];
  return entries.length === 0 ? '' : `; not decoded to the end: ${[...named, ...more].join(', ')}`;
}

/** The same as an object, all kinds named; `blocks` counts all blocks by kind and is empty for pcap. */
export function summaryJson(file: string, { summary }: Capture, problems: ProblemCounts): object {
  return { file, ...summary, problems: Object.fromEntries(problems.entries()) };
}
