import { callHead, endpointText, traceTime } from '@sockscope/core/trace';
import { rowAnomalies } from '../anomalies';
import type { FilterSource } from '../filter';
import { numberOfConnection } from '../connection-number';
import { packetLabelForms } from '../ladder/packet-label';
import type { LadderRow } from '../ladder/row';
import { payloadPreview } from '../text/payload-preview';
import { secondsText } from '../text/time-text';

/** A row of the ladder for other programs and for documents. Texts may hold anything; times are `seconds.nnnnnnnnn`. */
export interface RowRecord {
  readonly row: string;
  readonly time: string | null;
  /** Since the ladder's first row. */
  readonly sinceStart: string | null;
  readonly kind: 'call' | 'packet' | 'exit';
  /** `enter` and `return` of a call in two rows; null otherwise. */
  readonly part: 'enter' | 'return' | null;
  readonly connection: number | null;
  readonly side: 'client' | 'server' | null;
  readonly process: string | null;
  /** strace's notation of a call, without its result where it is entered; a packet's label, or how a process ended. */
  readonly text: string;
  readonly source: string | null;
  readonly destination: string | null;
  readonly owner: 'call' | 'kernel' | 'unknown' | null;
  readonly clientState: string | null;
  readonly serverState: string | null;
  /** The first bytes for reading; empty without any. */
  readonly data: string;
  readonly note: string;
  readonly anomalies: readonly string[];
}

const DATA_CELLS = 80;

/** Gives a row as a record. */
export function rowRecord(row: LadderRow, source: FilterSource): RowRecord {
  const { timeNs, event, state, data, note } = row;
  const { originNs, anomalies, timeline } = source;
  const item = row.connection === null ? undefined : timeline.connections[row.connection];
  return {
    row: row.key,
    time: timeNs === null ? null : traceTime(timeNs),
    sinceStart: timeNs === null || originNs === null ? null : secondsText(timeNs - originNs),
    kind: event.kind,
    part: event.kind === 'call' && event.part !== 'whole' ? event.part : null,
    connection: item === undefined ? row.connection : numberOfConnection(item.connection),
    ...eventFields(row, source),
    clientState: state.client,
    serverState: state.server,
    data: data === null ? '' : payloadPreview(data, DATA_CELLS),
    note,
    anomalies: rowAnomalies(row, anomalies).map(({ kind }) => kind),
  };
}

type EventFields = Pick<RowRecord, 'side' | 'process' | 'text' | 'source' | 'destination' | 'owner'>;

function eventFields({ event }: LadderRow, { timeline, index }: FilterSource): EventFields {
  const none = { source: null, destination: null, owner: null };
  if (event.kind === 'exit') {
    return { ...none, side: event.exit.role, process: event.exit.process, text: event.exit.text };
  }
  if (event.kind === 'call') {
    const { role, process, text, call } = event.call;
    return { ...none, side: role, process, text: event.part === 'enter' ? callHead(call) : text };
  }
  const { packet, owner } = event.packet;
  const { flow, source, sourcePort, destination, destinationPort } = packet;
  const connection = flow === null ? null : (timeline.connections[flow.connection]?.connection ?? null);
  return {
    side: flow === null ? null : flow.fromClient ? 'client' : 'server',
    process: null,
    text: packetLabelForms(event.packet, connection, index)[0] ?? '',
    source: endText(source, sourcePort),
    destination: endText(destination, destinationPort),
    owner: owner.kind,
  };
}

function endText(address: string | null, port: number | null): string | null {
  if (address === null) return null;
  return port === null ? address : endpointText({ address, port });
}
