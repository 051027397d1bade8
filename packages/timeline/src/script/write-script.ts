import type { CapturedPacket, Connection } from '@sockscope/capture';
import { endpointText } from '@sockscope/core/trace';
import type { ProcessTrace, TracedCall, TracedProcess } from '@sockscope/core/trace';
import type { Timeline, TimelineInput } from '../model';
import { placeOfPacket } from '../join/place-of-packet';
import { callNotation, parseCallNotation } from './call-notation';
import { differences, exactJson, without } from './exact-json';
import { packetNotation, parsePacketNotation } from './packet-notation';
import type { SequenceBases } from './packet-notation';
import { ScriptComments } from './script-comments';
import { assumedCall, assumedPacket, frameOf, relativeNumbersOf } from './script-assumptions';

const NANOSECONDS = 1_000_000_000n;

interface TimedLine {
  readonly timeNs: bigint;
  readonly text: string;
}

/**
 * Gives a recording as a script, line by line: packetdrill's notation, with the entry and the return of each call. Behind `//` stands what
 * the join found: who made a packet, the links with their bytes, the states that are entered, inferred calls. parseScript()
 * gives back what makes the same timeline. What the notation does not say stands behind it in braces.
 */
export function* writeScript(input: TimelineInput, timeline: Timeline): Generator<string> {
  const originNs = originOf(input);
  yield `// sockscope script 1`;
  yield `origin ${originNs / NANOSECONDS}.${String(originNs % NANOSECONDS).padStart(9, '0')}`;
  for (const { process, exit } of input.traces) yield `process ${process.name} ${exactJson({ process, exit })}`;
  for (const connection of input.connections) yield connectionLine(connection, basesOf(input, connection));
  for (const { text } of eventLines(input, timeline, originNs)) yield text;
}

function connectionLine(connection: Connection, bases: readonly [number, number]): string {
  const { index, protocol, client, server } = connection;
  return `connection ${index} ${protocol} ${endpointText(client)} > ${endpointText(server)} ${exactJson({ ...without('packets', connection), bases })}`;
}

function originOf({ traces, packets }: TimelineInput): bigint {
  const times = [...traces.map(({ calls }) => calls[0]?.enterNs), packets[0]?.timestampNs].filter((ns) => ns != null);
  return times.reduce((least, ns) => (ns < least ? ns : least), times[0] ?? 0n);
}

function eventLines(input: TimelineInput, timeline: Timeline, originNs: bigint): TimedLine[] {
  const bases = input.connections.map((connection) => basesOf(input, connection));
  const comments = new ScriptComments(timeline);
  let lastNs = originNs;
  const packets = input.packets.map((packet) => {
    lastNs = packet.timestampNs ?? lastNs;
    const text = packetLine(packet, input.connections, bases, originNs);
    return { timeNs: lastNs, text: `${text}${comments.ofPacket(packet.number)}` };
  });
  const calls = input.traces.flatMap(({ process, calls: all }: ProcessTrace) =>
    all.map((call) => ({
      timeNs: call.enterNs,
      text: `${callLine(process, call, originNs)}${comments.ofCall(`${process.name}#${call.sequence}`)}`,
    })),
  );
  const inferred = timeline.calls
    .filter((call) => call.inferred)
    .map((call) => ({
      timeNs: call.call.enterNs,
      text: comments.inferred(call, timeText(call.call.enterNs, originNs)),
    }));
  return [...calls, ...inferred, ...packets].sort((a, b) => (a.timeNs < b.timeNs ? -1 : a.timeNs > b.timeNs ? 1 : 0));
}

function timeText(timeNs: bigint, originNs: bigint): string {
  const ns = timeNs - originNs;
  const size = ns < 0n ? -ns : ns;
  return `${ns < 0n ? '-' : ''}${size / NANOSECONDS}.${String(size % NANOSECONDS).padStart(9, '0')}`;
}

function callLine({ name }: TracedProcess, call: TracedCall, originNs: bigint): string {
  const notation = callNotation(call);
  const noted = parseCallNotation(notation) ?? { call: call.call, fd: null, arguments: {} };
  const { sequence, enterNs, returnNs, result, errno } = call;
  const rest = differences(call, assumedCall({ ...noted, sequence, enterNs, returnNs, result, errno }));
  const until = returnNs === null ? '' : timeText(returnNs, originNs);
  const outcome = returnNs === null ? '' : ` = ${result ?? '?'}${errno === null ? '' : ` ${errno}`}`;
  return `${timeText(enterNs, originNs)}...${until} ${name}#${sequence} ${notation}${outcome}${restText(rest)}`;
}

function packetLine(
  packet: CapturedPacket,
  connections: readonly Connection[],
  bases: readonly (readonly [number, number])[],
  originNs: bigint,
): string {
  const { number, timestampNs, flow } = packet;
  const time = timestampNs === null ? '?' : timeText(timestampNs, originNs);
  const kept = { ...packet, ...frameOf(packet) };
  const connection = flow === null ? undefined : connections[flow.connection];
  const both = flow === null ? undefined : bases[flow.connection];
  const own: SequenceBases = sidesOf(both ?? [0, 0], flow?.fromClient === true);
  const notation = connection === undefined ? null : packetNotation(packet, own);
  const noted = notation === null ? null : parsePacketNotation(notation, own);
  if (connection === undefined || flow === null || noted === null) return `${time} #${number} ? ${exactJson(kept)}`;
  const place = { number, timestampNs, fromClient: flow.fromClient };
  const assumed = assumedPacket(noted, place, connection, relativeNumbersOf(notation ?? ''));
  const rest = {
    ...differences({ ...kept, tcp: null, flow: null }, { ...assumed, tcp: null, flow: null }),
    ...nested('tcp', kept.tcp, assumed.tcp),
    ...nested('flow', flow, assumed.flow),
  };
  return `${time} #${number} ${connection.index} ${flow.fromClient ? '>' : '<'} ${notation}${restText(rest)}`;
}

function nested(name: string, actual: object | null, assumed: object | null): Record<string, unknown> {
  const rest = actual === null || assumed === null ? {} : differences(actual, assumed);
  return Object.keys(rest).length === 0 ? {} : { [name]: rest };
}

function restText(rest: Record<string, unknown>): string {
  return Object.keys(rest).length === 0 ? '' : ` ${exactJson(rest)}`;
}

/** Raw numbers of the notation's zeros, of client and server: those of the SYNs, else one before the first byte seen. */
function basesOf({ packets }: TimelineInput, connection: Connection): readonly [number, number] {
  const first = (fromClient: boolean): number => {
    const packet = connection.packets
      .map((number) => packets[placeOfPacket(packets, (each) => each.number, number)])
      .find((each) => each?.tcp != null && each.flow?.fromClient === fromClient);
    const isSyn = packet?.tcp?.flagText.startsWith('S') === true;
    return packet?.tcp == null ? 0 : isSyn ? packet.tcp.sequence : (packet.tcp.sequence + 2 ** 32 - 1) % 2 ** 32;
  };
  return [first(true), first(false)];
}

/** The bases as the sender of a packet sees them. */
export function sidesOf([client, server]: readonly [number, number], fromClient: boolean): SequenceBases {
  return fromClient ? { own: client, other: server } : { own: server, other: client };
}
