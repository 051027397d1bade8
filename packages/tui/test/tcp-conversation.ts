import type { Recording } from '@sockscope/session';

type CapturedPacket = Recording['packets'][number];
type Connection = Recording['connections'][number];
type Trace = Recording['traces'][number];
type Call = Trace['calls'][number];

const HOST = '127.0.0.1';
const SERVER_PORT = 8888;
const SYN = 0x002;
const FIN = 0x001;
const RST = 0x004;
const PSH = 0x008;
const ACK = 0x010;
const HEADERS_BYTES = 66;

interface Segment {
  readonly fromClient: boolean;
  readonly flags: number;
  readonly sequence: number;
  readonly acknowledgment: number;
  readonly payload?: Uint8Array;
}

interface CallPart {
  readonly fd: number | null;
  readonly enterNs: bigint;
  readonly returnNs?: bigint;
  readonly result: number;
  readonly given?: Call['arguments'];
  readonly errno?: string;
  readonly port?: number;
  readonly data?: Uint8Array;
}

/** Writes calls and packets of client and server side by side, as the kernel would have them, ten microseconds a step. */
export class TcpConversation {
  #nowNs: bigint;
  readonly #extra: string;
  readonly #calls: { server: Call[]; client: Call[] } = { server: [], client: [] };
  readonly #packets: CapturedPacket[] = [];
  readonly #frames: Uint8Array[] = [];
  readonly #connections: Connection[] = [];

  /** `extra` is put wherever a recording holds text from outside. */
  constructor(startNs: bigint, extra = '') {
    this.#nowNs = startNs;
    this.#extra = extra;
  }

