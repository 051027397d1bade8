import { demoRecording } from '../../../test/demo-recording';
import { snapshotOf } from '../../source/recording-source';
import { AnomalyFinder } from './anomaly-finder';
import { UiContent } from './ui-content';

/** Refused connections, enough of them to be too many to be looked through at once. */
function largeContent(live: boolean): UiContent {
  const snapshot = snapshotOf(demoRecording({ count: 1, withRefused: true, live }));
  const { calls, links, connections, exits, problems, packets: few } = snapshot.timeline;
  const packets = Array.from({ length: 20_001 }, (_, i) => few[i % few.length]!);
  return new UiContent({ ...snapshot, timeline: { calls, links, connections, exits, problems, packets } });
}

describe('AnomalyFinder', () => {
  it('finds in steps what a large recording has, and is done then', () => {
    const finder = new AnomalyFinder(() => 0);
    const content = largeContent(false);
    expect([content.anomalies, finder.waitMs(content)]).toEqual([null, 0]);
    let steps = 0;
    for (; finder.waitMs(content) === 0; steps++) finder.advance(content, () => true);
    expect(steps).toBeGreaterThan(10);
    expect(content.areAnomaliesFound).toBe(true);
    expect(content.anomalies?.all.length).toBeGreaterThan(0);
    expect(finder.waitMs(content)).toBeNull();
  });

  it('gives what it found to a newer snapshot, and looks anew after a pause', () => {
    let nowMs = 0;
    const finder = new AnomalyFinder(() => nowMs);
    finder.advance(largeContent(true), () => true);
    const newer = largeContent(true);
    nowMs = 1000;
    finder.advance(newer, () => false);
    expect(newer.anomalies?.all.length).toBeGreaterThan(0);
    expect(newer.areAnomaliesFound).toBe(false);
    const waitMs = finder.waitMs(newer) ?? 0;
    expect(waitMs).toBeGreaterThan(0);
    nowMs += waitMs;
    finder.advance(newer, () => false);
    expect(newer.areAnomaliesFound).toBe(true);
  });

  it('has nothing to do for small recordings, which are looked through at once', () => {
    const content = new UiContent(snapshotOf(demoRecording({ withRefused: true })));
    expect(new AnomalyFinder(() => 0).waitMs(content)).toBeNull();
    expect(content.anomalies?.all.length).toBeGreaterThan(0);
  });
});
