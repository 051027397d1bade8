/** One end of a packet: tcpdump joins address and port by a dot, in IPv6 too. */
export function endText(address: string, port: number | null): string {
  return port === null ? address : `${address}.${port}`;
}
