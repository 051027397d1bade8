import { callHead, callResult, endpointText } from '@sockscope/core/trace';
import { packetLabelForms } from '../ladder/packet-label';
import type { LadderRow } from '../ladder/row';
import { timelineIndex } from '../ladder/timeline-index';
import type { Timeline } from '../model';
import { safeText } from '../text/safe-text';

/**
 * Gives a connection's ladder as a sequence diagram of Mermaid, without newlines, a line a row: packets that a call made are
 * solid arrows, those of the kernel dashed; calls are notes beside their end.
 *
 * @see https://mermaid.js.org/syntax/sequenceDiagram.html
 */
export function* ladderMermaid(timeline: Timeline, connection: number, rows: Iterable<LadderRow>): Generator<string> {
  const ends = timeline.connections[connection]?.connection;
  if (ends === undefined) return;
  const index = timelineIndex(timeline);
  yield 'sequenceDiagram';
  yield `  participant C as client ${mermaidText(endpointText(ends.client))}`;
  yield `  participant S as server ${mermaidText(endpointText(ends.server))}`;
  for (const { event } of rows) {
    if (event.kind === 'packet') {
      const { packet, owner } = event.packet;
      const [from, to] = packet.flow?.fromClient === true ? ['C', 'S'] : ['S', 'C'];
      const arrow = owner.kind === 'kernel' ? '-->>' : '->>';
      yield `  ${from}${arrow}${to}: ${mermaidText(packetLabelForms(event.packet, ends, index)[0] ?? '')}`;
    } else {
      const side = event.kind === 'call' ? event.call.role : event.exit.role;
      yield `  Note ${side === 'client' ? 'left of C' : 'right of S'}: ${mermaidText(rowWords(event))}`;
    }
  }
}

function rowWords(event: Exclude<LadderRow['event'], { readonly kind: 'packet' }>): string {
  if (event.kind === 'exit') return event.exit.text;
  const { call, part } = event;
  if (part === 'whole') return call.text;
  return part === 'enter' ? callHead(call.call) : `${call.call.call} ${callResult(call.call)}`;
}

/** Mermaid ends a statement at `;`, and begins an entity at `#`. */
function mermaidText(text: string): string {
  return safeText(text).replace(/[#;<>]/g, (char) => `#${char.charCodeAt(0)};`);
}
