import { once } from 'node:events';
import type { Wire, WireEnd } from '../src/wire';

/** A server that sends back what it gets, over TCP and UDP on one port; prints the port. */
const SERVER = `
  const [host] = process.argv.slice(1);
  const tcp = require('node:net').createServer((socket) => socket.pipe(socket));
  tcp.listen(0, host, () => {
    const udp = require('node:dgram').createSocket(host.includes(':') ? 'udp6' : 'udp4');
    udp.on('message', (bytes, from) => udp.send(bytes, from.port, from.address));
    udp.bind(tcp.address().port, host, () => console.log(String(tcp.address().port)));
  });
`;

/** Connects, sends so many bytes and waits until they are back; prints milliseconds: connected, all back. */
const CLIENT = `
  const [host, port, size] = process.argv.slice(1);
  const startMs = performance.now();
  const socket = require('node:net').connect(Number(port), host, () => {
    const connectedMs = performance.now() - startMs;
    let left = Number(size);
    socket.end(Buffer.alloc(left));
    socket.on('data', (bytes) => (left -= bytes.length));
    socket.on('end', () => console.log(JSON.stringify({ connectedMs, backMs: performance.now() - startMs, left })));
  });
  socket.on('error', (error) => console.log(JSON.stringify({ error: error.code })));
`;

/**
 * Sends datagrams one a millisecond, and then markers until one is back: what was sent before it has come by then, or never
 * will, unless something overtook it: `expected` datagrams are waited for. Where no marker comes back the wire is cut.
 */
const DATAGRAMS = `
  const [host, port, count, expected] = process.argv.slice(1);
  const MARKER = 65535;
  const socket = require('node:dgram').createSocket('udp4');
  const send = (number) => socket.send(Buffer.from([number >> 8, number & 255]), Number(port), host);
  const back = [];
  let isMarked = false;
  socket.on('message', (bytes) => {
    const number = bytes.readUInt16BE(0);
    if (number === MARKER) isMarked = true;
    else back.push(number);
    if (isMarked && back.length >= Number(expected)) finish();
  });
  const finish = () => {
    console.log(JSON.stringify(back));
    process.exit();
  };
  let next = 0;
  setInterval(() => (next < Number(count) ? send(next++) : send(MARKER)), 1);
  setTimeout(finish, 3000);
`;

/** An echo server that runs at the server's end. */
export interface EchoServer {
  readonly host: string;
  readonly port: number;
  stop(): Promise<void>;
}

export async function echoServer(wire: Wire, host: string): Promise<EchoServer> {
  const child = wire.server.namespace.spawn([process.execPath, '-e', SERVER, host], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (!child.stdout) throw new Error('no output');
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const stop = async (): Promise<void> => {
    child.kill();
    await once(child, 'exit');
  };
  return { host, port: Number(line.toString()), stop };
}

/** How a TCP exchange went: milliseconds until it was connected, and until all was back. */
export interface Exchange {
  readonly connectedMs: number;
  readonly backMs: number;
  readonly left: number;
  readonly error?: string;
}

/** Sends bytes over TCP from the client's end, and waits until they are back. */
export async function exchange(wire: Wire, { host, port }: EchoServer, bytes: number): Promise<Exchange> {
  return JSON.parse(await output(wire.client, [CLIENT, host, String(port), String(bytes)])) as Exchange;
}

/** Sends so many datagrams from the client's end, and gives the numbers of those that came back, in order. */
export async function datagrams(wire: Wire, server: EchoServer, count: number, expected = 0): Promise<number[]> {
  const args = [DATAGRAMS, server.host, server.port, count, expected].map(String);
  return JSON.parse(await output(wire.client, args)) as number[];
}

async function output({ namespace }: WireEnd, args: readonly string[]): Promise<string> {
  const child = namespace.spawn([process.execPath, '-e', ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout?.on('data', (bytes: Buffer) => (text += bytes.toString()));
  await once(child, 'close');
  return text;
}
