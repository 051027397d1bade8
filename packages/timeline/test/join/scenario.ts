import { FlowFrame, FlowTracker, PacketFacts, type CapturedPacket, type Packet } from '@sockscope/capture';
import { parseEndpoint } from '@sockscope/core/trace';
import type { CallArguments, CallName, Endpoint, ProcessTrace, TracedCall } from '@sockscope/core/trace';
import { buildTimeline } from '../../src';
import type { Side, Timeline, TimelineInput } from '../../src';

/** Zero of a scenario's times, which count microseconds. */
export const START_NS = 1_767_272_709_000_000_000n;

const CLIENT_ISN = 4_294_967_000;
const SERVER_ISN = 7000;
const FLAG_BITS: Readonly<Record<string, number>> = { F: 0x001, S: 0x002, R: 0x004, P: 0x008, '.': 0x010 };
const CALL_LINE = /^(client|server) (\d+)(?:(-)(\d*))? (\w+)\(([^)]*)\)(?: = (-?\d+)(?: (\w+))?)?(?: @([\w.:[\]]+))?$/;
const PACKET_LINE = /^(\d*)([<>]) (\d+) (\S+)(?: len (\d+))?(?: seq (\d+))?(?: ack (\d+))?(?: win (\d+))?$/;

/**
 * Reads a scenario: one event a line, calls and packets in any order, and gives what buildTimeline() takes.
 *
 *     client 10-50 connect(3) = 0 @127.0.0.1:50000    enter-return, the call, its result; @ the ephemeral end
 *     server 5- accept(3)                              has not returned
 *     > 12 S                                           client to server at 12 us; sequence numbers follow by themselves
 *     < 60 P. len 24 seq 0                             seq: position in the stream, for what is sent again
 *     1> 70 UDP len 6                                  connection 1: the client's port is 50001
 *     < 80 ICMP                                        port unreachable, about the last packet the other way
 *     client exit 90 SIGKILL
 */
export function scenarioInput(text: string): TimelineInput {
  const wire = new Wire();
  const traces = new Map<Side, Trace>();
  for (const line of text.split('\n').map((part) => part.trim())) {
    const exit = /^(client|server) exit (\d+) (\w+)$/.exec(line);
    const call = CALL_LINE.exec(line);
    const packet = PACKET_LINE.exec(line);
    if (exit !== null) {
      const [, side, at, how] = exit;
      traceOf(traces, side).exit = {
        timeNs: timeAt(at),
        status: Number.isNaN(Number(how)) ? null : Number(how),
        signal: Number.isNaN(Number(how)) ? (how ?? null) : null,
      };
    } else if (call !== null) {
      traceOf(traces, call[1]).calls.push(callOf(call));
    } else if (packet !== null) {
      wire.add(packet);
    } else if (line !== '') {
      throw new Error(`not a line of a scenario: ${line}`);
    }
  }
  return { traces: [...traces.values()].map(traceEnd), ...wire.captured() };
}

export function scenario(text: string): Timeline {
  return buildTimeline(scenarioInput(text));
}

/** Links as text: `client#2 causes 1 in-call`, `client#3 causes 4 in-call [0,24)`. */
export function linkTexts(timeline: Timeline): string[] {
  return timeline.links.map(({ call, relation, packet, when, bytes, isRetransmission }) => {
    const interval = bytes === null ? '' : ` [${bytes.from},${bytes.to})`;
    return `${call} ${relation} ${packet} ${when}${interval}${isRetransmission ? ' again' : ''}`;
  });
}

/** Owners as text, by packet: `client#2`, `kernel: ack`, `unknown`. */
export function ownerTexts(timeline: Timeline): string[] {
  return timeline.packets.map(({ owner }) =>
    owner.kind === 'call' ? owner.call : owner.kind === 'kernel' ? `kernel: ${owner.reason}` : 'unknown',
  );
}

/** States of one connection as text: `client SYN-SENT 1`, `server LISTEN server#3`. */
export function stateTexts(timeline: Timeline, connection = 0): string[] {
  return (timeline.connections[connection]?.states ?? []).map(
    ({ side, state, by }) => `${side} ${state} ${by.kind === 'packet' ? by.packet : by.call}`,
  );
}

interface Trace {
  readonly side: Side;
  readonly calls: Omit<TracedCall, 'sequence'>[];
  exit: ProcessTrace['exit'];
}

function traceOf(traces: Map<Side, Trace>, side: string | undefined): Trace {
  const key = side === 'client' ? 'client' : 'server';
  const trace = traces.get(key) ?? { side: key, calls: [], exit: null };
  traces.set(key, trace);
  return trace;
}

