import type { Anomaly } from '@sockscope/timeline';
import type { UiContent } from '../state/ui-content';
import type { DetailWriter } from './detail-writer';

/** Writes why a row stands out, a line each: `! sent again: no ACK came within the retransmission timeout`. */
export function writeAnomalies(
  writer: DetailWriter,
  content: UiContent,
  of: { readonly packet: number } | { readonly call: string },
): void {
  if (content.anomalies === null) return;
  const { byPacket, byCall } = content.anomalies;
  const found: readonly Anomaly[] | undefined = 'packet' in of ? byPacket.get(of.packet) : byCall.get(of.call);
  for (const { word, text } of found ?? []) writer.text(`! ${word}: ${text}`, 'problem');
}
