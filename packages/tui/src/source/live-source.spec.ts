import type { Recording } from '@sockscope/session';
import { demoRecording } from '../../test/demo-recording';
import type { UiSnapshot } from '../view/ui-source';
import { LiveSource } from './live-source';
import { snapshotOf } from './recording-source';

class FakeFeed {
  closed = false;
  #listener: () => void = () => undefined;
  #recording: Recording = demoRecording({ count: 0, live: true });

  current(): Recording {
    return this.#recording;
  }

  subscribe(listener: () => void): () => void {
    this.#listener = listener;
    return () => (this.#listener = () => undefined);
  }

  close(): void {
    this.closed = true;
  }

  grow(count: number): void {
    this.#recording = demoRecording({ count, live: true });
    this.#listener();
  }
}

describe('LiveSource', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('snapshot() shows what was reported last, after one join for many reports', () => {
    const feed = new FakeFeed();
    let joins = 0;
    const source = new LiveSource(feed, {
      join: (recording): UiSnapshot => {
        joins += 1;
        return snapshotOf(recording);
      },
    });
    const heard = jest.fn();
    source.subscribe(heard);
    for (let count = 1; count <= 20; count++) feed.grow(count);
    expect(joins).toBe(1);
    jest.advanceTimersByTime(40);
    expect(heard).toHaveBeenCalledTimes(1);
    expect(source.snapshot().timeline.connections).toHaveLength(20);
    expect(source.snapshot()).toBe(source.snapshot());
    expect(joins).toBe(2);
  });

  it('waits three times as long as joining and drawing took', () => {
    const feed = new FakeFeed();
    const source = new LiveSource(feed, {
      join: (recording) => {
        jest.advanceTimersByTime(200);
        return snapshotOf(recording);
      },
    });
    const drawn = jest.fn(() => {
      source.snapshot();
      jest.advanceTimersByTime(100);
    });
    source.subscribe(drawn);
    feed.grow(1);
    jest.advanceTimersByTime(40);
    expect(drawn).toHaveBeenCalledTimes(1);
    feed.grow(2);
    jest.advanceTimersByTime(890);
    expect(drawn).toHaveBeenCalledTimes(1);
    jest.advanceTimersByTime(20);
    expect(drawn).toHaveBeenCalledTimes(2);
  });

  it('snapshot() says that messages are taken once the sender is ready', () => {
    const source = new LiveSource(new FakeFeed());
    expect(source.snapshot().canSend).toBeUndefined();
    source.senderIsReady();
    jest.advanceTimersByTime(40);
    expect(source.snapshot().canSend).toBe(true);
  });

  it('close() lets go of the feed and calls nobody afterwards', () => {
    const feed = new FakeFeed();
    const source = new LiveSource(feed);
    const heard = jest.fn();
    source.subscribe(heard);
    feed.grow(1);
    source.close();
    feed.grow(2);
    jest.advanceTimersByTime(1000);
    expect(feed.closed).toBe(true);
    expect(heard).not.toHaveBeenCalled();
  });
});
