import { overlappingCalls } from '../../test/scenarios';
import { TimelineBuilder } from '../../test/timeline-builder';
import { ladderRows, looseRows, placeOfRow } from './ladder-rows';

describe('ladderRows()', () => {
  it('keeps the order of times that are further apart than a double is exact', () => {
    const t = new TimelineBuilder();
    t.call({ role: 'client', call: 'socket', enter: 0, leave: 1, result: 3 });
    const timeline = t.build();
    const [call] = timeline.calls;
    const far = 2n ** 60n;
    const at = (id: string, enterNs: bigint) => ({
      ...call!,
      id,
      process: id,
      call: { ...call!.call, enterNs, returnNs: enterNs },
    });
    const calls = [at('first', 0n), at('last', far + 3n), at('before', far + 2n), at('even-before', far + 1n)];
    const rows = ladderRows({ ...timeline, calls }, null);
    expect(rows.map(({ key }) => key)).toEqual(['first', 'even-before', 'before', 'last']);
  });
});

describe('placeOfRow()', () => {
  it('gives every row of a ladder by its key, and null for others', () => {
    const timeline = overlappingCalls();
    for (const rows of [ladderRows(timeline, null), ladderRows(timeline, 0), looseRows(timeline)]) {
      expect(rows.map(({ key }) => placeOfRow(rows, key))).toEqual(rows.map((_, place) => place));
      expect([placeOfRow(rows, '#99'), placeOfRow(rows, '#x'), placeOfRow(rows, 'none')]).toEqual([null, null, null]);
    }
  });
});
