/** Gives an IPv4 packet with UDP from port 40000 to 7 whose only byte of data is `number`. */
export function udpPacket(number: number): Uint8Array {
  return ipv4(17, [0x9c, 0x40, 0, 7, 0, 9, 0, 0, number]);
}

/** Gives an IPv4 packet with TCP from port 40000 to 8888, sequence 1, acknowledgment 2. @param flags TCP's flags byte. */
export function tcpPacket({
  flags,
  payload,
}: {
  readonly flags: number;
  readonly payload: readonly number[];
}): Uint8Array {
  const header = [0x9c, 0x40, 0x22, 0xb8, 0, 0, 0, 1, 0, 0, 0, 2, 0x50, flags, 0xff, 0xff, 0, 0, 0, 0];
  return ipv4(6, [...header, ...payload]);
}

/** Gives an IPv6 packet around a transport header. */
export function ipv6(protocol: number, transport: readonly number[]): Uint8Array {
  const header = new Array<number>(40).fill(0);
  header[0] = 0x60;
  header[5] = transport.length;
  header[6] = protocol;
  return Uint8Array.from([...header, ...transport]);
}

function ipv4(protocol: number, transport: readonly number[]): Uint8Array {
  const length = 20 + transport.length;
  return Uint8Array.from([
    ...[0x45, 0, length >> 8, length & 0xff, 0, 0, 0, 0, 64, protocol, 0, 0],
    ...[10, 77, 0, 1, 10, 77, 0, 2],
    ...transport,
  ]);
}
