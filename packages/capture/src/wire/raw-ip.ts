import type { Step } from './step';
import { STEP } from './step';
import type { Walk } from './walk';

/** Takes nothing: both versions of IP begin with their number. What is neither, IPv4 names. */
export function scanRawIp({ view, offset, capturedEnd }: Walk): Step {
  return capturedEnd > offset && view.getUint8(offset) >>> 4 === 6 ? STEP.ipv6 : STEP.ipv4;
}
