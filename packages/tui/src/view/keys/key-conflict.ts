import { keyLabel } from './key-label';
import { takesKeys } from './key-bindings';
import type { KeyBinding } from './key-bindings';

/**
 * Says which two commands have one key in one view, or a key that begins another's: `gg is move-down and top in ladder`.
 * null where every key has one meaning.
 */
export function keyConflict(bindings: readonly KeyBinding[]): string | null {
  const taken = new Map<string, { readonly name: string; readonly key: string }>();
  for (const { command, keys } of bindings) {
    for (const shownIn of command.keyViews ?? command.views) {
      const view = takesKeys(command) ? `${shownIn} ruler` : shownIn;
      for (const key of keys) {
        const [first = '', second] = key.split(' ');
        const before =
          taken.get(`${view} ${key}`) ?? (second === undefined ? undefined : taken.get(`${view} ${first}`));
        const begun = second === undefined ? taken.get(`${view} ${first} ...`) : undefined;
        const other = before ?? begun;
        if (other && (other.name !== command.name || other.key === key)) {
          return `${keyLabel(key)} is ${other.name}${other.key === key ? '' : ` (${keyLabel(other.key)})`} and ${command.name} in the ${shownIn} view`;
        }
        taken.set(`${view} ${key}`, { name: command.name, key });
        if (second !== undefined) taken.set(`${view} ${first} ...`, { name: command.name, key });
      }
    }
  }
  return null;
}
