import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { sockscope } from './support';

interface MadeOf {
  readonly builds: readonly string[];
  readonly newestMs: number;
}

type Chunk = 'first' | 'rest';

interface Bundle {
  readonly scripts: ReadonlyMap<Chunk, { readonly cachedDataRejected?: boolean }>;
  readonly main: { runCommandLine(words: readonly string[]): Promise<number> };
}

interface Bundles {
  readonly Bundle: new (compiled?: (chunk: Chunk) => Uint8Array | undefined) => Bundle;
  isUpToDate(madeOf?: MadeOf | null): boolean;
  readMadeOf(): MadeOf | null;
}

const ROOT = join(__dirname, '..', '..', '..');
const EXAMPLE = join(ROOT, 'packages', 'session', 'example');
const BUNDLE = join(__dirname, '..', 'bin', 'bundle.cjs');
const bundle = createRequire(__filename)(BUNDLE) as Bundles;

describe('the bundle', () => {
  beforeAll(() => execFileSync(process.execPath, [join(ROOT, 'tools', 'bundle.cjs')]));

  it('is taken where nothing was built after it, and not where something was', () => {
    const madeOf = bundle.readMadeOf();
    expect(bundle.isUpToDate(madeOf)).toBe(true);
    expect(madeOf?.builds).toContain('../dist/tsconfig.lib.tsbuildinfo');
    for (const file of madeOf?.builds ?? []) {
      expect(bundle.isUpToDate({ builds: [file], newestMs: 0 })).toBe(false);
    }
    expect(bundle.isUpToDate(null)).toBe(false);
  });

  it('comes with what this V8 compiled, and runs without', async () => {
    const rejected = ({ scripts }: Bundle) =>
      Array.from(scripts, ([chunk, script]) => [chunk, script.cachedDataRejected]);
    const whole = new bundle.Bundle();
    // That it lists the fields of filters takes what is in the rest.
    const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    expect(await whole.main.runCommandLine(['connections', 'x', '--filter', 'help'])).toBe(0);
    const damaged = new bundle.Bundle(() => new Uint8Array(1000));
    expect(await damaged.main.runCommandLine(['connections', 'x', '--filter', 'help'])).toBe(0);
    write.mockRestore();
    expect(rejected(whole)).toEqual([
      ['first', false],
      ['rest', false],
    ]);
    expect(rejected(damaged)).toEqual([
      ['first', true],
      ['rest', true],
    ]);
  });

  it.each([
    ['connections', ['first']],
    ['packets', ['first']],
    ['show', ['first', 'rest']],
  ])('has parts, of which %s reads %j', (command, chunks) => {
    const script = `
      const bundle = new (require(${JSON.stringify(BUNDLE)}).Bundle)();
      bundle.main.runCommandLine(['${command}', '/no/such/file']).then((status) => {
        console.log(JSON.stringify({ status, chunks: [...bundle.scripts.keys()] }));
        process.exit();
      });`;
    const stdout = execFileSync(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'] });
    expect(JSON.parse(stdout.toString())).toEqual({ status: 1, chunks });
  });

  it.each([
    'connections EXAMPLE',
    'connections EXAMPLE --json',
    'packets EXAMPLE --filter tcp.len>0',
    'packets EXAMPLE --summary --json',
    'connections EXAMPLE --filter tcp',
    'show EXAMPLE',
    'compare EXAMPLE EXAMPLE --json',
    'export EXAMPLE --format svg',
    'lab',
    '--version',
    'show /no/such/file',
    'packets --no-such-option',
  ])('does what the files do that it is made of: %s', async (line) => {
    const words = line.split(' ').map((word) => (word === 'EXAMPLE' ? EXAMPLE : word));
    const [bundled, separate] = [await sockscope(words), await sockscope(words, '', { SOCKSCOPE_DEBUG: '1' })];
    expect(bundled).toEqual(separate);
    expect(bundled.stdout + bundled.stderr).not.toBe('');
  });
});
