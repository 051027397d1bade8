/** One end of a conversation: an IP address in text and a port. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/**
 * Gives an endpoint as `127.0.0.1:8888` or `[::1]:8888`.
 *
 * @see RFC 3986 §3.2.2 for the brackets
 */
export function endpointText({ address, port }: Endpoint): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
