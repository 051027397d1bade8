// Makes a recording in memory, packet by packet and call by call, as a request-reply service on loopback would leave
// it: what is to be joined, without a disk, a kernel or a decoder in the measurement.
const path = require('node:path');

const capture = path.join(__dirname, '..', '..', 'capture', 'dist', 'index.js');
const START_NS = 1_767_272_709_000_000_000n;
const SERVER = { address: '127.0.0.1', port: 8888 };
const BYTES = 64;
/** Each call's bytes leave in two segments, each with its ACK. */
const SEGMENT_BYTES = 40;
const FLAGS = { S: 0x002, 'S.': 0x012, '.': 0x010, 'P.': 0x018, 'F.': 0x011 };
/** A connection's client port: another address of 127.0.0.0/8 once the ports are used up. */
const PORTS = 50_000;

class MadeRecording {
  constructor() {
    const { FlowFrame, FlowTracker, PacketFacts } = require(capture);
    this.tracker = new FlowTracker();
    this.facts = new PacketFacts();
    this.frame = new FlowFrame();
    this.packets = [];
    this.clientCalls = [];
    this.serverCalls = [];
    this.timeNs = START_NS;
  }

  tick(ns) {
    return (this.timeNs += BigInt(ns));
  }

  /** `endsNs` later than now: a call that spans what comes until it is completed. */
  call(calls, call, fields) {
    const traced = {
      sequence: calls.length + 1,
      thread: 0,
      call,
      fd: null,
      arguments: {},
      enterNs: this.tick(500),
      returnNs: null,
      result: 0,
      errno: null,
      local: null,
      peer: null,
      data: null,
      ...fields,
    };
    calls.push(traced);
    return traced;
  }

  returns(call) {
    call.returnNs = this.tick(500);
  }

  packet(connection, isClient, flagText, payloadBytes) {
    const { client, next } = connection;
    const [from, to] = isClient ? [client, SERVER] : [SERVER, client];
    const [own, other] = isClient ? ['client', 'server'] : ['server', 'client'];
    const packet = {
      number: this.packets.length + 1,
      timestampNs: this.tick(700),
      wireBytes: 54 + payloadBytes,
      capturedBytes: 54 + payloadBytes,
      frameOffset: 0,
      linkType: 1,
      source: from.address,
      destination: to.address,
      ipProtocol: 6,
      protocol: 'tcp',
      sourcePort: from.port,
      destinationPort: to.port,
      payloadBytes,
      icmp: null,
      problem: null,
      tcp: {
        flags: FLAGS[flagText],
        flagText,
        sequence: next[own] % 2 ** 32,
        acknowledgment: flagText === 'S' ? 0 : next[other] % 2 ** 32,
        windowBytes: 512,
        options: [],
      },
    };
    next[own] += payloadBytes + (flagText.startsWith('S') || flagText === 'F.' ? 1 : 0);
    packet.flow = this.place(packet);
    this.packets.push(packet);
  }

  datagram(client, isClient, payloadBytes) {
    const [from, to] = isClient ? [client, SERVER] : [SERVER, client];
    const packet = {
      number: this.packets.length + 1,
      timestampNs: this.tick(700),
      wireBytes: 42 + payloadBytes,
      capturedBytes: 42 + payloadBytes,
      frameOffset: 0,
      linkType: 1,
      source: from.address,
      destination: to.address,
      ipProtocol: 17,
      protocol: 'udp',
      sourcePort: from.port,
      destinationPort: to.port,
      payloadBytes,
      icmp: null,
      problem: null,
      tcp: null,
    };
    packet.flow = this.place(packet);
    this.packets.push(packet);
  }

  /** Datagrams and answers between two sockets: 2 packets and 4 calls a round. */
  exchange(rounds) {
    const client = { address: '127.0.0.2', port: 10_000 };
    const atClient = { fd: 3, local: client, peer: SERVER };
    const atServer = { fd: 3, local: SERVER, peer: client };
    for (const [calls, address] of [
      [this.clientCalls, client],
      [this.serverCalls, SERVER],
    ]) {
      const socket = this.call(calls, 'socket', { arguments: { domain: 'AF_INET', type: 'SOCK_DGRAM' } });
      socket.result = 3;
      this.returns(socket);
      this.returns(this.call(calls, 'bind', { fd: 3, local: address, arguments: { address } }));
    }
    for (let round = 0; round < rounds; round++) {
      this.sendDatagram(client, true, atClient, atServer);
      this.sendDatagram(client, false, atServer, atClient);
    }
  }

  sendDatagram(client, fromClient, sender, receiver) {
    const [sends, receives] = fromClient ? [this.clientCalls, this.serverCalls] : [this.serverCalls, this.clientCalls];
    const moved = { arguments: { lengthBytes: BYTES, flags: [] }, result: BYTES };
    const sendArguments = { ...moved.arguments, address: sender.peer };
    const send = this.call(sends, 'sendto', { ...sender, ...moved, arguments: sendArguments });
    this.datagram(client, fromClient, BYTES);
    this.returns(send);
    this.returns(this.call(receives, 'recvfrom', { ...receiver, ...moved }));
  }

