import type { ProcessTrace } from '@sockscope/core/trace';

/**
 * Gives the traces with names that differ: processes of two hosts, or of two boots, may share role and pid. The first
 * keeps its name, the next are `server-4711-2`, `server-4711-3`.
 */
export function withUniqueNames(traces: readonly ProcessTrace[]): readonly ProcessTrace[] {
  const taken = new Set<string>();
  return traces.map((trace) => {
    const { name } = trace.process;
    let unique = name;
    for (let count = 2; taken.has(unique); count++) unique = `${name}-${count}`;
    taken.add(unique);
    return unique === name ? trace : { ...trace, process: { ...trace.process, name: unique } };
  });
}
