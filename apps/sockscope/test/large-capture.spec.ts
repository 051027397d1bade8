import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { writeRecord } from '@sockscope/capture';
import { exampleSessionDirectory } from '@sockscope/session';
import { jsonLines, PROGRAM, scratchDirectory, sockscope } from './support';

const GENERATOR = join(__dirname, '..', '..', '..', 'tools', 'generate-capture.cjs');
const EXAMPLE = exampleSessionDirectory();
const LONG_MS = 120_000;

interface Line {
  readonly kind: string;
  readonly number: number;
  readonly connection: number;
}

describe('a capture that is too large to be joined as a whole', () => {
  const path = scratchDirectory();
  const large = path('large.pcap');
  beforeAll(() => {
    execFileSync(process.execPath, [GENERATOR, large, '--size', '1', '--seed', '5']);
    // Few packets and many bytes: what is large takes no longer than it must.
    const frame = Buffer.alloc(2 ** 18);
    frame.writeUInt16BE(0x88b5, 12);
    const records = Array.from({ length: 2 ** 8 + 1 }, () =>
      writeRecord({ timestampNs: 1_800_000_000_000_000_000n, frame }),
    );
    appendFileSync(large, Buffer.concat(records));
  });

  /** Standard input is read as a whole, whatever its size. */
  function whole(words: readonly string[]): string {
    const input = openSync(large, 'r');
    const { stdout } = spawnSync(process.execPath, [PROGRAM, ...words, '-'], {
      stdio: [input, 'pipe', 'inherit'],
      maxBuffer: 2 ** 30,
      encoding: 'utf8',
    });
    closeSync(input);
    return stdout;
  }

  it(
    'is shown one connection after another, in the words of the whole',
    async () => {
      const { stdout, stderr, status } = await sockscope(['show', large]);
      expect([stderr, status]).toEqual(['', 0]);
      expect(stdout.length).toBeGreaterThan(1e5);
      expect(stdout === whole(['show'])).toBe(true);
    },
    LONG_MS,
  );

  it(
    'has the JSON lines of the whole, and of one connection those that it has there',
    async () => {
      const all = whole(['show', '--json']).split('\n');
      const own = await sockscope(['show', '--json', large]);
      expect([own.stderr, own.status]).toEqual(['', 0]);
      expect(own.stdout.split('\n').sort().join('\n') === all.slice().sort().join('\n')).toBe(true);

      const { stdout } = await sockscope(['show', '--json', '--connection', '7', large]);
      const packets = jsonLines<Line>(stdout).filter(({ kind }) => kind === 'packet');
      const expected = all.filter((line) => line.startsWith('{"kind":"packet"') && line.includes('"connection":7,'));
      expect(packets.map(({ number }) => number)).toEqual(expected.map((line) => (JSON.parse(line) as Line).number));
      expect(packets.length).toBeGreaterThan(3);
    },
    LONG_MS,
  );

  it('shows, exports and filters one connection by its number; all of it in a script or an export is too long', async () => {
    const shown = await sockscope(['show', '--connection', '7', large]);
    expect(shown.stdout).toMatch(/^Connection 7: tcp /);
    const script = await sockscope(['show', '--script', '--connection', '7', large]);
    expect(script.stdout).toMatch(/^\/\/ sockscope script 1\n/);
    expect(await sockscope(['export', large, '--connection', '7', '--format', 'script'])).toMatchObject({
      stdout: script.stdout,
      status: 0,
    });
    const csv = await sockscope([
      'export',
      large,
      '--connection',
      '7',
      '--format',
      'csv',
      '--filter',
      'connection == 7',
    ]);
    expect(csv.stdout).toContain(',7,');
    for (const words of [
      ['show', '--script', large],
      ['export', large, '--format', 'csv'],
    ]) {
      const { stdout, stderr, status } = await sockscope(words);
      expect([stdout, status]).toEqual(['', 2]);
      expect(stderr).toMatch(/^sockscope: [^\n]*choose (one )?with --connection \(connections lists them\)\n$/);
    }
    expect(await sockscope(['show', '--connection', '1000000', large])).toMatchObject({ stdout: '', status: 2 });
  });

  it('is compared by its handshakes', async () => {
    const { stdout, status } = await sockscope(['compare', '--json', EXAMPLE, large]);
    expect(status).toBe(0);
    expect(JSON.parse(stdout.replaceAll(large, '-'))).toEqual(JSON.parse(whole(['compare', '--json', EXAMPLE])));
  });
});
