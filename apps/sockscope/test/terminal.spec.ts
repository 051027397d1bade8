import { createSocket } from 'node:dgram';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exampleSessionDirectory } from '@sockscope/session';
import { describeWith, freePort, sockscope, startSockscope } from './support';
import { Terminal } from './terminal';

jest.setTimeout(60_000);

/** A socket of this process that sends to itself over loopback. */
async function datagrams() {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const { port } = socket.address();
  const send = () => new Promise((resolve) => socket.send('x', port, '127.0.0.1', resolve));
  return { port, send, close: () => socket.close() };
}

describeWith(['tcpdump', 'tmux'], 'sockscope in a terminal', () => {
  let folder: string;
  let terminal: Terminal;
  let isClosed: boolean;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sockscope-terminal-'));
    terminal = new Terminal(folder);
    isClosed = false;
  });

  afterEach(() => {
    if (!isClosed) terminal.close();
    rmSync(folder, { recursive: true });
  });

  /** The program ended with this status, the terminal is as it was, and nothing is left of the run. */
  async function expectEnded(status: number): Promise<void> {
    await terminal.shows(`status=${status}\n`);
    expect(terminal.isRestored).toBe(true);
    expect(terminal.processes()).toEqual([]);
    expect(terminal.leftovers()).toEqual([]);
  }

  it('demo shows the handshake while the server has not called accept(), and ends cleanly with q', async () => {
    // The server would accept after a minute: whatever is seen before was seen during the run.
    terminal.type('sockscope demo --port 0 --accept-delay 60s');
    await terminal.shows('LIVE', 'FOLLOW', '──SYN 0──', '╌╌SYN,ACK 0 +1╌╌', 'connect(', '╭ recv(');
    expect(terminal.screen()).not.toContain('accept(');
    terminal.press('q');
    await expectEnded(0);
    expect(terminal.screen()).toContain('not kept; with -o DIRECTORY it would be');
  });

  it('demo ends at its first SYN-ACK, says who sent it, and sends what the user types', async () => {
    terminal.type('sockscope demo --port 0');
    await terminal.shows('S Send', 'connection 0 (1/2)', '[S.]', 'no call sent it: the kernel answers for listen(');
    terminal.press('S');
    await terminal.shows(/^:send/m);
    terminal.type('再见');
    await terminal.shows('connection 2 (3/3)', 'FOLLOW', 'FIN,ACK');
    terminal.press('.');
    await terminal.shows('connection 3 (4/4)', 'FIN,ACK');
    terminal.press('Q');
    await expectEnded(0);
    expect(terminal.screen()).toContain('你好，TCP客户端！');
    expect(terminal.screen()).toContain('再见');
  });

  it('live shows a server and a client that others run, and keeps them with -o', async () => {
    const port = await freePort();
    terminal.type(`sockscope live -o kept tcp port ${port}`);
    await terminal.shows(`Waiting for calls, and for packets on lo: tcp port ${port}`);
    const server = startSockscope(['server', 'tcp', '--port', String(port), '--count', '1']);
    await server.said(/tcp server on/);
    await sockscope(['client', 'tcp', '--port', String(port)], 'hello\n');
    await terminal.shows('LIVE', 'connection 0 (1/1)', 'FIN,ACK');
    terminal.press('g', 'g');
    await terminal.shows('LIVE', '──SYN 0──', 'connect(?)', /row 1\/\d+/);
    expect(terminal.screen()).not.toContain('FOLLOW  row');
    terminal.press('q');
    await expectEnded(0);
    await server.finished;
    const { status, stdout } = await sockscope(['show', join(folder, 'kept')]);
    expect(status).toBe(0);
    expect(stdout).toContain('handshake complete');
  });

  it('live loses nothing while its terminal takes nothing', async () => {
    const { port, send, close } = await datagrams();
    terminal.type(`sockscope live -o kept udp port ${port}`);
    await terminal.shows('LIVE', 'Waiting for calls, and for packets on lo');
    terminal.stall();
    let sent = 0;
    for (let burst = 0; burst < 40; burst++) {
      for (let i = 0; i < 200; i++, sent++) await send();
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    terminal.goOn();
    // Each is shown, or was lost by the kernel for want of a processor and is counted as that.
    let captured = 0;
    await terminal.until(() => {
      const counted = /LIVE {2}FOLLOW {2}(\d+) packets {2}(?:(\d+) packets? dropped {2})?row/.exec(terminal.screen());
      captured = Number(counted?.[1] ?? 0);
      return captured + Number(counted?.[2] ?? 0) === sent;
    });
    terminal.press('q');
    await expectEnded(0);
    close();
    const { stdout } = await sockscope(['packets', join(folder, 'kept')]);
    expect(stdout.trim().split('\n')).toHaveLength(captured);
  });

  it('live gives the status of a command that ended by itself', async () => {
    terminal.type('sockscope live port 9 -- sh -c "echo its output; exit 7"');
    await terminal.shows('recorded');
    terminal.press('q');
    await expectEnded(7);
    expect(terminal.screen()).toContain('its output');
  });

  it('live ends with its terminal, and the session is complete', async () => {
    const port = await freePort();
    terminal.type(`sockscope live -o kept tcp port ${port} -- sleep 600`);
    await terminal.shows('LIVE');
    await sockscope(['client', 'tcp', '--port', String(port)], 'hello\n');
    await terminal.shows('RST');
    terminal.close();
    isClosed = true;
    await terminal.until(() => terminal.processes().length === 0);
    expect(terminal.leftovers()).toEqual([]);
    const { status, stdout } = await sockscope(['connections', join(folder, 'kept')]);
    expect(status).toBe(0);
    expect(stdout).toContain('refused');
  });

  it('lab --view runs a scenario, opens the UI on it, and prints what it means afterwards', async () => {
    terminal.type('sockscope lab four-segment-close --view -o kept');
    await terminal.shows('recorded', 'connect(');
    terminal.press('G');
    await terminal.shows('FIN-2', 'TIM-W', 'FIN,ACK');
    terminal.press('q');
    await terminal.shows(/Result +as expected/);
    await expectEnded(0);
    expect(terminal.screen()).toMatch(/Sources +RFC 9293 §3\.6/);
  });

  it('view says what cannot be read and does not open a screen for it', async () => {
    terminal.type('sockscope view no-such-file');
    await expectEnded(1);
    expect(terminal.screen()).toContain('sockscope: no-such-file: no such file or directory');
  });

  it('view opens a directory of sessions as a list of runs, compares them, and opens another', async () => {
    for (const name of ['before', 'later']) {
      cpSync(exampleSessionDirectory(), join(folder, 'runs', name), { recursive: true });
    }
    terminal.type('sockscope view runs');
    await terminal.shows('2 runs', /^b {2}before .* 2 /m, /^ {3}later .* 2 /m);
    terminal.press('d');
    await terminal.shows('Differences are to before.', 'SYN -> SYN-ACK', '95 % INTERVAL');
    terminal.press('q', 'j', 'Enter');
    await terminal.shows('2 connections', 'HANDSHAKE');
    terminal.press('Q');
    await expectEnded(0);
  });

  it('view refuses settings in which a key has two meanings, and names both', async () => {
    mkdirSync(join(folder, 'sockscope'));
    writeFileSync(join(folder, 'sockscope', 'config.json'), '{ "keys": { "redraw": ["j"] } }');
    terminal.type(`XDG_CONFIG_HOME=${folder} sockscope view ${exampleSessionDirectory()}`);
    await expectEnded(2);
    expect(terminal.screen().replaceAll('\n', '')).toMatch(/config\.json: j is move-down ?and redraw in the \w+ view/);
  });

  it('view is one program with a pipe before it and a suspended job', async () => {
    const words = ['demo', '--text', '-o', join(folder, 'run'), '--port', '0', '--message', '你好'];
    expect((await sockscope(words)).status).toBe(0);
    terminal.type('cat run/packets.pcap | sockscope view - run/calls/*.jsonl');
    await terminal.shows('──SYN 0──', 'q Back');
    terminal.press('C-z');
    await terminal.shows('Stopped');
    expect(terminal.isRestored).toBe(true);
    terminal.type('fg');
    await terminal.shows('──SYN 0──', 'q Back');
    terminal.press('q');
    await expectEnded(0);
  });
});
