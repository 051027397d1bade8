import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { sockscope } from './support';

interface MadeOf {
  readonly builds: readonly string[];
  readonly newestMs: number;
}

interface Bundle {
  readonly COMPILED_FILE: string;
  compileBundle(compiled?: Uint8Array): {
    readonly script: { readonly cachedDataRejected?: boolean };
    load(): { main?: unknown };
  };
  isUpToDate(madeOf?: MadeOf | null): boolean;
  readCompiled(): Uint8Array | undefined;
  readMadeOf(): MadeOf | null;
}

const ROOT = join(__dirname, '..', '..', '..');
const EXAMPLE = join(ROOT, 'packages', 'session', 'example');
const bundle = createRequire(__filename)('../bin/bundle.cjs') as Bundle;

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

  it('comes with what this V8 compiled, and runs without', () => {
    expect(bundle.compileBundle(bundle.readCompiled()).script.cachedDataRejected).toBe(false);
    const damaged = bundle.compileBundle(new Uint8Array(1000));
    expect(damaged.script.cachedDataRejected).toBe(true);
    expect(typeof damaged.load().main).toBe('function');
  });

  it.each([
    'connections EXAMPLE',
    'connections EXAMPLE --json',
    'packets EXAMPLE --filter tcp.len>0',
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
