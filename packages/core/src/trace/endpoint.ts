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

// Enough to keep anything but an address out; whether the digits make sense is for whoever uses it.
const BRACKETED = /^\[([0-9a-fA-F:.]{2,45}(?:%[0-9A-Za-z_.-]{1,15})?)\]:(\d{1,5})$/;
const PLAIN = /^(\d{1,3}(?:\.\d{1,3}){3}):(\d{1,5})$/;

/** Gives back the endpoint that endpointText() wrote; null for anything else, a port above 65535 included. */
export function parseEndpoint(text: string): Endpoint | null {
  const match = PLAIN.exec(text) ?? BRACKETED.exec(text);
  const address = match?.[1];
  const port = Number(match?.[2]);
  return address !== undefined && port <= 65535 ? { address, port } : null;
}
