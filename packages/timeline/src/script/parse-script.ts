import type { CapturedPacket, Connection } from '@sockscope/capture';
import type { ProcessTrace, TracedCall } from '@sockscope/core/trace';
import type { TimelineInput } from '../model';
import { parseCallNotation } from './call-notation';
import { parseExactJson, without } from './exact-json';
import { parsePacketNotation } from './packet-notation';
import { assumedCall, assumedPacket, relativeNumbersOf } from './script-assumptions';
import { sidesOf } from './write-script';

/** A script that was read, or its first line that is none. */
export type ParsedScript =
  | { readonly ok: true; readonly input: TimelineInput }
  | { readonly ok: false; readonly line: number; readonly text: string };

type ScriptConnection = Omit<Connection, 'packets'> & { readonly bases: readonly [number, number] };

const CALL =
  /^(-?\d+\.\d{9})\.\.\.(-?\d+\.\d{9})? (.+)#(\d+) (\w+\(.*?\))(?: = (-?\d+|\?)(?: (E\w+))?)?(?: (\{.*\}))?$/;
const PACKET = /^(-?\d+\.\d{9}|\?) #(\d+) (\d+) ([<>]) (.*?)(?: (\{.*\}))?$/;
const OTHER_PACKET = /^(?:-?\d+\.\d{9}|\?) #(\d+) \? (\{.*\})$/;

/** Gives back what makes the timeline that writeScript() wrote. Never throws. */
export function parseScript(lines: Iterable<string>): ParsedScript {
  const reader = new ScriptReader();
  let number = 0;
  for (const line of lines) {
    number += 1;
    const text = line.replace(/ {2}\/\/ .*$/, '');
    if (!reader.take(text)) return { ok: false, line: number, text: `not a line of a script: ${line.slice(0, 80)}` };
  }
  return { ok: true, input: reader.input() };
}

class ScriptReader {
  private originNs = 0n;
  private readonly traces = new Map<string, ProcessTrace & { readonly calls: TracedCall[] }>();
  private readonly connections: ScriptConnection[] = [];
  private readonly packets: CapturedPacket[] = [];

  take(text: string): boolean {
    if (text === '' || text.startsWith('//')) return true;
    const [, word = '', rest = ''] = /^(\w+) (.*)$/.exec(text) ?? [];
    switch (word) {
      case 'origin':
        this.originNs = timeOf(rest, 0n);
        return /^\d+\.\d{9}$/.test(rest);
      case 'process':
        return this.takeProcess(rest);
      case 'connection':
        return this.takeConnection(rest);
      default:
        return this.takeCall(text) || this.takePacket(text) || this.takeOther(text);
    }
  }

  input(): TimelineInput {
    const packets = this.packets.sort((a, b) => a.number - b.number);
    const numbers = this.connections.map((): number[] => []);
    packets.forEach(({ number, flow }) => flow !== null && numbers[flow.connection]?.push(number));
    const connections = this.connections.map((connection, index) => ({
      ...without('bases', connection),
      packets: numbers[index] ?? [],
    }));
    const bySequence = (a: TracedCall, b: TracedCall): number => a.sequence - b.sequence;
    const traces = [...this.traces.values()].map((trace) => ({ ...trace, calls: trace.calls.sort(bySequence) }));
    return { traces, packets, connections };
  }

  private takeProcess(rest: string): boolean {
    const known = parseExactJson(rest.slice(rest.indexOf('{')));
    if (!isObject(known) || !isObject(known['process'])) return false;
    const trace = { ...(known as unknown as Pick<ProcessTrace, 'process' | 'exit'>), calls: [] };
    this.traces.set(trace.process.name, trace);
    return true;
  }

  private takeConnection(rest: string): boolean {
    const known = parseExactJson(rest.slice(rest.indexOf('{')));
    if (!isObject(known) || known['index'] !== this.connections.length) return false;
    this.connections.push(known as unknown as ScriptConnection);
    return true;
  }

  private takeCall(text: string): boolean {
    const [, enter = '', leave, name = '', sequence, notation = '', result, errno, rest] = CALL.exec(text) ?? [];
    const noted = parseCallNotation(notation);
    const trace = this.traces.get(name);
    if (noted === null || trace === undefined) return false;
    const call = assumedCall({
      ...noted,
      sequence: Number(sequence),
      enterNs: timeOf(enter, this.originNs),
      returnNs: leave === undefined ? null : timeOf(leave, this.originNs),
      result: result === undefined || result === '?' ? null : Number(result),
      errno: errno ?? null,
    });
    trace.calls.push({ ...call, ...objectOf(rest) });
    return true;
  }

  private takePacket(text: string): boolean {
    const [, time = '', number, index, arrow, notation = '', rest] = PACKET.exec(text) ?? [];
    const connection = this.connections[Number(index)];
    if (connection === undefined) return false;
    const fromClient = arrow === '>';
    const noted = parsePacketNotation(notation, sidesOf(connection.bases, fromClient));
    if (noted === null) return false;
    const timestampNs = time === '?' ? null : timeOf(time, this.originNs);
    const place = { number: Number(number), timestampNs, fromClient };
    const assumed = assumedPacket(noted, place, connection, relativeNumbersOf(notation));
    const { tcp, flow, ...others } = objectOf(rest);
    this.packets.push({
      ...assumed,
      ...others,
      tcp: assumed.tcp === null ? null : { ...assumed.tcp, ...(tcp as object) },
      flow: assumed.flow === null ? null : { ...assumed.flow, ...(flow as object) },
    });
    return true;
  }

  private takeOther(text: string): boolean {
    const packet = parseExactJson(OTHER_PACKET.exec(text)?.[2] ?? '');
    if (!isObject(packet) || typeof packet['number'] !== 'number') return false;
    this.packets.push(packet as unknown as CapturedPacket);
    return true;
  }
}

function objectOf(text: string | undefined): Record<string, unknown> {
  const value = text === undefined ? {} : parseExactJson(text);
  return isObject(value) ? value : {};
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function timeOf(text: string, originNs: bigint): bigint {
  const ns = BigInt(text.replace('-', '').replace('.', ''));
  return originNs + (text.startsWith('-') ? -ns : ns);
}
