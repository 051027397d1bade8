import { durationText, endpointText, payloadPreview, timelineIndex, timeOfDayText } from '@sockscope/timeline';
import type { TimelineCall } from '@sockscope/timeline';
import type { UiContent } from '../state/ui-content';
import type { DetailWriter } from './detail-writer';
import { linkText } from './link-text';
import { packetBrief } from './packet-summary';
import { writeAnomalies } from './write-anomalies';

type Arguments = TimelineCall['call']['arguments'];
type End = TimelineCall['call']['local'];

const CLOCK_CELLS = 18;
const PREVIEW_CELLS = 200;

const RELATIONS = { causes: 'made', completes: 'waited for' } as const;

/**
 * Writes a call below its heading: its packets, what else there is to say, when it was, what it gave back and was given.
 *
 *     client-4711, call 2 of thread 0
 *       made            #1 [S] seq 1000, during the call
 *       waited for      #2 [S.] seq 5000, during the call
 *       entered         13:05:09.123456789 UTC
 *       returned        13:05:09.123484789 UTC  after 28.0µs
 */
export function writeCall(writer: DetailWriter, call: TimelineCall, content: UiContent, writeMore: () => void): void {
  writer.text(whoText(call), call.inferred ? 'inferred' : 'note');
  writeAnomalies(writer, content, { call: call.id });
  const { packetByNumber } = timelineIndex(content.snapshot.timeline);
  for (const link of content.linksOfCall(call.id)) {
    const packet = packetByNumber.get(link.packet);
    writer.field(RELATIONS[link.relation], `${packet ? packetBrief(packet) : `#${link.packet}`}, ${linkText(link)}`, {
      target: `#${link.packet}`,
    });
  }
  writeMore();
  writeTimes(writer, call);
  writeResult(writer, call);
  const { own, other } = endsOf(call, content);
  writer.field('own end', endOf(own));
  writer.field('other end', endOf(other));
  for (const [name, value] of argumentFields(call.call.arguments)) writer.field(name, value);
}

function whoText({ process, role, inferred, call, id }: TimelineCall): string {
  if (inferred) return `inferred from the packets (${role}); no trace shows it`;
  return `${process ?? id} (${role}), call ${call.sequence} of the trace, thread ${call.thread}`;
}

function writeTimes(writer: DetailWriter, { call, inferred }: TimelineCall): void {
  const clock = (timeNs: bigint) => `${timeOfDayText(timeNs, CLOCK_CELLS)} UTC`;
  writer.field('entered', clock(call.enterNs) + (inferred ? ' (inferred)' : ''));
  if (call.returnNs === null) writer.field('returned', 'not yet');
  else {
    const duration = durationText(call.returnNs - call.enterNs, { ascii: writer.charset.asciiText });
    writer.field('returned', `${clock(call.returnNs)}  after ${duration}`);
  }
}

function writeResult(writer: DetailWriter, { call }: TimelineCall): void {
  if (call.result !== null) writer.field('result', call.errno === null ? String(call.result) : `-1 ${call.errno}`);
  if (!call.data || call.data.length === 0) return;
  const totalBytes = Math.max(call.result ?? 0, call.data.length);
  const { asciiText, asciiGlyphs } = writer.charset;
  const preview = payloadPreview(call.data, PREVIEW_CELLS, { totalBytes, asciiOnly: asciiText, ascii: asciiGlyphs });
  writer.field('data', `${totalBytes} bytes  ${preview}`, { range: { offset: 0, length: call.data.length } });
}

/** The ends that the trace knows; those of an inferred call are its connection's. */
function endsOf({ call, connection, inferred, role }: TimelineCall, { snapshot }: UiContent): { own: End; other: End } {
  const joined = inferred && connection !== null ? snapshot.timeline.connections[connection] : undefined;
  if (!joined) return { own: call.local, other: call.peer };
  const { client, server } = joined.connection;
  return role === 'client' ? { own: client, other: server } : { own: server, other: client };
}

function endOf(end: End): string {
  return end ? endpointText(end) : 'not known';
}

/** What the call was given, in the words of its man page. */
function argumentFields(given: Arguments): readonly (readonly [string, string])[] {
  const { address, descriptors, flags, lengthBytes, timeoutMs, ...texts } = given;
  const fields: [string, string][] = Object.entries(texts).map(([name, value]) => [name, valueText(value)]);
  if (address) fields.push(['address', endpointText(address)]);
  if (lengthBytes !== undefined) fields.push(['length', `${lengthBytes} bytes`]);
  if (flags && flags.length > 0) fields.push(['flags', flags.join('|')]);
  if (timeoutMs !== undefined) fields.push(['timeout', timeoutMs < 0 ? 'none' : `${timeoutMs} ms`]);
  for (const { fd, events, returnedEvents } of descriptors ?? []) {
    fields.push([
      `descriptor ${fd}`,
      `${events.join('|') || 'no events'}, returned ${returnedEvents.join('|') || 'none'}`,
    ]);
  }
  return fields;
}

/** A list of flags, or what an error queue held, field by field. */
function valueText(value: unknown): string {
  if (Array.isArray(value)) return value.join('|');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .filter(([, part]) => part !== null && part !== undefined)
    .map(([name, part]) => `${name} ${valueText(part)}`)
    .join(', ');
}
