import { decodeErrorText } from './decode-error-text';
import { describeLayer } from './describe-layer';
import { bytesText, field, hexBytes } from './field';
import type { PacketDetail, PacketField } from './packet-detail';
import { STEP } from './step';
import type { Layer } from './walk';
import { Walk } from './walk';
import { walkFrame } from './walk-frame';

/**
 * Gives a frame as a tree of fields, outermost header first, with the bytes that hold each. Ranges lie inside their
 * parent's, siblings do not overlap, and every byte of the frame is in one of the layers: what no header holds is named
 * as payload, as not decoded, or as what a header's own length cut off. Values hold numbers, names and hexadecimal, never
 * text from the packet. Never throws.
 *
 * @param wireBytes Length of the frame on the wire; the frame's own where the capture kept all of it.
 */
export function describePacket(frame: Uint8Array, linkType: number, wireBytes = frame.byteLength): PacketDetail {
  const walk = new Walk();
  const trail: Layer[] = [];
  walk.view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  walk.trail = trail;
  walkFrame(walk, 0, frame.byteLength, wireBytes, linkType);
  const { problem } = walk.facts;
  const headers = trail.map((layer) => describeLayer(walk.view, layer));
  const rest = restFields(walk, trail.at(-1));
  const quoteIndex = trail.findIndex(({ isQuoted }) => isQuoted);
  const layers =
    quoteIndex < 0
      ? [...headers, ...rest]
      : [...headers.slice(0, quoteIndex), quoteField([...headers.slice(quoteIndex), ...rest])];
  layers.push(...trailerFields(walk, trail, headers));
  return { layers, problem, problemText: problem === null ? null : decodeErrorText(problem) };
}

function quoteField(fields: readonly PacketField[]): PacketField {
  const [ip] = fields;
  const last = fields.at(-1);
  const offset = ip?.range.offset ?? 0;
  const length = (last?.range.offset ?? 0) + (last?.range.length ?? 0) - offset;
  return field('Quoted packet', `${ip?.value ?? ''}, ${bytesText(length)}`, offset, length, { fields });
}

/** What the last header carries: captured bytes, or only the count of those that were not. */
function restFields({ offset, capturedEnd, wireEnd, facts }: Walk, last: Layer | undefined): PacketField[] {
  const missing = wireEnd - capturedEnd;
  if (capturedEnd > offset) {
    const kept = missing > 0 ? `, ${bytesText(capturedEnd - offset)} captured` : '';
    const name = isPayloadOf(last) || facts.problem === null ? 'Payload' : 'Not decoded';
    return [field(name, `${bytesText(wireEnd - offset)}${kept}`, offset, capturedEnd - offset)];
  }
  return missing > 0 ? [field('Not captured', bytesText(missing), capturedEnd, 0)] : [];
}

function isPayloadOf(last: Layer | undefined): boolean {
  switch (last?.step) {
    case STEP.tcp:
    case STEP.udp:
    case STEP.icmp:
    case STEP.icmpv6:
      return true;
    default:
      return false;
  }
}

/**
 * What follows the content of a header whose own length ended it, innermost first: padding and checksum of the link, or
 * more inside a tunnel.
 */
function trailerFields(walk: Walk, trail: readonly Layer[], headers: readonly PacketField[]): PacketField[] {
  const fields: PacketField[] = [];
  let end = walk.capturedEnd;
  for (let index = trail.length - 1; index >= -1; index--) {
    const outerEnd = trail[index]?.capturedEnd ?? walk.view.byteLength;
    if (outerEnd > end) {
      const header = headers[index];
      const name = header === undefined ? 'Trailer' : `Trailer of ${header.name}`;
      fields.push(field(name, hexBytes(walk.view, end, outerEnd - end), end, outerEnd - end));
      end = outerEnd;
    }
  }
  return fields;
}
