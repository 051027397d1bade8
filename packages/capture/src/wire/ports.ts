import type { ByteRange } from './decode-error';
import { field } from './field';
import type { PacketField } from './packet-detail';
import type { Walk } from './walk';

const PORTS_BYTES = 4;

/**
 * Notes the two ports with which TCP, UDP, UDP-Lite, SCTP and DCCP headers begin, where they were captured; they stand
 * also where the rest of the header does not. Takes nothing.
 */
export function scanPorts({ view, offset, capturedEnd, facts }: Walk): void {
  if (capturedEnd - offset >= PORTS_BYTES) {
    facts.sourcePort = view.getUint16(offset);
    facts.destinationPort = view.getUint16(offset + 2);
  }
}

/** Gives the ports as fields. */
export function describePorts(frame: DataView, { offset, length }: ByteRange): PacketField {
  const sourcePort = frame.getUint16(offset);
  const destinationPort = frame.getUint16(offset + 2);
  return field('Ports', `${sourcePort} > ${destinationPort}`, offset, length, {
    fields: [field('Source port', sourcePort, offset, 2), field('Destination port', destinationPort, offset + 2, 2)],
  });
}
