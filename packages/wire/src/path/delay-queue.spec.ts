import fc from 'fast-check';
import { DelayQueue } from './delay-queue';

test('DelayQueue gives what is due, by time and then by order, and nothing before', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20), { maxLength: 60 }), fc.nat(20), (times, nowNs) => {
      const queue = new DelayQueue();
      times.forEach((dueNs, index) => queue.push(Uint8Array.of(index), dueNs));
      const due = times
        .map((dueNs, index) => ({ dueNs, index }))
        .sort((a, b) => a.dueNs - b.dueNs || a.index - b.index);
      const now = due.filter(({ dueNs }) => dueNs <= nowNs);
      expect(queue.nextDueNs).toBe(due[0]?.dueNs ?? Infinity);
      expect(now.map(() => queue.pop(nowNs)?.[0])).toEqual(now.map(({ index }) => index));
      expect(queue.pop(nowNs)).toBeNull();
      expect(queue.nextDueNs).toBe(due[now.length]?.dueNs ?? Infinity);
    }),
  );
});
