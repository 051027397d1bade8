import { spawnSync } from 'node:child_process';

/** describe(), or a skip that says which program this machine lacks. */
export function describeWith(tool: string, versionArgument: string): typeof describe {
  const isThere = spawnSync(tool, [versionArgument], { stdio: 'ignore' }).error === undefined;
  if (!isThere) {
    process.stderr.write(`SKIPPED: ${tool} is not installed, so it cannot be asked whether it agrees.\n`);
  }
  return isThere ? describe : describe.skip;
}

/** Standard output of a program that must succeed. */
export function outputOf(tool: string, args: readonly string[]): string {
  const { stdout, status, stderr } = spawnSync(tool, args, { encoding: 'utf8', env: { ...process.env, TZ: 'UTC' } });
  if (status !== 0) {
    throw new Error(`${tool} ${args.join(' ')} ended with ${status}: ${stderr}`);
  }
  return stdout;
}
