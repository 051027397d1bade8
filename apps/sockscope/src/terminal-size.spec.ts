import { assumeSize } from './terminal-size';

describe('assumeSize()', () => {
  it('takes a terminal without a size for one of 80x24, and leaves the others and files as they are', () => {
    const sizes = [{ columns: 0, rows: 0 }, { columns: 132, rows: 43 }, {}];
    sizes.forEach(assumeSize);
    expect(sizes).toEqual([{ columns: 80, rows: 24 }, { columns: 132, rows: 43 }, {}]);
  });
});
