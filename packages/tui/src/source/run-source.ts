import { safeText } from '@sockscope/timeline';
import type { Recording } from '@sockscope/session';
import type { RunEntry, UiSnapshot, UiSource } from '../view/ui-source';
import { snapshotOf } from './recording-source';
import { secondText } from './second-text';

const NS_PER_SECOND = 1_000_000_000n;

/** A recording that can be read when it is wanted. */
export interface RunFile {
  readonly name: string;
  /** Rejects with one line where nothing can be read. */
  load(): Promise<Recording>;
}

/**
 * Gives a source for several recordings. The first is read before it resolves; the others after that, one by one, for
 * their line in the list. Of those that are not on the screen only that line is kept.
 */
export async function runSource(files: readonly RunFile[]): Promise<UiSource> {
  const [first] = files;
  if (!first) throw new RangeError('there must be a run');
  return new RunSource(files, snapshotOf(await first.load()));
}

class RunSource implements UiSource {
  readonly #files: readonly RunFile[];
  readonly #listeners = new Set<() => void>();
  #entries: readonly RunEntry[];
  #shown: UiSnapshot;
  #current = 0;
  #snapshot: UiSnapshot;
  #isClosed = false;

  constructor(files: readonly RunFile[], first: UiSnapshot) {
    this.#files = files;
    this.#shown = first;
    this.#entries = files.map(({ name }, i) => (i === 0 ? readEntry(name, first) : waitingEntry(name)));
    this.#snapshot = this.#renewed();
    void this.#readOthers();
  }

  snapshot(): UiSnapshot {
    return this.#snapshot;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  close(): void {
    this.#isClosed = true;
    this.#listeners.clear();
  }

  async openRun(place: number): Promise<void> {
    const file = this.#files[place];
    if (!file) return;
    this.#shown = snapshotOf(await file.load());
    this.#current = place;
    this.#keep(place, readEntry(file.name, this.#shown));
  }

  async #readOthers(): Promise<void> {
    for (const [place, file] of this.#files.entries()) {
      if (place === 0) continue;
      // Keys are answered in between.
      await new Promise((resolve) => setImmediate(resolve));
      if (this.#isClosed) return;
      this.#keep(place, await entryOf(file));
    }
  }

  #keep(place: number, entry: RunEntry): void {
    if (this.#isClosed) return;
    this.#entries = this.#entries.with(place, entry);
    this.#snapshot = this.#renewed();
    for (const listener of this.#listeners) listener();
  }

  #renewed(): UiSnapshot {
    return { ...this.#shown, runs: { entries: this.#entries, current: this.#current } };
  }
}

async function entryOf(file: RunFile): Promise<RunEntry> {
  try {
    return readEntry(file.name, snapshotOf(await file.load()));
  } catch (error) {
    return { ...waitingEntry(file.name), state: 'failed', problem: (error as Error).message };
  }
}

function waitingEntry(name: string): RunEntry {
  const none = { connections: 0, packets: 0, calls: 0, phases: [] };
  return { name: safeText(name), state: 'waiting', problem: null, start: '', ...none };
}

/** Gives the line of a recording in the list. */
export function readEntry(name: string, { recording, timeline }: UiSnapshot): RunEntry {
  const tcp = timeline.connections.filter(({ connection }) => connection.protocol === 'tcp');
  return {
    name: safeText(name),
    state: 'read',
    problem: problemOf(recording),
    start: startOf(recording),
    connections: timeline.connections.length,
    packets: timeline.packets.length,
    calls: recording.traces.reduce((sum, { calls }) => sum + calls.length, 0),
    phases: tcp.map(({ phases }) => phases),
  };
}

function problemOf({ problems, status }: Recording): string | null {
  if (problems.length > 0) return problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  return status === 'interrupted' ? 'recorder was killed' : null;
}

function startOf({ session, packets }: Recording): string {
  return secondText(
    session ? BigInt(Math.floor(Number(session.start))) * NS_PER_SECOND : (packets[0]?.timestampNs ?? null),
  );
}
