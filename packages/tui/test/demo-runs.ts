import { snapshotOf } from '../src/source/recording-source';
import { connectionRows } from '../src/view/state/connection-rows';
import type { RunEntry, UiSnapshot } from '../src/view/ui-source';
import { demoRecording } from './demo-recording';

type Phases = RunEntry['phases'][number];

/** Handshakes that take longer one after the other, so that medians and intervals differ; `factor` makes phases slower. */
function handshakes(count: number, [syn, ack, accept]: readonly [number, number, number]): readonly Phases[] {
  return Array.from({ length: count }, (_, i) => ({
    connectToSynNs: BigInt(10_000 + i * 100),
    synToSynAckNs: BigInt(Math.round((20_000 + i * 300) * syn)),
    synAckToAckNs: BigInt(Math.round((12_000 + ((i * 7) % count) * 200) * ack)),
    ackToConnectReturnNs: i % 5 === 0 ? null : BigInt(9_000 + i * 10),
    ackToAcceptReturnNs: BigInt(Math.round((700_000 + i * 20_000) * accept)),
  }));
}

function run(name: string, change: Partial<RunEntry> = {}): RunEntry {
  const figures = { start: '2026-01-02 03:04:05', connections: 20, packets: 181, calls: 160 };
  return { name, state: 'read', problem: null, ...figures, phases: handshakes(20, [1, 1, 1]), ...change };
}

/** Gives a list of runs in which each kind of line occurs; the first run is the one that is read. */
export function demoRuns(): UiSnapshot {
  const nothing = { connections: 0, packets: 0, calls: 0, start: '', phases: [] };
  const entries = [
    run('before'),
    run('after', { start: '2026-01-02 03:05:10', packets: 240, phases: handshakes(20, [1.7, 0.8, 1.02]) }),
    run('低延迟', { start: '2026-01-02 03:06:15', packets: 98, connections: 9, phases: handshakes(9, [1.1, 1, 0.4]) }),
    run('cut-off', { problem: 'recorder was killed', connections: 1, packets: 3, calls: 2, phases: [] }),
    run('broken', { ...nothing, state: 'failed', problem: 'Cannot read broken/session.json: no JSON at byte 17' }),
    run('not-read-yet', { ...nothing, state: 'waiting' }),
  ];
  return { ...snapshotOf(demoRecording()), runs: { entries, current: 0 } };
}

/** Gives the list of connections of a capture that is too large to be joined as a whole; the first is read. */
export function demoConnectionList(): UiSnapshot {
  const whole = snapshotOf(demoRecording({ count: 5, withRefused: true }));
  const entries = connectionRows(whole.timeline).map((row) =>
    run(`${row.index} ${row.client} > ${row.server}`, {
      ...{ connections: 1, packets: row.packets, calls: 0, row },
      phases: [row.phases],
    }),
  );
  return { ...snapshotOf(demoRecording()), runs: { entries, current: 0, what: 'connection' } };
}
