import type { Recording } from '@sockscope/session';
import type { HandshakePhases, Timeline } from '@sockscope/timeline';
import type { ConnectionRow } from './state/connection-rows';

/** What the UI shows at one moment: the calls and packets that were read, and the join made of exactly these. */
export interface UiSnapshot {
  readonly recording: Recording;
  readonly timeline: Timeline;
  /** Absent where there is one recording, and nothing to choose from. */
  readonly runs?: RunList;
  /** A program of the recording waits for a message to send. */
  readonly canSend?: boolean;
}

/** Recordings to choose from. */
export interface RunList {
  readonly entries: readonly RunEntry[];
  /** Place of the one that is shown. */
  readonly current: number;
  /** What each is; a run unless said. `connection`: of a capture so large that one is read at a time. */
  readonly what?: 'run' | 'connection';
}

/** What the list of runs shows of a recording; its figures are 0 until it was read. */
export interface RunEntry {
  readonly name: string;
  readonly state: 'waiting' | 'read' | 'failed';
  /** Why it could not be read, or not whole; null where nothing is wrong. */
  readonly problem: string | null;
  /** `2026-01-02 03:04:05`, in UTC; empty where it is not known. */
  readonly start: string;
  readonly connections: number;
  readonly packets: number;
  readonly calls: number;
  /** Where each is one connection: that connection, as a list of connections shows it. */
  readonly row?: ConnectionRow;
  /** Of its TCP connections. */
  readonly phases: readonly HandshakePhases[];
}

/** Where the UI gets its snapshots; a recording gives one for ever, a live run a new one as it grows. */
export interface UiSource {
  /** The newest snapshot; the same object until a listener was called. A live run's is good until the next is asked for. */
  snapshot(): UiSnapshot;
  /** True while it grows; absent where it never does. */
  readonly isLive?: boolean;
  /** Calls `listener` after each new snapshot. Returns what ends it. */
  subscribe(listener: () => void): () => void;
  /** Reads another run of the list and shows it, when it was read; rejects with the reason where it cannot be. */
  openRun?(place: number): Promise<void>;
  /** Told when a program of the recording waits for messages to send: snapshots say so from then on. */
  senderIsReady?(): void;
  /** Lets go of files and timers; no listener is called afterwards. */
  close(): void;
}
