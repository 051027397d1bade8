import { exampleSessionDirectory } from '@sockscope/session';
import { sockscope } from './support';

const EXAMPLE = exampleSessionDirectory();

describe('sockscope show --filter', () => {
  it('prints the rows that the filter lets through, and no others', async () => {
    const { stdout, status } = await sockscope(['show', EXAMPLE, '--width', '80', '--filter', 'flags.syn']);
    expect(status).toBe(0);
    expect(stdout.split('\n').filter((line) => /^\d/.test(line))).toHaveLength(4);
    expect(stdout).toContain('SYN,ACK 0 +1');
  });

  it('says at which character a filter goes wrong, before it reads anything', async () => {
    const { stdout, stderr, status } = await sockscope(['show', 'not-there', '--filter', 'port == http']);
    expect([stdout, stderr, status]).toEqual([
      '',
      'sockscope: --filter, character 9: expected a whole number, found http: port == ^http\n',
      2,
    ]);
  });

  it('lists the fields with help', async () => {
    const { stdout, status } = await sockscope(['show', EXAMPLE, '--filter', 'help']);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^tcp\.port +port of either end of a TCP connection.*: tcp\.port == 8888$/m);
  });
});
