// Makes a recording in memory: request and reply, again and again, over several connections, as a loopback service leaves it.
const START_NS = 1_767_272_709_000_000_000n;
const SERVER = { address: '127.0.0.1', port: 8888 };
const BYTES = 64;
/** Events of a round: two segments, and a send() and a recv() with entry and return at both ends. */
const EVENTS_PER_ROUND = 2 + 2 * 2 + 2 * 2;

function madeRecording(events, connectionCount) {
  const recording = { packets: [], connections: [], calls: { client: [], server: [] }, timeNs: START_NS };
  const rounds = Math.ceil(events / connectionCount / EVENTS_PER_ROUND);
  for (let index = 0; index < connectionCount; index++) addConnection(recording, index, rounds);
  const trace = (role, pid) => ({
    process: { name: `${role}-${pid}`, role, pid, command: [], host: 'here', startNs: START_NS },
    calls: recording.calls[role],
    exit: null,
  });
  return {
    packets: recording.packets,
    connections: recording.connections,
    traces: [trace('client', 2), trace('server', 1)],
  };
}

function addConnection(recording, index, rounds) {
  const client = { address: '127.0.0.1', port: 10_000 + index };
  const sides = { client: { next: 1000, sent: 0, end: client }, server: { next: 5000, sent: 0, end: SERVER } };
  const at = { recording, index, sides, packets: [] };
  const socket = {
    fd: null,
    arguments: { domain: 'AF_INET', type: 'SOCK_STREAM' },
    result: 3,
    local: null,
    peer: null,
  };
  addCall(at, 'client', 'socket', () => undefined, socket);
  const marks = {};
  const connect = { arguments: { address: SERVER }, result: 0 };
  addCall(
    at,
    'client',
    'connect',
    () => {
      marks.syn = addPacket(at, 'client', 'S', 0);
      marks.synAck = addPacket(at, 'server', 'S.', 0);
      marks.ack = addPacket(at, 'client', '.', 0);
    },
    connect,
  );
  addCall(at, 'server', 'accept', () => undefined, { fd: 5, arguments: {}, result: 4 });
  for (let round = 0; round < rounds; round++) {
    for (const [sender, receiver] of [
      ['client', 'server'],
      ['server', 'client'],
    ]) {
      addCall(at, sender, 'send', () => addPacket(at, sender, 'P.', BYTES));
      addCall(at, receiver, 'recv', () => undefined);
    }
  }
  const close = { arguments: {}, result: 0 };
  addCall(at, 'client', 'close', () => (marks.clientFin = addPacket(at, 'client', 'F.', 0)), close);
  addCall(at, 'server', 'close', () => (marks.serverFin = addPacket(at, 'server', 'F.', 0)), close);
  const { syn, synAck, ack, clientFin, serverFin } = marks;
  const bytes = rounds * BYTES;
  recording.connections.push({
    index,
    protocol: 'tcp',
    client,
    server: SERVER,
    clientKnownBy: 'syn',
    packets: at.packets,
    packetCount: { clientToServer: rounds + 3, serverToClient: rounds + 2 },
    payloadBytes: { clientToServer: bytes, serverToClient: bytes },
    handshake: { outcome: 'complete', syn, synAck, ack, synRetransmissions: 0, synAckRetransmissions: 0 },
    close: { kind: 'three-segment', clientFin, serverFin, reset: null },
  });
}

const tick = (recording) => (recording.timeNs += 700n);
const FLAGS = { S: 0x002, 'S.': 0x012, '.': 0x010, 'P.': 0x018, 'F.': 0x011 };

function addPacket({ recording, index, sides, packets }, from, flagText, payloadBytes) {
  const own = sides[from];
  const other = sides[from === 'client' ? 'server' : 'client'];
  const number = recording.packets.length + 1;
  const timestampNs = tick(recording);
  const takesNumber = flagText.startsWith('S') || flagText === 'F.';
  recording.packets.push({
    number,
    timestampNs,
    wireBytes: 66 + payloadBytes,
    capturedBytes: 66 + payloadBytes,
    frameOffset: 0,
    linkType: 1,
    source: own.end.address,
    destination: other.end.address,
    ipProtocol: 6,
    protocol: 'tcp',
    sourcePort: own.end.port,
    destinationPort: other.end.port,
    payloadBytes,
    icmp: null,
    problem: null,
    tcp: {
      flags: FLAGS[flagText],
      flagText,
      sequence: own.next,
      acknowledgment: flagText === 'S' ? 0 : other.next,
      windowBytes: 512,
      options: [],
    },
    flow: {
      connection: index,
      fromClient: from === 'client',
      stream: payloadBytes > 0 ? { from: own.sent, to: own.sent + payloadBytes } : null,
      acknowledgedBytes: flagText === 'S' ? null : other.sent,
      acknowledgesFin: false,
      isRetransmission: false,
      datagram: null,
      isIcmpError: false,
    },
  });
  own.next += payloadBytes + (takesNumber ? 1 : 0);
  own.sent += payloadBytes;
  packets.push(number);
  return { packet: number, timestampNs };
}

function addCall({ recording, sides }, side, name, during, fields = {}) {
  const calls = recording.calls[side];
  const call = {
    sequence: calls.length + 1,
    thread: 0,
    call: name,
    fd: side === 'client' ? 3 : 4,
    arguments: { lengthBytes: BYTES, flags: [] },
    enterNs: tick(recording),
    returnNs: null,
    result: BYTES,
    errno: null,
    local: sides[side].end,
    peer: sides[side === 'client' ? 'server' : 'client'].end,
    data: null,
    ...fields,
  };
  calls.push(call);
  during();
  call.returnNs = tick(recording);
}

module.exports = { madeRecording };