function traceEnd({ side, calls, exit }: Trace): ProcessTrace {
  const process = { name: side, role: side, pid: 1, command: [], host: 'here', startNs: START_NS };
  return { process, calls: calls.map((call, index) => ({ ...call, sequence: index + 1 })), exit };
}

export function timeAt(microseconds: string | number | undefined): bigint {
  return START_NS + BigInt(microseconds ?? 0) * 1000n;
}

/** What each call's arguments are called, in the order of the scenario's line. */
function argumentsOf(call: string, given: readonly string[]): CallArguments {
  const [, first, second] = given;
  switch (call) {
    case 'socket':
      return { domain: 'AF_INET', type: given[0] === 'udp' ? 'SOCK_DGRAM' : 'SOCK_STREAM' };
    case 'listen':
      return { backlog: Number(first) };
    case 'bind':
    case 'connect':
      return { address: parseEndpoint(first ?? '') ?? SERVER };
    case 'sendto':
      return { lengthBytes: Number(first), address: parseEndpoint(second ?? '') ?? SERVER };
    case 'poll':
      return { descriptors: [{ fd: Number(given[0]), events: ['POLLIN'], returnedEvents: [first ?? ''] }] };
    case 'shutdown':
      return { how: first ?? '' };
    case 'setsockopt':
      // A semicolon stands for the comma inside of a value.
      return { level: 'SOL_SOCKET', option: first ?? '', value: (second ?? '').replace(/;/g, ',') };
    default:
      return first === undefined
        ? {}
        : { lengthBytes: Number(first), ...(second === undefined ? {} : { flags: [second] }) };
  }
}

const SERVER: Endpoint = { address: '127.0.0.1', port: 8888 };

function callOf(match: RegExpExecArray): Omit<TracedCall, 'sequence'> {
  const [, side, enter, dash, leave, name, list, result, errno, at] = match;
  const given = (list ?? '').split(',').map((part) => part.trim());
  const call = name as CallName;
  const ephemeral = parseEndpoint(at ?? '127.0.0.1:50000');
  const isRefused = errno !== undefined;
  const isReturned = result !== undefined && !isRefused;
  const returned = dash === undefined ? enter : leave === '' ? null : leave;
  const isClient = side === 'client';
  const hasEnds = call === 'connect' || call === 'accept';
  return {
    thread: 0,
    call,
    fd: call === 'socket' || call === 'poll' ? null : Number(given[0]),
    arguments: argumentsOf(call, given),
    enterNs: timeAt(enter),
    returnNs: returned === null ? null : timeAt(returned),
    result: result === undefined ? null : Number(result),
    errno: errno ?? null,
    local:
      call === 'bind'
        ? (parseEndpoint(given[1] ?? '') ?? SERVER)
        : hasEnds && !isRefused && isClient
          ? ephemeral
          : null,
    peer: isReturned && (call === 'recvfrom' || call === 'accept') ? (isClient ? SERVER : ephemeral) : null,
    data: null,
  };
}

interface Ends {
  next: { client: number; server: number };
  acked: { client: number; server: number };
}

/** Makes packets whose sequence numbers follow from what was sent before, and lets capture's own tracker place them. */
class Wire {
  private readonly packets: Omit<Packet, 'number'>[] = [];
  private readonly ends = new Map<number, Ends>();

  add(match: RegExpExecArray): void {
    const [, connection, arrow, at, letters, length, seq, ack, win] = match;
    const port = 50000 + Number(connection ?? 0);
    const isClient = arrow === '>';
    const payloadBytes = Number(length ?? 0);
    const client = { address: '127.0.0.1', port };
    const [from, to] = isClient ? [client, SERVER] : [SERVER, client];
    const base = {
      timestampNs: timeAt(at),
      wireBytes: 54 + payloadBytes,
      capturedBytes: 54 + payloadBytes,
      frameOffset: 0,
      linkType: 1,
      source: from.address,
      destination: to.address,
      problem: null,
    };
    if (letters === 'ICMP') {
      const quoted = { source: to.address, destination: from.address, sourcePort: to.port, destinationPort: from.port };
      const isUdp = this.packets.some(({ protocol, sourcePort }) => protocol === 'udp' && sourcePort === to.port);
      const icmp = { type: 3, code: 3, text: 'port unreachable', quoted: { ...quoted, ipProtocol: isUdp ? 17 : 6 } };
      const none = { sourcePort: null, destinationPort: null, payloadBytes: null, tcp: null };
      this.packets.push({ ...base, ...none, ipProtocol: 1, protocol: 'icmp', icmp });
      return;
    }
    const ports = { sourcePort: from.port, destinationPort: to.port, payloadBytes, icmp: null };
    if (letters === 'UDP') {
      this.packets.push({ ...base, ...ports, ipProtocol: 17, protocol: 'udp', tcp: null });
      return;
    }
    const tcp = this.tcpOf(port, isClient, letters ?? '', payloadBytes, { seq, ack, win });
    this.packets.push({ ...base, ...ports, ipProtocol: 6, protocol: 'tcp', tcp });
  }

