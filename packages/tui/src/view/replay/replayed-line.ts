import type { LadderLayout, LadderRow } from '@sockscope/timeline';
import type { Painter } from '../screen/painter';
import { isArrival } from './ends-now';

/**
 * Takes away from a packet's painted row what it has not reached yet: the rest of the wire, and the state that it brings
 * about at the other end. Its head is where it is.
 *
 *     │──SYN 0────▶           │
 */
export function paintUnderWay(
  painter: Painter,
  y: number,
  row: LadderRow,
  layout: LadderLayout,
  crossed: number,
): void {
  const { event } = row;
  if (layout.kind !== 'columns' || event.kind !== 'packet' || event.packet.packet.flow === null || crossed >= 1) return;
  const { time, delta, clientCall, clientState, wire, serverState } = layout.columns;
  const wireAt = time + delta + clientCall + clientState + 1;
  const gone = Math.max(1, Math.min(wire, Math.round(crossed * wire)));
  const rest = ' '.repeat(wire - gone);
  const { left, right } = layout.glyphs;
  const style = event.packet.owner.kind === 'kernel' ? 'packet-kernel' : 'packet';
  const toServer = isArrival(event, 'server');
  painter.text(toServer ? wireAt + gone : wireAt, y, rest, 'plain');
  painter.text(toServer ? wireAt + gone - 1 : wireAt + wire - gone, y, toServer ? right : left, style);
  if (toServer) painter.text(wireAt + wire + 1, y, ' '.repeat(serverState), 'plain');
  else painter.text(wireAt - 1 - clientState, y, ' '.repeat(clientState), 'plain');
}