  /** Where the packet stands in its connection, as capture tells it. */
  place({ number, timestampNs, sourcePort, destinationPort, payloadBytes, source, destination, tcp }) {
    const { facts, frame } = this;
    facts.ipVersion = 4;
    facts.transport = tcp === null ? 2 : 1;
    facts.source0 = numberOf(source);
    facts.destination0 = numberOf(destination);
    Object.assign(facts, { sourcePort, destinationPort, payloadBytes });
    facts.flags = tcp?.flags ?? 0;
    facts.sequence = tcp?.sequence ?? 0;
    facts.acknowledgment = tcp?.acknowledgment ?? 0;
    frame.number = number;
    frame.seconds = Number(timestampNs / 1_000_000_000n);
    frame.nanoseconds = Number(timestampNs % 1_000_000_000n);
    return this.tracker.add(facts, frame);
  }

  /** A connection of `rounds` requests and replies: 6 packets and 5 calls, and 8 packets and 4 calls a round. */
  connection(index, rounds) {
    const client = { address: `127.0.${Math.floor(index / PORTS)}.2`, port: 10_000 + (index % PORTS) };
    const state = { client, next: { client: 4_294_960_000, server: 7000 } };
    const ends = { fd: 3, local: client, peer: SERVER };
    const atServer = { fd: 4, local: SERVER, peer: client };
    const socket = this.call(this.clientCalls, 'socket', { arguments: { domain: 'AF_INET', type: 'SOCK_STREAM' } });
    socket.result = 3;
    this.returns(socket);
    const connect = this.call(this.clientCalls, 'connect', { ...ends, arguments: { address: SERVER } });
    this.packet(state, true, 'S', 0);
    this.packet(state, false, 'S.', 0);
    this.packet(state, true, '.', 0);
    this.returns(connect);
    const accept = this.call(this.serverCalls, 'accept', { ...atServer, fd: 3, result: 4 });
    this.returns(accept);
    for (let round = 0; round < rounds; round++) {
      this.transfer(state, true, ends, atServer);
      this.transfer(state, false, atServer, ends);
    }
    this.close(state, true, ends);
    this.close(state, false, atServer);
    this.packet(state, true, '.', 0);
  }

  transfer(state, fromClient, sender, receiver) {
    const [sends, receives] = fromClient ? [this.clientCalls, this.serverCalls] : [this.serverCalls, this.clientCalls];
    const moved = { arguments: { lengthBytes: BYTES, flags: [] }, result: BYTES };
    const send = this.call(sends, 'send', { ...sender, ...moved });
    for (const bytes of [SEGMENT_BYTES, BYTES - SEGMENT_BYTES]) {
      this.packet(state, fromClient, 'P.', bytes);
      this.packet(state, !fromClient, '.', 0);
    }
    this.returns(send);
    this.returns(this.call(receives, 'recv', { ...receiver, ...moved }));
  }

  close(state, fromClient, ends) {
    const close = this.call(fromClient ? this.clientCalls : this.serverCalls, 'close', ends);
    this.packet(state, fromClient, 'F.', 0);
    this.returns(close);
  }

  input() {
    const trace = (name, role, calls) => ({
      process: { name, role, pid: 1, command: [], host: 'here', startNs: START_NS },
      calls,
      exit: null,
    });
    return {
      traces: [trace('server-1', 'server', this.serverCalls), trace('client-2', 'client', this.clientCalls)],
      packets: this.packets,
      connections: this.tracker.connections,
    };
  }
}

/** An IPv4 address as the number that its bytes are. */
function numberOf(address) {
  return address.split('.').reduce((number, part) => number * 256 + Number(part), 0);
}

/** @returns what buildTimeline() takes: about `packets` packets and half as many calls over so many connections */
function madeRecording(packets, connections) {
  const recording = new MadeRecording();
  const listening = { fd: 3, local: SERVER };
  const socket = recording.call(recording.serverCalls, 'socket', {
    arguments: { domain: 'AF_INET', type: 'SOCK_STREAM' },
  });
  socket.result = 3;
  recording.returns(socket);
  recording.returns(recording.call(recording.serverCalls, 'bind', { ...listening, arguments: { address: SERVER } }));
  recording.returns(recording.call(recording.serverCalls, 'listen', { ...listening, arguments: { backlog: 128 } }));
  const rounds = Math.max(0, Math.round((packets / connections - 6) / 8));
  for (let index = 0; index < connections; index++) recording.connection(index, rounds);
  return recording.input();
}

/** @returns the same of `packets` datagrams and twice as many calls, in one exchange */
function madeDatagrams(packets) {
  const recording = new MadeRecording();
  recording.exchange(packets / 2);
  return recording.input();
}

module.exports = { madeDatagrams, madeRecording };
