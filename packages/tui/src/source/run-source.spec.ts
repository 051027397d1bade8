import { demoRecording } from '../../test/demo-recording';
import { runSource } from './run-source';

const file = (name: string, count: number) => ({ name, load: () => Promise.resolve(demoRecording({ count })) });
const broken = { name: 'broken', load: () => Promise.reject(new Error('broken: no such file')) };

async function isRead(source: Awaited<ReturnType<typeof runSource>>): Promise<void> {
  await new Promise<void>((resolve) => {
    const look = () => {
      if (source.snapshot().runs?.entries.every(({ state }) => state !== 'waiting')) resolve();
    };
    source.subscribe(look);
    look();
  });
}

describe('runSource()', () => {
  it('shows the first run at once, and the figures of the others as they are read', async () => {
    const source = await runSource([file('a', 1), file('b', 3), broken]);
    expect(source.snapshot().runs?.entries.map(({ state }) => state)).toEqual(['read', 'waiting', 'waiting']);
    expect(source.snapshot().timeline.connections).toHaveLength(1);
    await isRead(source);
    const { entries } = source.snapshot().runs!;
    expect(entries.map(({ connections }) => connections)).toEqual([1, 3, 0]);
    expect(entries[1]).toMatchObject({ start: '2026-01-02 03:04:05', problem: null });
    expect(entries[2]).toMatchObject({ state: 'failed', problem: 'broken: no such file' });
  });

  it('openRun() shows another one, and rejects where it cannot be read', async () => {
    const source = await runSource([file('a', 1), file('b', 3), broken]);
    await source.openRun?.(1);
    expect(source.snapshot().runs?.current).toBe(1);
    expect(source.snapshot().timeline.connections).toHaveLength(3);
    await expect(source.openRun?.(2)).rejects.toThrow('broken: no such file');
    expect(source.snapshot().runs?.current).toBe(1);
    source.close();
  });
});
