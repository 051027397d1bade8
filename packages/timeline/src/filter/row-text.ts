import { endpointText } from '@sockscope/core/trace';
import { rowAnomalies } from '../anomalies';
import { packetLabelForms } from '../ladder/packet-label';
import type { LadderRow } from '../ladder/row';
import { decodeUtf8 } from '../text/decode-utf8';
import type { FilterSource } from './filter-field';

/**
 * Gives all that a row says, one part a line: the call or the packet's label, its ends, who made it and why, states,
 * anomalies, and the data as UTF-8. Bytes of a packet are read where they are at hand. Not safe to print.
 */
export function rowText(row: LadderRow, source: FilterSource): string {
  const { state, note } = row;
  const states = [state.client, state.server].filter((each) => each !== null);
  const anomalies = rowAnomalies(row, source.anomalies).map(({ word, text }) => `${word}: ${text}`);
  return [...eventTexts(row, source), note, ...states, ...anomalies, dataText(row, source)].join('\n');
}

function eventTexts({ event }: LadderRow, { timeline, index }: FilterSource): readonly string[] {
  if (event.kind === 'exit') return [event.exit.process, event.exit.text];
  if (event.kind === 'call') {
    const { process, text, call } = event.call;
    return [text, process ?? '', call.peer === null ? '' : endpointText(call.peer)];
  }
  const { packet } = event.packet;
  const connection = packet.flow === null ? null : (timeline.connections[packet.flow.connection]?.connection ?? null);
  const ends = `${endText(packet.source, packet.sourcePort)} > ${endText(packet.destination, packet.destinationPort)}`;
  return [`#${packet.number}`, packetLabelForms(event.packet, connection, index)[0] ?? '', ends];
}

function endText(address: string | null, port: number | null): string {
  if (address === null) return '?';
  return port === null ? address : endpointText({ address, port });
}

function dataText({ event, data }: LadderRow, { frame }: FilterSource): string {
  if (event.kind === 'packet' && (event.packet.packet.payloadBytes ?? 0) > 0) {
    const bytes = frame?.(event.packet.packet.number) ?? data;
    return bytes === null ? '' : decodeUtf8(bytes).text;
  }
  return data === null ? '' : decodeUtf8(data).text;
}
