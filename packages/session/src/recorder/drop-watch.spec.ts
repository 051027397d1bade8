import { DropWatch } from './drop-watch';

describe('DropWatch', () => {
  beforeEach(() => jest.useFakeTimers({ now: 1_767_323_045_000 }));
  afterEach(() => jest.useRealTimers());

  it('keeps between which two questions packets were lost', async () => {
    const counts: (number | null)[] = [0, 3, 3, null, 10];
    const onDrop = jest.fn();
    const watch = new DropWatch({ packetsDropped: () => Promise.resolve(counts.shift() ?? null) }, onDrop);
    await jest.advanceTimersByTimeAsync(5_000);
    watch.end(12);
    await jest.advanceTimersByTimeAsync(5_000);
    expect(watch.drops).toEqual([
      { after: '1767323046.000000000', before: '1767323047.000000000', packets: 3 },
      { after: '1767323048.000000000', before: '1767323050.000000000', packets: 7 },
      { after: '1767323050.000000000', before: '1767323050.000000000', packets: 2 },
    ]);
    expect(onDrop).toHaveBeenCalledTimes(2);
  });

  it('does not ask anew before it has an answer', async () => {
    const asked = jest.fn(() => new Promise<null>(() => undefined));
    const watch = new DropWatch({ packetsDropped: asked }, () => undefined);
    await jest.advanceTimersByTimeAsync(10_000);
    expect(asked).toHaveBeenCalledTimes(1);
    watch.end(null);
    expect(watch.drops).toEqual([]);
  });

  it('counts on in the last one where there are very many', async () => {
    let count = 0;
    const watch = new DropWatch({ packetsDropped: () => Promise.resolve((count += 1)) }, () => undefined);
    await jest.advanceTimersByTimeAsync(1_500_000);
    watch.end(null);
    expect(watch.drops).toHaveLength(1_000);
    expect(watch.drops.reduce((sum, { packets }) => sum + packets, 0)).toBe(1_500);
  });
});
