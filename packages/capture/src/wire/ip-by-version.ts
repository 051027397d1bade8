import type { Step } from './step';
import { STEP } from './step';
import type { Walk } from './walk';

const NO_NAMES: ReadonlyMap<number, string> = new Map();

/**
 * The step after a header that does not say what follows it: IP is told by its version, the first four bits; anything
 * else is not guessed.
 *
 * @param layer Whose payload it is, for problems.
 * @param names What other first four bits stand for there.
 */
export function ipByVersion(walk: Walk, layer: string, names = NO_NAMES): Step {
  const { view, offset } = walk;
  if (walk.capturedEnd <= offset) {
    return walk.truncated(layer, offset, 1);
  }
  const version = view.getUint8(offset) >>> 4;
  switch (version) {
    case 4:
      return STEP.ipv4;
    case 6:
      return STEP.ipv6;
    default:
      return walk.unsupported(layer, offset, 'payload', version, names.get(version) ?? 'unknown');
  }
}
