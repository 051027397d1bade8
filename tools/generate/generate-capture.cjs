const fs = require('node:fs');
const { FrameWriter } = require('./frame-writer.cjs');
const { randomNumbers } = require('./random.cjs');
const { tcpScript } = require('./tcp-script.cjs');
const { udpScript } = require('./udp-script.cjs');

const SERVERS = 40;
const FINISHED_KEPT = 256;

/**
 * Writes a capture of many TCP connections and UDP exchanges at once, and the truth about it to FILE.truth.json:
 * `{packets, connections: [{client, server, protocol, handshake, close, ...}]}` in the order of their first packets. The same options
 * give the same bytes.
 *
 * @returns `{packets, sizeBytes, connections}`
 */
function generateCapture(file, { sizeBytes, snaplen = 262144, seed = 1, concurrent = 1000 }) {
  const random = randomNumbers(seed);
  const writer = new FrameWriter(file, snaplen);
  const truths = [];
  const used = new Set();
  const finished = [];
  let begunBytes = 0;
  const active = [];
  const begin = () => {
    const conversation = new Conversation(random, endsOf(random, used, finished), snaplen);
    begunBytes += conversation.sizeBytes(snaplen);
    active.push(conversation);
  };
  while (active.length < concurrent && begunBytes < sizeBytes) begin();
  while (active.length > 0) {
    const index = Math.floor(random.next() * active.length);
    const conversation = active[index];
    writer.wait(random.integer(0, 12));
    if (conversation.isNew) truths.push(conversation.truth);
    conversation.write(writer);
    if (!conversation.isOver) continue;
    if (!conversation.isUdp) finished[Math.floor(random.next() * FINISHED_KEPT)] = conversation.ends;
    active[index] = active[active.length - 1];
    active.pop();
    if (begunBytes < sizeBytes) begin();
  }
  writer.end();
  writeTruth(`${file}.truth.json`, writer.packets, truths);
  return { packets: writer.packets, sizeBytes: writer.sizeBytes, connections: truths.length };
}

/** Two endpoints that no other conversation has, or had: those of a finished connection come again with a new SYN. */
function endsOf(random, used, finished) {
  const reused = Math.floor(random.next() * FINISHED_KEPT);
  if (finished[reused] && random.chance(0.03)) {
    const ends = finished[reused];
    finished[reused] = undefined;
    return { ...ends, isReused: true };
  }
  for (;;) {
    const isIpv6 = random.chance(0.2);
    const isUdp = random.chance(0.06);
    const client = random.integer(1, 4000);
    const port = random.integer(32768, 60999);
    const server = random.integer(1, SERVERS);
    const key = `${isIpv6} ${isUdp} ${client} ${port} ${server}`;
    if (used.has(key)) continue;
    used.add(key);
    const addressOf = (host) => (isIpv6 ? [0x20010db8, 0, 0, host] : [0x0a000000 + host]);
    const serverPort = isUdp ? 53 : [80, 443, 8080, 22][server % 4];
    return {
      isIpv6,
      isUdp,
      isReused: false,
      client: { address: addressOf(client), port },
      server: { address: addressOf(0x10000 + server), port: serverPort },
    };
  }
}

class Conversation {
  constructor(random, ends, snaplen) {
    this.ends = ends;
    this.isUdp = ends.isUdp;
    const canQuote = snaplen >= (ends.isIpv6 ? 106 : 74);
    let script = this.isUdp ? udpScript(random) : tcpScript(random, canQuote);
    // Without its SYN a connection on used ports would be the old one.
    while (ends.isReused && script.truth.handshake === 'unseen') script = tcpScript(random, canQuote);
    this.steps = script.steps;
    this.truth = { client: endText(ends, 'client'), server: endText(ends, 'server'), ...script.truth };
    this.done = 0;
    const isnOf = () => (random.chance(0.03) ? 2 ** 32 - random.integer(1, 5000) : Math.floor(random.next() * 2 ** 32));
    this.isn = { c: isnOf(), s: isnOf() };
  }

  get isNew() {
    return this.done === 0;
  }

  get isOver() {
    return this.done === this.steps.length;
  }

  /** What it takes of the file. */
  sizeBytes(snaplen) {
    const headerBytes = this.ends.isIpv6 ? 86 : 66;
    return this.steps.reduce((sum, { bytes }) => sum + 16 + Math.min(headerBytes + bytes, snaplen), 0);
  }

  write(writer) {
    const { from, flags, at, ack, bytes, icmp } = this.steps[this.done];
    const { client, server } = this.ends;
    const [source, destination, other] = from === 'c' ? [client, server, 's'] : [server, client, 'c'];
    this.done += 1;
    if (icmp) return writer.writeIcmpError(this.ends, source, destination, this.isn.c);
    const sequence = (this.isn[from] + 1 + at) >>> 0;
    const acknowledgment = (flags & 0x10) === 0 ? 0 : (this.isn[other] + 1 + ack) >>> 0;
    writer.writePacket(this.ends, source, destination, { flags, sequence, acknowledgment, bytes });
  }
}

function endText({ isIpv6, ...ends }, side) {
  const { address, port } = ends[side];
  if (!isIpv6) return `${[24, 16, 8, 0].map((shift) => (address[0] >>> shift) & 0xff).join('.')}:${port}`;
  const host = address[3];
  return `[2001:db8::${host >>> 16 ? `${(host >>> 16).toString(16)}:` : ''}${(host & 0xffff).toString(16)}]:${port}`;
}

function writeTruth(file, packets, truths) {
  const descriptor = fs.openSync(file, 'w');
  fs.writeSync(descriptor, `{"packets":${packets},"connections":[\n`);
  for (let from = 0; from < truths.length; from += 1000) {
    const lines = truths.slice(from, from + 1000).map((truth) => JSON.stringify(truth));
    fs.writeSync(descriptor, (from === 0 ? '' : ',\n') + lines.join(',\n'));
  }
  fs.writeSync(descriptor, '\n]}\n');
  fs.closeSync(descriptor);
}

module.exports = { generateCapture };
