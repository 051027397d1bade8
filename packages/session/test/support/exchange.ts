import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

/** A TCP server of this process on a free port of the loopback interface; it ends each connection as its client does. */
export interface ClosingServer {
  readonly port: number;
  /** One connection from SYN to last ACK: both ends have closed when it settles. */
  exchange(): Promise<void>;
  close(): Promise<void>;
}

export async function closingServer(): Promise<ClosingServer> {
  const closed: (() => void)[] = [];
  const server = createServer((socket) => socket.pipe(socket).on('close', () => closed.shift()?.()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const exchange = async (): Promise<void> => {
    const serverEnd = new Promise<void>((resolve) => closed.push(resolve));
    const clientEnd = new Promise<void>((resolve, reject) => {
      connect(port, '127.0.0.1')
        .on('error', reject)
        .on('close', () => resolve())
        .resume()
        .end('hello');
    });
    await Promise.all([serverEnd, clientEnd]);
  };
  return { port, exchange, close: () => new Promise((resolve) => server.close(() => resolve())) };
}
