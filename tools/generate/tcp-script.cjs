// What one TCP connection shows in a capture, written down before it happens, together with what a reader should find.
const FLAG = { fin: 0x01, syn: 0x02, rst: 0x04, psh: 0x08, ack: 0x10 };
const SEGMENT_BYTES = 1448;

const HANDSHAKES = {
  complete: 87,
  'complete-again': 3,
  'complete-fast-open': 1,
  'complete-simultaneous': 1,
  'refused-reset': 2,
  'refused-icmp': 1,
  unanswered: 2,
  partial: 1,
  unseen: 2,
};
const CLOSES = {
  'three-segment': 35,
  'four-segment': 27,
  'half-with-data': 5,
  simultaneous: 4,
  half: 5,
  reset: 10,
  'reset-after-fin': 3,
  'reset-after-end': 3,
  open: 8,
};

/**
 * Gives `{steps, truth}`. A step is `{from, flags, at, ack, bytes}`: 'c' or 's', the TCP flags, the stream offset of its first byte (-1
 * is the SYN), that of the next byte that is expected, payload bytes; `icmp` instead of flags: an error that quotes the SYN.
 *
 * @param canQuote Whether a frame of the capture has room for the header that an ICMP error quotes.
 */
function tcpScript(random, canQuote) {
  const script = new TcpScript(random);
  let handshake = random.pick(HANDSHAKES);
  while (handshake === 'refused-icmp' && !canQuote) handshake = random.pick(HANDSHAKES);
  const isOpen = script.open(handshake);
  if (isOpen) {
    script.exchange();
    script.close(random.pick(CLOSES));
  }
  return { steps: script.steps, truth: script.truth };
}

class TcpScript {
  constructor(random) {
    this.random = random;
    this.steps = [];
    this.next = { c: 0, s: 0 };
    this.acked = { c: 0, s: 0 };
    this.truth = {
      protocol: 'tcp',
      handshake: 'complete',
      close: 'open',
      synRetransmissions: 0,
      synAckRetransmissions: 0,
      packets: { clientToServer: 0, serverToClient: 0 },
      payloadBytes: { clientToServer: 0, serverToClient: 0 },
    };
  }

  step(from, flags, { at = this.next[from], bytes = 0, icmp = false } = {}) {
    const other = from === 'c' ? 's' : 'c';
    this.steps.push({ from, flags, at, ack: this.next[other], bytes, icmp });
    this.truth.packets[from === 'c' ? 'clientToServer' : 'serverToClient'] += 1;
  }

  /** A SYN or a SYN-ACK, and how often it comes again. */
  syn(from, flags, again, bytes = 0) {
    for (let time = 0; time <= again; time++) this.step(from, flags, { at: -1, bytes });
    if (flags & FLAG.ack) this.truth.synAckRetransmissions += again;
    else this.truth.synRetransmissions += again;
  }

  /** Gives whether data can follow. */
  open(handshake) {
    const { random, truth } = this;
    const again = handshake === 'complete-again' ? random.integer(1, 3) : 0;
    truth.handshake = handshake.split('-')[0];
    switch (handshake) {
      case 'unseen':
        return true;
      case 'unanswered':
        this.syn('c', FLAG.syn, random.integer(0, 5));
        return false;
      case 'refused-reset':
        this.syn('c', FLAG.syn, 0);
        this.step('s', FLAG.rst | FLAG.ack, { at: -1 });
        truth.close = 'reset';
        return false;
      case 'refused-icmp':
        this.syn('c', FLAG.syn, 0);
        this.step('s', 0, { icmp: true });
        return false;
      case 'partial':
        this.syn('c', FLAG.syn, 0);
        this.syn('s', FLAG.syn | FLAG.ack, random.integer(0, 4));
        return false;
      case 'complete-simultaneous':
        this.step('c', FLAG.syn, { at: -1 });
        this.step('s', FLAG.syn, { at: -1 });
        this.step('c', FLAG.syn | FLAG.ack, { at: -1 });
        this.step('s', FLAG.syn | FLAG.ack, { at: -1 });
        break;
      case 'complete-fast-open': {
        const bytes = random.integer(1, 1400);
        this.syn('c', FLAG.syn, 0, bytes);
        this.count('c', bytes);
        this.syn('s', FLAG.syn | FLAG.ack, 0);
        break;
      }
      default:
        this.syn('c', FLAG.syn, again);
        this.syn('s', FLAG.syn | FLAG.ack, again > 0 ? random.integer(0, 2) : 0);
    }
    this.step('c', FLAG.ack);
    return true;
  }

