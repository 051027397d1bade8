import { decodeErrorText } from './decode-error-text';
import { describeLayer } from './describe-layer';
import { bytesText, field } from './field';
import type { PacketDetail, PacketField } from './packet-detail';
import { STEP } from './step';
import type { Layer } from './walk';
import { Walk } from './walk';
import { walkFrame } from './walk-frame';

/**
 * Gives a frame as a tree of fields, outermost header first, with the bytes that hold each. Values hold numbers, names
 * and hexadecimal, never text from the packet. Never throws.
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
  const quote = trail.filter(({ isQuoted }) => isQuoted).map((layer) => describeLayer(walk.view, layer));
  const layers = trail.filter(({ isQuoted }) => !isQuoted).map((layer) => describeLayer(walk.view, layer));
  if (quote.length > 0) {
    layers.push(quoteField(quote, walk));
  } else if (walk.wireEnd > walk.offset) {
    layers.push(restField(walk, trail.at(-1)));
  }
  return { layers, problem, problemText: problem === null ? null : decodeErrorText(problem) };
}

function quoteField(headers: readonly PacketField[], { capturedEnd }: Walk): PacketField {
  const [ip] = headers;
  const offset = ip?.range.offset ?? 0;
  const length = capturedEnd - offset;
  return field('Quoted packet', `${ip?.value}, ${bytesText(length)}`, offset, length, { fields: headers });
}

function restField({ offset, capturedEnd, wireEnd, facts }: Walk, last: Layer | undefined): PacketField {
  const isPayload = last?.step === STEP.tcp || last?.step === STEP.udp || last?.step === STEP.icmp;
  const kept = wireEnd > capturedEnd ? `, ${bytesText(capturedEnd - offset)} captured` : '';
  const name = isPayload || facts.problem === null ? 'Payload' : 'Not decoded';
  return field(name, `${bytesText(wireEnd - offset)}${kept}`, offset, capturedEnd - offset);
}
