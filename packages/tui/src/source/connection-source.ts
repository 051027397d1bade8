import type { IndexedCapture, Recording } from '@sockscope/session';
import { endpointText } from '@sockscope/timeline';
import type { RunEntry, UiSnapshot, UiSource } from '../view/ui-source';
import { connectionRow } from '../view/state/connection-rows';
import { snapshotOf } from './recording-source';
import { secondText } from './second-text';

type Summary = ReturnType<IndexedCapture['connections']> extends Iterable<infer Each> ? Each : never;

/**
 * Gives a source for a capture that is too large to be joined as a whole: its connections stand in the list of runs, and one is read
 * and joined when it is opened.
 *
 * @throws RangeError where the capture has no connection
 */
export function connectionSource(capture: IndexedCapture): UiSource {
  const entries = Array.from(capture.connections(), entryOf);
  const listeners = new Set<() => void>();
  const snapshotAt = (current: number): UiSnapshot => {
    const recording = capture.connection(current);
    if (recording === null) throw new RangeError(`there is no connection ${current}`);
    return { ...snapshotOf(withProblems(recording, capture)), runs: { entries, current, what: 'connection' } };
  };
  let snapshot = snapshotAt(0);
  return {
    snapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    openRun(place) {
      snapshot = snapshotAt(place);
      for (const listener of listeners) listener();
      return Promise.resolve();
    },
    close: () => listeners.clear(),
  };
}

function withProblems(recording: Recording, { problems }: IndexedCapture): Recording {
  return problems.length === 0
    ? recording
    : {
        ...{ name: recording.name, session: recording.session, status: recording.status, traces: recording.traces },
        ...{ packets: recording.packets, connections: recording.connections },
        problems: [...problems, ...recording.problems],
        frame: (number) => recording.frame(number),
        detail: (number) => recording.detail(number),
      };
}

function entryOf(summary: Summary): RunEntry {
  const { index, protocol, client, server, handshake, packetCount, firstPacket, lastPacket } = summary;
  const { syn, synAck, ack } = handshake;
  const phases = {
    connectToSynNs: null,
    synToSynAckNs: between(syn?.timestampNs, synAck?.timestampNs),
    synAckToAckNs: between(synAck?.timestampNs, ack?.timestampNs),
    ackToConnectReturnNs: null,
    ackToAcceptReturnNs: null,
  };
  const packets = packetCount.clientToServer + packetCount.serverToClient;
  const [firstNs, lastNs] = [firstPacket.timestampNs, lastPacket.timestampNs];
  return {
    name: `${index} ${endpointText(client)} > ${endpointText(server)}`,
    state: 'read',
    problem: null,
    start: secondText(firstNs),
    connections: 1,
    packets,
    calls: 0,
    row: connectionRow(summary, { phases, firstNs, lastNs, packets, retransmissions: 0 }),
    phases: protocol === 'tcp' ? [phases] : [],
  };
}

function between(fromNs: bigint | null | undefined, toNs: bigint | null | undefined): bigint | null {
  return fromNs == null || toNs == null || toNs < fromNs ? null : toNs - fromNs;
}
