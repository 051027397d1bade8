import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exampleSessionDirectory } from '@sockscope/session';
import { FORMATS } from '../src/definitions/define-export';
import { EXPORT_FORMATS } from '../src/export/exported';
import { sockscope } from './support';

const EXAMPLE = exampleSessionDirectory();

const hasTshark = spawnSync('tshark', ['--version']).status === 0;
if (!hasTshark) console.warn('SKIPPED: what Wireshark reads in an exported pcapng: tshark is not installed');
const withTshark = hasTshark ? it : it.skip;

describe('sockscope export', () => {
  let folder: string;
  const file = (name: string) => join(folder, name);

  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'sockscope-export-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('has the formats that its help names', () => {
    expect(FORMATS).toEqual(EXPORT_FORMATS);
  });

  it('writes a pcapng that holds the same packets', async () => {
    expect(await sockscope(['export', EXAMPLE, '-o', file('a.pcapng')])).toMatchObject({ status: 0, stderr: '' });
    const [written, original] = [file('a.pcapng'), join(EXAMPLE, 'packets.pcap')].map((path) =>
      sockscope(['packets', '--json', path]),
    );
    expect((await written)?.stdout).toBe((await original)?.stdout);
  });

  withTshark('writes comments that Wireshark shows: who made a packet, and the calls before it', async () => {
    await sockscope(['export', EXAMPLE, '-o', file('a.pcapng')]);
    const words = ['-r', file('a.pcapng'), '-T', 'fields', '-e', 'frame.comment', '-Y', 'frame.number == 1'];
    const { stdout } = spawnSync('tshark', words, { encoding: 'utf8' });
    expect(stdout).toMatch(/^by connect\(23\)/);
    expect(stdout).toContain('client-7344 enters connect(23, 127.0.0.1:8888)');
  });

  it.each([
    ['svg', /^<svg [^]*SYN,ACK 0 \+1[^]*<\/svg>\n$/],
    ['html', /^<!doctype html>[^]*<svg [^]*connect\(23, 127\.0\.0\.1:8888\) = 0[^]*<\/html>\n$/],
    ['md', /^\| time [^]*`SYN 0` →/],
    ['csv', /^row,time[^]*SYN 0/],
    ['json', /^\{"row":"[^]*"text":"SYN 0"/],
    ['txt', /^TIME [^]*──SYN 0/],
  ])('chooses the format by the ending: %s', async (ending, expected) => {
    expect(await sockscope(['export', EXAMPLE, '-o', file(`a.${ending}`)])).toMatchObject({ status: 0, stderr: '' });
    expect(readFileSync(file(`a.${ending}`), 'utf8')).toMatch(expected);
  });

  it('prints one connection, filtered, as a diagram of Mermaid', async () => {
    const words = ['export', EXAMPLE, '--format', 'mermaid', '--connection', '1', '--filter', 'flags.syn'];
    const { stdout } = await sockscope(words);
    expect(stdout.split('\n').slice(3)).toEqual(['  C->>S: SYN 0', '  S-->>C: SYN,ACK 0 +1', '']);
  });

  it('never writes over a file unless told to', async () => {
    await sockscope(['export', EXAMPLE, '-o', file('a.csv'), '--filter', 'udp']);
    const before = readFileSync(file('a.csv'), 'utf8');
    const refused = await sockscope(['export', EXAMPLE, '-o', file('a.csv')]);
    expect(refused).toMatchObject({
      status: 1,
      stderr: `sockscope: ${file('a.csv')} is there already; --force replaces it\n`,
    });
    expect(readFileSync(file('a.csv'), 'utf8')).toBe(before);
    expect(await sockscope(['export', EXAMPLE, '-o', file('a.csv'), '--force'])).toMatchObject({ status: 0 });
    expect(readFileSync(file('a.csv'), 'utf8')).not.toBe(before);
  });

  it.each([
    [['-o', 'a.xyz'], /^sockscope: --format is one of pcapng, svg/],
    [['--format', 'mermaid'], /^sockscope: mermaid has one diagram a file: choose with --connection\n$/],
    [['--format', 'csv', '--filter', 'port =='], /character 8: expected a whole number/],
  ])('says what is wrong with %j', async (words, message) => {
    const { status, stderr, stdout } = await sockscope(['export', EXAMPLE, ...words]);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
    expect(existsSync('a.xyz')).toBe(false);
  });
});
