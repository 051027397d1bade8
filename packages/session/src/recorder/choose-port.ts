import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { errorCode } from '../system-error';

/**
 * Gives `port` where a server could have it on `host`, else a free one that the kernel chose. Nothing but an address in
 * use counts as taken: whatever else is wrong the server itself will say, as the call that failed.
 */
export async function choosePort(protocol: 'tcp' | 'udp', host: string, port: number): Promise<number> {
  try {
    return await tryPort(protocol, host, port);
  } catch (error) {
    return errorCode(error) === 'EADDRINUSE' ? tryPort(protocol, host, 0) : port;
  }
}

/** Binds and lets go again; gives the port. */
function tryPort(protocol: 'tcp' | 'udp', host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    if (protocol === 'tcp') {
      const server = createServer().once('error', reject);
      server.listen(port, host, () => {
        const { port: got } = server.address() as AddressInfo;
        server.close(() => resolve(got));
      });
    } else {
      const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4').once('error', reject);
      socket.bind(port, host, () => {
        const { port: got } = socket.address();
        socket.close(() => resolve(got));
      });
    }
  });
}
