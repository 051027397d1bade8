// Stands in for the servers and clients of core: plain node:net and node:dgram, with a trace in core's format.
// Usage: traced-program.cjs server|client tcp|udp HOST PORT [COUNT]
const dgram = require('node:dgram');
const fs = require('node:fs');
const net = require('node:net');
const path = require('node:path');

const [role, protocol, host, port, count = '1'] = process.argv.slice(2);
const file = path.join(process.env.SOCKSCOPE_SESSION, 'calls', `${role}-${process.pid}.jsonl`);
let sequence = 0;

const now = () => `${Math.floor(Date.now() / 1000)}.${String(Date.now() % 1000).padStart(3, '0')}000000`;
const write = (line) => fs.appendFileSync(file, `${JSON.stringify(line)}\n`);
const call = (name, args, result) =>
  write({
    kind: 'call',
    sequence: ++sequence,
    thread: 0,
    call: name,
    arguments: args,
    enter: now(),
    return: now(),
    result,
  });

write({
  kind: 'process',
  version: 1,
  process: `${role}-${process.pid}`,
  role,
  pid: process.pid,
  command: process.argv,
  host: 'test',
  start: now(),
});
process.on('exit', (status) => write({ kind: 'exit', time: now(), status, signal: null }));

function serveTcp() {
  let left = Number(count);
  const server = net.createServer((socket) => {
    left -= 1;
    if (left === 0) server.close();
    socket.pipe(socket);
    socket.on('error', () => undefined);
  });
  server.listen(Number(port), host, () => call('listen', { backlog: 5 }, 0));
}

function serveUdp() {
  let left = Number(count);
  const socket = dgram.createSocket(host.includes(':') ? 'udp6' : 'udp4');
  socket.on('message', (bytes, peer) => {
    left -= 1;
    socket.send(bytes, peer.port, peer.address, () => left === 0 && socket.close());
  });
  socket.bind(Number(port), host, () => call('bind', {}, 0));
}

function talkTcp(input) {
  const socket = net.connect(Number(port), host, () => call('connect', {}, 0));
  socket.on('error', () => (process.exitCode = 1));
  socket.on('data', (bytes) => process.stdout.write(bytes));
  socket.end(input);
}

function talkUdp(input) {
  const socket = dgram.createSocket(host.includes(':') ? 'udp6' : 'udp4');
  socket.on('message', (bytes) => {
    process.stdout.write(bytes);
    socket.close();
  });
  socket.send(input, Number(port), host, () => call('sendto', {}, input.length));
}

if (role === 'server') (protocol === 'tcp' ? serveTcp : serveUdp)();
else {
  let input = '';
  process.stdin.setEncoding('utf8').on('data', (piece) => (input += piece));
  process.stdin.on('end', () => (protocol === 'tcp' ? talkTcp : talkUdp)(input));
}
