import type { HandshakeRun } from '@sockscope/timeline';
import type { UiContent } from './ui-content';
import type { UiState } from './ui-state';

/**
 * Gives what is compared, the base first: the selected connections of the run on the screen, where there are several; else
 * the selected runs, or all of them; of a list of connections only the selected ones, as there may be a hundred thousand.
 */
export function comparedRuns({ connections, runs }: UiState, content: UiContent): readonly HandshakeRun[] {
  const rows = content.connectionRows();
  const selected = connections.selected
    .flatMap((index) => rows[index] ?? [])
    .filter(({ protocol }) => protocol === 'tcp');
  if (selected.length > 1) {
    return selected.map(({ index, phases }) => ({ name: `connection ${index}`, phases: [phases] }));
  }
  const { entries = [], what = 'run' } = content.snapshot.runs ?? {};
  const isAll = runs.selected.length < 2 && what === 'run';
  const places = isAll ? entries.map((_, i) => i) : runs.selected;
  const ordered = [...places].sort((a, b) => Number(b === runs.base) - Number(a === runs.base) || a - b);
  return ordered.flatMap((place) => {
    const entry = entries[place];
    return entry?.state === 'read' ? [{ name: entry.name, phases: entry.phases }] : [];
  });
}
