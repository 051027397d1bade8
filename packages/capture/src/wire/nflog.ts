import type { ByteRange } from './decode-error';
import { bytesText, field, hexBytes } from './field';
import type { PacketField } from './packet-detail';
import type { Step } from './step';
import { STEP } from './step';
import type { Walk } from './walk';

// Byte offsets, https://www.tcpdump.org/linktypes/LINKTYPE_NFLOG.html.
const FAMILY = 0;
const VERSION = 1;
const RESOURCE = 2;

const NFLOG_HEADER_BYTES = 4;
/** An attribute's length and type, in the order of the capturing host; little-endian hosts are the ones there are. */
const ATTRIBUTE_HEADER_BYTES = 4;
const ATTRIBUTE_ALIGNMENT = 4;
const PAYLOAD = 9;

/** Passes what netfilter logged beside a packet, up to the attribute that holds the packet. */
export function scanNflog(walk: Walk): Step {
  const { view, offset, capturedEnd } = walk;
  if (capturedEnd - offset < NFLOG_HEADER_BYTES) {
    return walk.truncated('nflog', offset, NFLOG_HEADER_BYTES);
  }
  let at = offset + NFLOG_HEADER_BYTES;
  while (at + ATTRIBUTE_HEADER_BYTES <= capturedEnd) {
    const lengthBytes = view.getUint16(at, true);
    if (lengthBytes < ATTRIBUTE_HEADER_BYTES) {
      return walk.malformed('nflog', at, 'attribute length', lengthBytes, 'at least 4');
    }
    if (view.getUint16(at + 2, true) === PAYLOAD) {
      walk.offset = at + ATTRIBUTE_HEADER_BYTES;
      walk.endAt(at + lengthBytes);
      return STEP.rawIp;
    }
    at += (lengthBytes + ATTRIBUTE_ALIGNMENT - 1) & ~(ATTRIBUTE_ALIGNMENT - 1);
  }
  return walk.truncated('nflog', offset, at + ATTRIBUTE_HEADER_BYTES - offset);
}

/** Gives the header as a tree of fields, each with its bytes in the frame. */
export function describeNflog(frame: DataView, { offset, length }: ByteRange): PacketField {
  const attributesAt = offset + NFLOG_HEADER_BYTES;
  const attributesBytes = length - NFLOG_HEADER_BYTES;
  return field('Netfilter log', bytesText(length), offset, length, {
    reference: 'LINKTYPE_NFLOG',
    fields: [
      field('Address family', frame.getUint8(offset + FAMILY), offset + FAMILY, 1),
      field('Version', frame.getUint8(offset + VERSION), offset + VERSION, 1),
      field('Resource', frame.getUint16(offset + RESOURCE), offset + RESOURCE, 2),
      field('Attributes', hexBytes(frame, attributesAt, attributesBytes), attributesAt, attributesBytes),
    ],
  });
}
