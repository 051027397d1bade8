import { CachedFrames } from './cached-frames';

describe('CachedFrames', () => {
  const bytes = Uint8Array.from({ length: 40e6 }, (_, index) => (index * 31) >>> 3);
  const reads: number[] = [];
  const source = {
    read: (offset: number, length: number): Uint8Array | null => {
      reads.push(length);
      return offset + length > bytes.length ? null : bytes.slice(offset, offset + length);
    },
  };
  const frames = new CachedFrames(source, bytes.length);

  test('gives the bytes of its source, also across blocks and at the end', () => {
    const places = [0, 1, 16_380, 16_384, 40_000, 39_999_000, 39_999_900, 5_000_000];
    for (const offset of places) expect(frames.read(offset, 100)).toEqual(bytes.slice(offset, offset + 100));
    expect(frames.read(3, 50_000)).toEqual(bytes.slice(3, 50_003));
    expect(frames.read(7, 0)).toEqual(new Uint8Array());
  });

  test('reads what lies together once', () => {
    reads.length = 0;
    for (let offset = 1_000_000; offset < 1_010_000; offset += 100) frames.read(offset, 60);
    expect(reads.length).toBeLessThan(5);
  });

  test('keeps no more than some blocks', () => {
    for (let offset = 0; offset < bytes.length - 60; offset += 8192) frames.read(offset, 60);
    reads.length = 0;
    frames.read(0, 60);
    frames.read(39_990_000, 60);
    expect(reads).toHaveLength(1);
  });

  test('gives null beyond the end, and where the source has nothing', () => {
    expect(frames.read(39_999_990, 20)).toBeNull();
    expect(frames.read(50_000_000, 20)).toBeNull();
    expect(new CachedFrames({ read: () => null }, 1000).read(0, 10)).toBeNull();
  });
});
