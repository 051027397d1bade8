import { progressText, TerminalProgress } from './progress';

test.each([
  [340e6, 1000e6, 1000, '34% of 1000 MB, 340 MB/s, 2 s left'],
  [1000e6, 1000e6, 2000, '100% of 1000 MB, 500 MB/s, 0 s left'],
  [2000e6, 1000e6, 2000, '100% of 1000 MB, 1000 MB/s, 0 s left'],
  [0, 1000e6, 1000, '0% of 1000 MB, 0 MB/s'],
  [340e6, null, 1000, '340 MB, 340 MB/s'],
])('progressText() of %i of %s bytes after %i ms', (bytesRead, sizeBytes, elapsedMs, text) => {
  expect(progressText(bytesRead, sizeBytes, elapsedMs)).toBe(text);
});

describe('TerminalProgress', () => {
  function written(isTTY: boolean, afterMs: number): string {
    let text = '';
    const write = (part: string) => (text += part).length > 0;
    const now = jest.spyOn(performance, 'now').mockReturnValue(0);
    const progress = new TerminalProgress({ isTTY, write } as unknown as NodeJS.WriteStream);
    now.mockReturnValue(afterMs);
    progress.update({ bytesRead: 5e6, sizeBytes: 10e6 });
    progress.end();
    now.mockRestore();
    return text;
  }

  test('draws on a terminal, and clears its line', () => {
    expect(written(true, 1000)).toBe('\r\u001b[K50% of 10 MB, 5 MB/s, 1 s left\r\u001b[K');
  });

  test('says nothing of what is soon over, and nothing where no terminal is', () => {
    expect(written(true, 500)).toBe('');
    expect(written(false, 60_000)).toBe('');
  });
});
