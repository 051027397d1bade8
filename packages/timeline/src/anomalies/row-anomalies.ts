import type { LadderRow } from '../ladder/row';
import type { Anomaly } from './anomaly';
import type { AnomalyIndex } from './timeline-anomalies';

const NONE: readonly Anomaly[] = [];

/** Gives the anomalies that are marked on a row: those of a call stand where it returns, as only then they are known. */
export function rowAnomalies({ event }: LadderRow, { byCall, byPacket }: AnomalyIndex): readonly Anomaly[] {
  if (event.kind === 'packet') return byPacket.get(event.packet.packet.number) ?? NONE;
  return event.kind === 'call' && event.part !== 'enter' ? (byCall.get(event.call.id) ?? NONE) : NONE;
}
