/** What one UDP exchange shows in a capture, in the shape of tcpScript(). */
function udpScript(random) {
  const truth = {
    protocol: 'udp',
    handshake: 'unseen',
    close: 'open',
    synRetransmissions: 0,
    synAckRetransmissions: 0,
    packets: { clientToServer: 0, serverToClient: 0 },
    payloadBytes: { clientToServer: 0, serverToClient: 0 },
  };
  const steps = [];
  const datagram = (from, bytes) => {
    const direction = from === 'c' ? 'clientToServer' : 'serverToClient';
    steps.push({ from, flags: 0, at: 0, ack: 0, bytes, icmp: false });
    truth.packets[direction] += 1;
    truth.payloadBytes[direction] += bytes;
  };
  for (let question = random.integer(1, 20); question > 0; question--) {
    datagram('c', random.integer(12, 300));
    if (random.chance(0.9)) datagram('s', random.integer(12, 1200));
  }
  return { steps, truth };
}

module.exports = { udpScript };
