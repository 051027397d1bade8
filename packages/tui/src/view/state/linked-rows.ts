import type { LadderRow } from '@sockscope/timeline';
import type { UiContent } from './ui-content';

/**
 * Gives a test for the rows that belong to the selected one: the packets that its call caused or waited for, the calls
 * that its packet comes from or completes, and the other row of the same call.
 */
export function linkedRows(content: UiContent, selected: LadderRow | undefined): (row: LadderRow) => boolean {
  if (!selected || selected.event.kind === 'exit') return () => false;
  const { event } = selected;
  const calls = new Set<string>();
  const packets = new Set<number>();
  if (event.kind === 'call') {
    calls.add(event.call.id);
    for (const link of content.linksOfCall(event.call.id)) packets.add(link.packet);
  } else {
    for (const link of content.linksOfPacket(event.packet.packet.number)) calls.add(link.call);
  }
  return (row) => {
    if (row.key === selected.key) return false;
    if (row.event.kind === 'call') return calls.has(row.event.call.id);
    return row.event.kind === 'packet' && packets.has(row.event.packet.packet.number);
  };
}
