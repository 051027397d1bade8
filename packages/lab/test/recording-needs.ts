import { spawnSync } from 'node:child_process';

/** `describe` where this machine can run scenarios; else a skipped one, after saying loudly what is missing. */
export function describeRuns(): jest.Describe {
  const lacks = ['tcpdump', 'ip', 'unshare'].filter((program) => spawnSync(program, ['--version']).error !== undefined);
  if (process.getuid?.() !== 0) lacks.push('root');
  if (lacks.length === 0) return describe;
  process.stderr.write(`SKIPPED: scenarios of the lab, as this machine lacks ${lacks.join(' and ')}\n`);
  return describe.skip;
}
