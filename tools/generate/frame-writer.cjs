const fs = require('node:fs');

const FILE_HEADER_BYTES = 24;
const RECORD_HEADER_BYTES = 16;
const ETHERNET_BYTES = 14;
const TCP_BYTES = 32;
const UDP_BYTES = 8;
const BUFFER_BYTES = 1 << 22;
const MOST_FRAME_BYTES = 2048;
const START_SECONDS = 1_700_000_000;

/**
 * Writes frames to a capture file (pcap-savefile(5), microseconds, Ethernet). IPv4 header checksums are right; those of TCP and UDP are
 * left to the network card, as in a capture on the sending host.
 */
class FrameWriter {
  /** @param snaplen How many bytes of a frame are kept. */
  constructor(file, snaplen) {
    this.descriptor = fs.openSync(file, 'w');
    this.snaplen = snaplen;
    this.buffer = Buffer.alloc(BUFFER_BYTES);
    this.view = new DataView(this.buffer.buffer, this.buffer.byteOffset, BUFFER_BYTES);
    this.used = 0;
    this.sizeBytes = 0;
    this.packets = 0;
    this.microseconds = 0;
    this.identification = 0;
    this.writeFileHeader();
  }

  writeFileHeader() {
    const { view } = this;
    view.setUint32(0, 0xa1b2c3d4, true);
    view.setUint16(4, 2, true);
    view.setUint16(6, 4, true);
    view.setUint32(16, this.snaplen, true);
    view.setUint32(20, 1, true);
    this.used = FILE_HEADER_BYTES;
  }

  /** Lets time pass. */
  wait(microseconds) {
    this.microseconds += microseconds;
  }

  /** Writes a TCP segment or a UDP datagram of an end of a connection. */
  writePacket({ isIpv6, isUdp }, source, destination, { flags, sequence, acknowledgment, bytes }) {
    const at = this.begin();
    const transportBytes = (isUdp ? UDP_BYTES : TCP_BYTES) + bytes;
    const transport = this.writeIp(at, isIpv6, isUdp ? 17 : 6, source.address, destination.address, transportBytes);
    this.view.setUint16(transport, source.port);
    this.view.setUint16(transport + 2, destination.port);
    if (isUdp) this.writeUdp(transport, transportBytes);
    else this.writeTcp(transport, flags, sequence, acknowledgment);
    this.finish(at, transport - at + transportBytes);
  }

  /** Writes the ICMP error (port unreachable) that answers a SYN. */
  writeIcmpError({ isIpv6 }, source, destination, sequence) {
    const at = this.begin();
    const { view } = this;
    const quotedBytes = (isIpv6 ? 40 : 20) + TCP_BYTES;
    const icmp = this.writeIp(at, isIpv6, isIpv6 ? 58 : 1, source.address, destination.address, 8 + quotedBytes);
    view.setUint16(icmp, isIpv6 ? 0x0104 : 0x0303);
    view.setUint16(icmp + 2, 0);
    view.setUint32(icmp + 4, 0);
    const quoted = this.writeIp(
      icmp + 8 - ETHERNET_BYTES,
      isIpv6,
      6,
      destination.address,
      source.address,
      TCP_BYTES,
      false,
    );
    view.setUint16(quoted, destination.port);
    view.setUint16(quoted + 2, source.port);
    this.writeTcp(quoted, 0x02, sequence, 0);
    this.finish(at, icmp - at + 8 + quotedBytes);
  }

  begin() {
    if (this.used + MOST_FRAME_BYTES > BUFFER_BYTES) this.flush();
    return this.used + RECORD_HEADER_BYTES;
  }

  finish(at, wireBytes) {
    const { view } = this;
    const kept = Math.min(wireBytes, this.snaplen);
    view.setUint32(this.used, START_SECONDS + Math.floor(this.microseconds / 1e6), true);
    view.setUint32(this.used + 4, this.microseconds % 1e6, true);
    view.setUint32(this.used + 8, kept, true);
    view.setUint32(this.used + 12, wireBytes, true);
    this.used = at + kept;
    this.packets += 1;
  }

  /** Writes Ethernet and IP and gives where the next header is. Addresses are one word, or four. */
  writeIp(at, isIpv6, protocol, source, destination, contentBytes, hasEthernet = true) {
    const { view } = this;
    const ip = at + ETHERNET_BYTES;
    if (hasEthernet) {
      view.setUint32(at, 0x02000000);
      view.setUint32(at + 4, 0x00010200);
      view.setUint32(at + 8, 0x00000002);
      view.setUint16(at + 12, isIpv6 ? 0x86dd : 0x0800);
    }
    if (isIpv6) {
      view.setUint32(ip, 0x60000000);
      view.setUint16(ip + 4, contentBytes);
      view.setUint16(ip + 6, (protocol << 8) | 64);
      source.forEach((word, index) => view.setUint32(ip + 8 + 4 * index, word));
      destination.forEach((word, index) => view.setUint32(ip + 24 + 4 * index, word));
      return ip + 40;
    }
    this.identification = (this.identification + 1) & 0xffff;
    view.setUint16(ip, 0x4500);
    view.setUint16(ip + 2, 20 + contentBytes);
    view.setUint16(ip + 4, this.identification);
    view.setUint16(ip + 6, 0x4000);
    view.setUint16(ip + 8, (64 << 8) | protocol);
    view.setUint16(ip + 10, 0);
    view.setUint32(ip + 12, source[0]);
    view.setUint32(ip + 16, destination[0]);
    let sum = 0;
    for (let word = 0; word < 20; word += 2) sum += view.getUint16(ip + word);
    sum = (sum & 0xffff) + (sum >>> 16);
    view.setUint16(ip + 10, ~(sum + (sum >>> 16)));
    return ip + 20;
  }

  writeTcp(at, flags, sequence, acknowledgment) {
    const { view } = this;
    view.setUint32(at + 4, sequence);
    view.setUint32(at + 8, acknowledgment);
    view.setUint16(at + 12, 0x8000 | flags);
    view.setUint16(at + 14, 502);
    view.setUint32(at + 16, 0);
    // Two NOPs, then the time stamps of RFC 7323.
    view.setUint32(at + 20, 0x0101080a);
    view.setUint32(at + 24, Math.floor(this.microseconds / 1000));
    view.setUint32(at + 28, 1);
  }

  writeUdp(at, lengthBytes) {
    this.view.setUint16(at + 4, lengthBytes);
    this.view.setUint16(at + 6, 0);
  }

  flush() {
    fs.writeSync(this.descriptor, this.buffer, 0, this.used);
    this.sizeBytes += this.used;
    this.used = 0;
  }

  end() {
    this.flush();
    fs.closeSync(this.descriptor);
  }
}

module.exports = { FrameWriter };