  captured(): Pick<TimelineInput, 'packets' | 'connections'> {
    const tracker = new FlowTracker();
    const inOrder = [...this.packets].sort((a, b) => ((a.timestampNs ?? 0n) < (b.timestampNs ?? 0n) ? -1 : 1));
    const packets = inOrder.map((packet, index): CapturedPacket => {
      const numbered = { ...packet, number: index + 1 };
      return { ...numbered, flow: place(tracker, numbered) };
    });
    return { packets, connections: tracker.connections };
  }

  private tcpOf(
    port: number,
    isClient: boolean,
    letters: string,
    payloadBytes: number,
    given: { seq: string | undefined; ack: string | undefined; win: string | undefined },
  ): NonNullable<Packet['tcp']> {
    const isSyn = letters.includes('S');
    const fresh = { next: { client: CLIENT_ISN, server: SERVER_ISN }, acked: { client: 0, server: 0 } };
    const ends = this.ends.get(port) ?? fresh;
    this.ends.set(port, ends);
    const [own, other] = isClient ? (['client', 'server'] as const) : (['server', 'client'] as const);
    const isn = isClient ? CLIENT_ISN : SERVER_ISN;
    const otherIsn = isClient ? SERVER_ISN : CLIENT_ISN;
    const sequence = given.seq === undefined ? (isSyn ? isn : ends.next[own]) : isn + 1 + Number(given.seq);
    const after = sequence + payloadBytes + (isSyn ? 1 : 0) + (letters.includes('F') ? 1 : 0);
    ends.next[own] = Math.max(ends.next[own], after);
    const isAck = letters.includes('.');
    const acknowledgment = given.ack === undefined ? ends.next[other] : otherIsn + 1 + Number(given.ack);
    return {
      flags: [...letters].reduce((bits, letter) => bits | (FLAG_BITS[letter] ?? 0), 0),
      flagText: letters,
      sequence: sequence % 2 ** 32,
      acknowledgment: isAck ? acknowledgment % 2 ** 32 : 0,
      windowBytes: Number(given.win ?? 512),
      options: [],
    };
  }
}

/** Gives the packet's place in its connection. */
export function place(tracker: FlowTracker, packet: Packet): CapturedPacket['flow'] {
  return tracker.add(factsOf(packet), frameOf(packet));
}

function frameOf({ number, timestampNs }: Packet): FlowFrame {
  const ns = timestampNs ?? 0n;
  const seconds = Number(ns / 1_000_000_000n);
  return Object.assign(new FlowFrame(), { number, seconds, nanoseconds: Number(ns % 1_000_000_000n) });
}

/** What the scan of a packet's frame would find; all addresses are 127.0.0.1 or all are ::1. */
function factsOf({ source, icmp, tcp, protocol, sourcePort, destinationPort, payloadBytes }: Packet): PacketFacts {
  const isIpv6 = source?.includes(':') === true;
  const LOOPBACK = isIpv6 ? 0 : 0x7f000001;
  const facts = new PacketFacts();
  const none = -1;
  const { quoted } = icmp ?? {};
  return Object.assign(facts, {
    ipVersion: isIpv6 ? 6 : 4,
    ...(isIpv6 && { source3: 1, destination3: 1 }),
    source0: LOOPBACK,
    destination0: LOOPBACK,
    transport: protocol === 'tcp' ? 1 : protocol === 'udp' ? 2 : 3,
    sourcePort: sourcePort ?? none,
    destinationPort: destinationPort ?? none,
    flags: tcp?.flags ?? 0,
    sequence: tcp?.sequence ?? 0,
    acknowledgment: tcp?.acknowledgment ?? 0,
    payloadBytes: payloadBytes ?? none,
    ...(quoted && {
      quotedVersion: 4,
      quotedSource0: LOOPBACK,
      quotedDestination0: LOOPBACK,
      quotedProtocol: quoted.ipProtocol,
      quotedSourcePort: quoted.sourcePort ?? none,
      quotedDestinationPort: quoted.destinationPort ?? none,
    }),
  });
}

/** What the kernel's packet says of itself; empty for a packet of a call. */
export function kernelText(timeline: Timeline, packet: number): string {
  const owner = timeline.packets[packet - 1]?.owner;
  return owner === undefined || owner.kind === 'call' ? '' : owner.text;
}
