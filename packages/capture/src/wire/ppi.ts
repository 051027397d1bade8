import type { ByteRange } from './decode-error';
import { bytesText, field, hex, hexBytes } from './field';
import { linkTypeName, stepOfLinkType } from './link-type';
import type { PacketField } from './packet-detail';
import type { Step } from './step';
import { STEP } from './step';
import type { Walk } from './walk';

// Byte offsets, https://www.tcpdump.org/linktypes/LINKTYPE_PPI.html; all fields are little-endian.
const VERSION = 0;
const FLAGS = 1;
const LENGTH = 2;
const LINK_TYPE = 4;
const FIELDS = 8;

const MIN_PPI_BYTES = 8;

/** Passes the header that tells more about a packet, and which link type it has. */
export function scanPpi(walk: Walk): Step {
  const { view, offset } = walk;
  if (walk.capturedEnd - offset < MIN_PPI_BYTES) {
    return walk.truncated('ppi', offset, MIN_PPI_BYTES);
  }
  const headerBytes = view.getUint16(offset + LENGTH, true);
  if (headerBytes < MIN_PPI_BYTES) {
    return walk.malformed('ppi', offset + LENGTH, 'length', headerBytes, 'at least 8');
  }
  if (walk.capturedEnd - offset < headerBytes) {
    return walk.truncated('ppi', offset, headerBytes);
  }
  walk.offset = offset + headerBytes;
  const linkType = view.getUint32(offset + LINK_TYPE, true);
  const step = stepOfLinkType(linkType);
  return step === STEP.end
    ? walk.unsupported('ppi', offset + LINK_TYPE, 'link type', linkType, linkTypeName(linkType))
    : step;
}

/** Gives the header as a tree of fields, each with its bytes in the frame. */
export function describePpi(frame: DataView, { offset, length }: ByteRange): PacketField {
  const linkType = frame.getUint32(offset + LINK_TYPE, true);
  const linkText = `${linkType} (${linkTypeName(linkType)})`;
  const at = offset + FIELDS;
  const fieldsBytes = length - FIELDS;
  return field('Per-Packet Information', linkText, offset, length, {
    reference: 'LINKTYPE_PPI',
    fields: [
      field('Version', frame.getUint8(offset + VERSION), offset + VERSION, 1),
      field('Flags', hex(frame.getUint8(offset + FLAGS), 2), offset + FLAGS, 1),
      field('Length', bytesText(length), offset + LENGTH, 2),
      field('Link type', linkText, offset + LINK_TYPE, 4),
      ...(fieldsBytes > 0 ? [field('Fields', hexBytes(frame, at, fieldsBytes), at, fieldsBytes)] : []),
    ],
  });
}