  listen(): void {
    this.#call('server', 'socket', {
      fd: null,
      result: 3,
      enterNs: this.#tick(),
      given: { domain: 'AF_INET', type: 'SOCK_STREAM', protocol: 'IPPROTO_TCP' },
    });
    this.#call('server', 'bind', {
      fd: 3,
      result: 0,
      enterNs: this.#tick(),
      given: { address: { address: HOST, port: SERVER_PORT } },
    });
    this.#call('server', 'listen', { fd: 3, result: 0, enterNs: this.#tick(), given: { backlog: 5 } });
  }

  /** A whole connection: handshake, a word, the greeting, three segments to close. */
  serve(port: number, word: string, greeting: string): void {
    const sent = new TextEncoder().encode(word);
    const received = new TextEncoder().encode(greeting);
    const acceptEnterNs = this.#tick();
    const first = this.#packets.length + 1;
    const index = this.#connections.length;
    const segment = (given: Segment) => this.#segment(index, port, given);
    this.#call('client', 'socket', {
      fd: null,
      result: 3,
      enterNs: this.#tick(),
      given: { domain: 'AF_INET', type: 'SOCK_STREAM', protocol: 'IPPROTO_TCP' },
    });
    const connectNs = this.#tick();
    segment({ fromClient: true, flags: SYN, sequence: 1000, acknowledgment: 0 });
    segment({ fromClient: false, flags: SYN | ACK, sequence: 5000, acknowledgment: 1001 });
    segment({ fromClient: true, flags: ACK, sequence: 1001, acknowledgment: 5001 });
    this.#call('client', 'connect', {
      fd: 3,
      result: 0,
      enterNs: connectNs,
      returnNs: this.#tick(),
      port,
      given: { address: { address: HOST, port: SERVER_PORT } },
    });
    this.#call('server', 'accept', { fd: 3, result: 4, enterNs: acceptEnterNs, returnNs: this.#tick(), port });
    const recvNs = this.#tick();
    const sendNs = this.#tick();
    segment({ fromClient: true, flags: PSH | ACK, sequence: 1001, acknowledgment: 5001, payload: sent });
    this.#call('client', 'send', {
      fd: 3,
      result: sent.length,
      enterNs: sendNs,
      returnNs: this.#tick(),
      port,
      given: { lengthBytes: sent.length },
      data: sent,
    });
    this.#call('server', 'recv', {
      fd: 4,
      result: sent.length,
      enterNs: recvNs,
      returnNs: this.#tick(),
      port,
      given: { lengthBytes: 255 },
      data: sent,
    });
    const answerNs = this.#tick();
    segment({
      fromClient: false,
      flags: PSH | ACK,
      sequence: 5001,
      acknowledgment: 1001 + sent.length,
      payload: received,
    });
    this.#call('server', 'send', {
      fd: 4,
      result: received.length,
      enterNs: answerNs,
      returnNs: this.#tick(),
      port,
      given: { lengthBytes: received.length },
      data: received,
    });
    this.#call('client', 'recv', {
      fd: 3,
      result: received.length,
      enterNs: this.#tick(),
      port,
      given: { lengthBytes: 255 },
      data: received,
    });
    const closeNs = this.#tick();
    segment({
      fromClient: false,
      flags: FIN | ACK,
      sequence: 5001 + received.length,
      acknowledgment: 1001 + sent.length,
    });
    this.#call('server', 'close', { fd: 4, result: 0, enterNs: closeNs, returnNs: this.#tick(), port });
    const clientCloseNs = this.#tick();
    segment({
      fromClient: true,
      flags: FIN | ACK,
      sequence: 1001 + sent.length,
      acknowledgment: 5002 + received.length,
    });
    segment({ fromClient: false, flags: ACK, sequence: 5002 + received.length, acknowledgment: 1002 + sent.length });
    this.#call('client', 'close', { fd: 3, result: 0, enterNs: clientCloseNs, returnNs: this.#tick(), port });
    const mark = (offset: number) => this.#mark(first + offset);
    this.#connect(
      port,
      first,
      { sent: sent.length, received: received.length },
      {
        handshake: {
          outcome: 'complete',
          syn: mark(0),
          synAck: mark(1),
          ack: mark(2),
          synRetransmissions: 0,
          synAckRetransmissions: 0,
        },
        close: { kind: 'three-segment', clientFin: mark(6), serverFin: mark(5), reset: null },
      },
    );
  }

  /** A connect() to which the answer is RST. */
  refused(port: number): void {
    const first = this.#packets.length + 1;
    const connectNs = this.#tick();
    const index = this.#connections.length;
    this.#segment(index, port, { fromClient: true, flags: SYN, sequence: 1000, acknowledgment: 0 });
    this.#segment(index, port, { fromClient: false, flags: RST | ACK, sequence: 0, acknowledgment: 1001 });
    this.#call('client', 'connect', {
      fd: 3,
      result: -1,
      errno: 'ECONNREFUSED',
      enterNs: connectNs,
      returnNs: this.#tick(),
      port,
      given: { address: { address: HOST, port: SERVER_PORT } },
    });
    this.#connect(
      port,
      first,
      { sent: 0, received: 0 },
      {
        handshake: {
          outcome: 'refused',
          syn: this.#mark(first),
          synAck: null,
          ack: null,
          synRetransmissions: 0,
          synAckRetransmissions: 0,
        },
        close: { kind: 'reset', clientFin: null, serverFin: null, reset: { ...this.#mark(first + 1), by: 'server' } },
      },
    );
  }

  recording(status: Recording['status']): Recording {
    const { server, client } = this.#calls;
    return {
      name: `demo${this.#extra}`,
      session: null,
      status,
      packets: [...this.#packets],
      connections: [...this.#connections],
      traces: [this.#trace('server', 4711, [...server]), this.#trace('client', 4712, [...client])],
      problems: [],
      frame: (number) => this.#frames[number - 1] ?? null,
      detail: (number) => this.#detail(number),
    };
  }

  #tick(): bigint {
    return (this.#nowNs += 10_000n);
  }

  #call(role: 'server' | 'client', call: Call['call'], part: CallPart): void {
    const calls = this.#calls[role];
    const server = { address: HOST, port: SERVER_PORT };
    const client = part.port === undefined ? null : { address: HOST, port: part.port };
    calls.push({
      sequence: calls.length + 1,
      thread: 0,
      call,
      fd: part.fd,
      arguments: part.given ?? {},
      enterNs: part.enterNs,
      returnNs: part.returnNs ?? this.#tick(),
      result: part.result,
      errno: part.errno ?? null,
      local: client === null ? null : role === 'client' ? client : server,
      peer: client === null ? null : role === 'client' ? server : client,
      data: part.data ?? null,
    });
    calls.sort((a, b) => Number(a.enterNs - b.enterNs));
    calls.forEach((entry, i) => Object.assign(entry, { sequence: i + 1 }));
  }

  #trace(role: 'server' | 'client', pid: number, calls: readonly Call[]): Trace {
    const startNs = calls[0]?.enterNs ?? this.#nowNs;
    const name = `${role}-${pid}${this.#extra}`;
    return { process: { name, role, pid, command: [role], host: 'here', startNs }, calls, exit: null };
  }

  #segment(connection: number, port: number, { fromClient, flags, sequence, acknowledgment, payload }: Segment): void {
    const payloadBytes = payload?.length ?? 0;
    const from = sequence - (fromClient ? 1001 : 5001);
    const frame = new Uint8Array(HEADERS_BYTES + payloadBytes);
    frame.set(payload ?? [], HEADERS_BYTES);
    this.#frames.push(frame);
    this.#packets.push({
      number: this.#packets.length + 1,
      timestampNs: this.#tick(),
      wireBytes: frame.length,
      capturedBytes: frame.length,
      frameOffset: 0,
      linkType: 1,
      source: HOST,
      destination: HOST,
      ipProtocol: 6,
      protocol: 'tcp',
      sourcePort: fromClient ? port : SERVER_PORT,
      destinationPort: fromClient ? SERVER_PORT : port,
      tcp: { flags, flagText: flagText(flags), sequence, acknowledgment, windowBytes: 512, options: [] },
      icmp: null,
      payloadBytes,
      problem: null,
      flow: {
        connection,
        fromClient,
        stream: payloadBytes > 0 ? { from, to: from + payloadBytes } : null,
        acknowledgedBytes: flags & ACK ? Math.max(0, acknowledgment - (fromClient ? 5001 : 1001)) : null,
        acknowledgesFin: (flags & (FIN | ACK)) !== 0 && this.#finSent(connection, !fromClient),
        isRetransmission: false,
        datagram: null,
        isIcmpError: false,
      },
    });
  }

  #finSent(connection: number, byClient: boolean): boolean {
    return this.#packets.some(
      ({ flow, tcp }) =>
        flow?.connection === connection && flow.fromClient === byClient && ((tcp?.flags ?? 0) & FIN) !== 0,
    );
  }

  #mark(packet: number) {
    return { packet, timestampNs: this.#packets[packet - 1]?.timestampNs ?? null };
  }

  #connect(
    port: number,
    first: number,
    bytes: { sent: number; received: number },
    course: Pick<Connection, 'handshake' | 'close'>,
  ): void {
    const packets = this.#packets.slice(first - 1);
    const fromClient = packets.filter(({ flow }) => flow?.fromClient).length;
    this.#connections.push({
      index: this.#connections.length,
      protocol: 'tcp',
      client: { address: HOST, port },
      server: { address: HOST, port: SERVER_PORT },
      clientKnownBy: 'syn',
      firstPacket: this.#mark(first),
      lastPacket: this.#mark(first + packets.length - 1),
      packets: packets.map(({ number }) => number),
      copies: 0,
      packetCount: { clientToServer: fromClient, serverToClient: packets.length - fromClient },
      payloadBytes: { clientToServer: bytes.sent, serverToClient: bytes.received },
      ...course,
    });
  }

  #detail(number: number): ReturnType<Recording['detail']> {
    const tcp = this.#packets[number - 1]?.tcp;
    if (!tcp) return null;
    const range = { offset: 34, length: 32 };
    const field = (name: string, value: string, offset: number, length: number) => ({
      name,
      value: value + this.#extra,
      range: { offset, length },
      reference: '',
      fields: [],
    });
    const fields = [
      field('Sequence number', String(tcp.sequence), 38, 4),
      field('Flags', tcp.flagText, 46, 2),
      field('Window', '512', 48, 2),
    ];
    const layer = { name: 'Transmission Control Protocol', value: '', range, reference: 'RFC 9293 §3.1', fields };
    return { layers: [layer], problem: null, problemText: null };
  }
}

function flagText(flags: number): string {
  const letters = [
    [SYN, 'S'],
    [FIN, 'F'],
    [RST, 'R'],
    [PSH, 'P'],
    [ACK, '.'],
  ] as const;
  return letters
    .filter(([bit]) => flags & bit)
    .map(([, letter]) => letter)
    .join('');
}
