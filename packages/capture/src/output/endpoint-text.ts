import type { FlowEndpoint } from '../flow/connection';

/**
 * Gives `127.0.0.1:8888` or `[::1]:8888`.
 *
 * @see RFC 3986 §3.2.2 for the brackets
 */
export function endpointText({ address, port }: FlowEndpoint): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