  /** New bytes of a stream. */
  count(from, bytes) {
    this.next[from] += bytes;
    this.truth.payloadBytes[from === 'c' ? 'clientToServer' : 'serverToClient'] += bytes;
  }

  data(from, bytes) {
    const { random } = this;
    const at = this.next[from];
    const flags = FLAG.ack | (bytes < SEGMENT_BYTES ? FLAG.psh : 0);
    this.count(from, bytes);
    // Lost before the capture: what follows comes first.
    if (random.chance(0.004)) {
      const after = random.integer(1, SEGMENT_BYTES);
      this.step(from, flags, { at: at + bytes, bytes: after });
      this.count(from, after);
    }
    this.step(from, flags, { at, bytes });
    // Lost behind the capture: it comes again, perhaps as a part of another segment.
    if (random.chance(0.006)) {
      const skipped = random.chance(0.3) ? random.integer(0, bytes - 1) : 0;
      this.step(from, flags, { at: at + skipped, bytes: bytes - skipped });
    }
  }

  exchange() {
    const { random } = this;
    const exchanges = 1 + Math.floor(random.next() ** 6 * 60);
    for (let exchange = 0; exchange < exchanges; exchange++) {
      this.data('c', random.integer(20, 1200));
      this.step('s', FLAG.ack);
      const segments = 1 + Math.floor(random.next() ** 3 * 24);
      for (let segment = 0; segment < segments; segment++) {
        this.data('s', segment === segments - 1 ? random.integer(1, SEGMENT_BYTES) : SEGMENT_BYTES);
        if (segment % 2 === 1 || segment === segments - 1) this.step('c', FLAG.ack);
      }
    }
  }

  close(close) {
    const { random, truth } = this;
    const first = random.chance(0.6) ? 'c' : 's';
    const second = first === 'c' ? 's' : 'c';
    truth.close =
      { 'half-with-data': 'four-segment', 'reset-after-fin': 'reset', 'reset-after-end': 'three-segment' }[close] ??
      close;
    if (close === 'open') return;
    if (close === 'reset') return this.step(first, FLAG.rst | FLAG.ack);
    this.fin(first);
    if (close === 'simultaneous') {
      // Both are on their way: the second does not cover the first.
      this.next[first] -= 1;
      this.fin(second);
      this.next[first] += 1;
      this.step(first, FLAG.ack);
      this.step(second, FLAG.ack);
      return;
    }
    if (close !== 'three-segment' && close !== 'reset-after-end') this.step(second, FLAG.ack);
    if (close === 'half') return;
    if (close === 'reset-after-fin') return this.step(second, FLAG.rst | FLAG.ack);
    if (close === 'half-with-data') {
      this.data(second, random.integer(1, SEGMENT_BYTES));
      this.step(first, FLAG.ack);
    }
    this.fin(second);
    this.step(first, FLAG.ack);
    if (close === 'reset-after-end') this.step(second, FLAG.rst);
  }

  fin(from) {
    this.step(from, FLAG.fin | FLAG.ack);
    // It comes again.
    if (this.random.chance(0.02)) this.step(from, FLAG.fin | FLAG.ack);
    this.next[from] += 1;
  }
}

module.exports = { tcpScript };
