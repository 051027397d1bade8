import { walkOptions } from './block-options';
import { DEFAULT_RESOLUTION, timeUnits, type TimeUnits } from './time-units';

// Byte offsets in the body of an interface description block, draft-ietf-opsawg-pcapng §4.2.
const LINK_TYPE = 0;
const SNAPLEN = 4;
const OPTIONS = 8;

export const INTERFACE_BODY_BYTES = OPTIONS;

const IF_TSRESOL = 9;
const IF_TSOFFSET = 14;
const TSOFFSET_BYTES = 8;

/** An interface of a section, as far as its packets depend on it. */
export interface InterfaceDescription {
  readonly linkType: number;
  /** 0: no limit. */
  readonly snaplenBytes: number;
  readonly units: TimeUnits;
  /** Position in the body of an option that claims more bytes than there are: it and those behind it are not known. */
  readonly lyingOption: number | null;
}

/**
 * Reads the body of an interface description block.
 *
 * @param body At least INTERFACE_BODY_BYTES.
 */
export function readInterfaceDescription(body: DataView, littleEndian: boolean): InterfaceDescription {
  let resolution = DEFAULT_RESOLUTION;
  let offsetSeconds = 0n;
  const lying = walkOptions(body, OPTIONS, body.byteLength, littleEndian, (code, value, lengthBytes) => {
    if (code === IF_TSRESOL && lengthBytes >= 1) {
      resolution = body.getUint8(value);
    } else if (code === IF_TSOFFSET && lengthBytes >= TSOFFSET_BYTES) {
      offsetSeconds = body.getBigInt64(value, littleEndian);
    }
  });
  return {
    linkType: body.getUint16(LINK_TYPE, littleEndian),
    snaplenBytes: body.getUint32(SNAPLEN, littleEndian),
    units: timeUnits(resolution, offsetSeconds),
    lyingOption: lying < 0 ? null : lying,
  };
}
