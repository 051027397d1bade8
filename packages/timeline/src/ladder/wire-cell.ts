import type { Connection } from '@sockscope/capture';
import type { TimelinePacket } from '../model';
import { RST } from '../tcp-flags';
import { faultOf } from '../undecoded';
import { cut } from '../text/fit';
import { displayWidth } from '../text/display-width';
import { safeText } from '../text/safe-text';
import type { LadderLayout } from './ladder-layout';
import { fittingForm, type CellText } from './line-builder';
import { packetLabelForms } from './packet-label';
import type { LadderStyle } from './row';
import type { TimelineIndex } from './timeline-index';

/** Cells of shaft before the label, where there is room. */
const LEAD = 2;

/**
 * Gives a packet's arrow in exactly `cells` cells: `──SYN 0──────────────▶`. The shaft says who sent it: `──` a call,
 * `╌╌` the kernel on its own, none where that is not known. A packet of no connection has no direction, so no arrow.
 */
export function wireCell(
  packet: TimelinePacket,
  connection: Connection | null,
  index: TimelineIndex,
  layout: LadderLayout,
  cells: number,
): CellText {
  const style = packetStyle(packet);
  const { flow } = packet.packet;
  const forms = packetLabelForms(packet, connection, index).map((form) =>
    safeText(form, { asciiOnly: layout.asciiData }),
  );
  const room = cells - 1;
  const label = cut(fittingForm(forms, room), room, { ascii: layout.glyphs.ascii });
  if (flow === null) return { text: ` ${label}`, style };
  const { right, left } = layout.glyphs;
  const shaft = shaftOf(packet, layout);
  const free = room - displayWidth(label);
  const lead = shaft.repeat(Math.min(LEAD, free));
  const rest = shaft.repeat(free - lead.length);
  return { text: flow.fromClient ? lead + label + rest + right : left + rest + label + lead, style };
}

/** Gives the arrow of a list's line, `─▶ SYN 0`, in the form that fits. */
export function wireListText(
  packet: TimelinePacket,
  connection: Connection | null,
  index: TimelineIndex,
  layout: LadderLayout,
  cells: number,
): CellText {
  const { flow } = packet.packet;
  const shaft = shaftOf(packet, layout);
  const arrow = flow === null ? '' : flow.fromClient ? shaft + layout.glyphs.right : layout.glyphs.left + shaft;
  const forms = packetLabelForms(packet, connection, index).map((form) => (arrow === '' ? form : `${arrow} ${form}`));
  return { text: fittingForm(forms, cells), style: packetStyle(packet) };
}

function shaftOf({ owner }: TimelinePacket, { glyphs }: LadderLayout): string {
  if (owner.kind === 'call') return glyphs.callShaft;
  return owner.kind === 'kernel' ? glyphs.kernelShaft : glyphs.unknownShaft;
}

function packetStyle({ packet, owner }: TimelinePacket): LadderStyle {
  if (faultOf(packet.problem) !== null) return 'problem';
  if (((packet.tcp?.flags ?? 0) & RST) !== 0 || packet.icmp !== null) return 'packet-reset';
  if (packet.flow?.isRetransmission === true) return 'packet-retransmission';
  return owner.kind === 'kernel' ? 'packet-kernel' : 'packet';
}
