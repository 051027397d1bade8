/** Gives an end as `127.0.0.1:8888` or `[::1]:8888`; the address alone where there is no port. */
export function endText(address: string, port: number | null): string {
  if (port === null) return address;
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
