import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { openWire } from '../src/open-wire';
import type { Impairment } from '../src/path/impairment';
import { factsText } from '../src/path/packet-facts';
import type { Wire } from '../src/wire';
import { datagrams, echoServer, exchange } from './exchange';
import type { EchoServer } from './exchange';

const isRoot = process.getuid?.() === 0 && existsSync('/dev/net/tun');
if (!isRoot) console.warn('SKIPPED: a wire needs root and /dev/net/tun');
const describeWithRights = isRoot ? describe : describe.skip;

jest.setTimeout(60_000);

const BUILT = join(__dirname, '..', 'dist', 'index.js');

async function withWire(impairment: Partial<Impairment>, work: (wire: Wire, server: EchoServer) => Promise<void>) {
  const opened = await openWire(impairment);
  if (!opened.ok) throw new Error(opened.text);
  const { wire } = opened;
  const server = await echoServer(wire, wire.server.addresses.ipv4);
  try {
    await work(wire, server);
  } finally {
    await server.stop();
    await wire.close();
  }
}

/** Everything with an open descriptor of, or a thread in, a network namespace: `net:[4026532000]`. */
function holdersOf(namespace: string): string[] {
  const links = (directory: string): string[] => {
    try {
      return readdirSync(directory).filter((name) => link(join(directory, name)) === namespace);
    } catch {
      return [];
    }
  };
  const link = (path: string): string => {
    try {
      return readlinkSync(path);
    } catch {
      return '';
    }
  };
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return processes.filter((pid) => links(`/proc/${pid}/fd`).length > 0 || link(`/proc/${pid}/ns/net`) === namespace);
}

describeWithRights('a wire', () => {
  test('carries TCP over IPv4 and IPv6, each way no faster than its delay', async () => {
    await withWire({ delayMs: 25 }, async (wire, server) => {
      const v4 = await exchange(wire, server, 5);
      expect(v4).toMatchObject({ left: 0 });
      expect(v4.connectedMs).toBeGreaterThanOrEqual(50);
      expect(v4.backMs).toBeGreaterThanOrEqual(100);
      const server6 = await echoServer(wire, wire.server.addresses.ipv6);
      const v6 = await exchange(wire, server6, 5);
      expect(v6).toMatchObject({ left: 0 });
      expect(v6.connectedMs).toBeGreaterThanOrEqual(50);
      await server6.stop();
      expect(wire.events).toEqual([]);
    });
  });

  test('carries megabytes, and with loss, reordering and duplication TCP still gets every byte', async () => {
    await withWire({}, async (wire, server) => {
      expect(await exchange(wire, server, 5_000_000)).toMatchObject({ left: 0 });
    });
    await withWire({ lossRatio: 0.02, reorderRatio: 0.02, duplicateRatio: 0.02, seed: 3 }, async (wire, server) => {
      expect(await exchange(wire, server, 300_000)).toMatchObject({ left: 0 });
      const verdicts = new Set(wire.events.map(({ verdict }) => verdict));
      expect([...verdicts].sort()).toEqual(['duplicated', 'lost', 'reordered']);
    });
  });

  test('loses the same datagrams with the same seed', async () => {
    const runs: number[][] = [];
    for (const seed of [5, 5]) {
      await withWire({ lossRatio: 0.2, seed }, async (wire, server) => {
        runs.push(await datagrams(wire, server, 60));
      });
    }
    expect(runs[0]?.length).toBeLessThan(60);
    expect(runs[1]).toEqual(runs[0]);
  });

  test('obeys orders exactly: drops the first SYN, duplicates, holds and lets go, is cut and whole again', async () => {
    await withWire({}, async (wire, server) => {
      await wire.drop({ from: 'client', flags: 'S' });
      const dropped = await exchange(wire, server, 1);
      expect(dropped.left).toBe(0);
      // The kernel sends a SYN again after a second.
      expect(dropped.connectedMs).toBeGreaterThanOrEqual(900);
      expect(wire.events.map(({ verdict, packet }) => `${verdict} ${packet.flags}`)).toEqual(['dropped S']);
      expect(wire.events.map(({ packet }) => factsText(packet))[0]).toMatch(
        /^\d+ > \d+: Flags \[S\], seq \d+, ack 0, length 0$/,
      );

      await wire.duplicate({ from: 'client', protocol: 'udp' }, { skip: 1 });
      expect(await datagrams(wire, server, 3)).toEqual([0, 1, 1, 2]);

      await wire.delay({ from: 'client', protocol: 'udp' }, 100);
      expect(await datagrams(wire, server, 3, 3)).toEqual([1, 2, 0]);

      const cut = await wire.cut({ from: 'server', at: { protocol: 'udp' }, skip: 2 });
      expect(await datagrams(wire, server, 5)).toEqual([0, 1]);
      await cut.end();
      expect(await datagrams(wire, server, 2)).toEqual([0, 1]);

      const held = await wire.hold({ flags: 'S.' });
      const waiting = exchange(wire, server, 1);
      while (!wire.events.some(({ verdict }) => verdict === 'held')) {
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      expect(await held.end()).toBeGreaterThanOrEqual(1);
      expect((await waiting).left).toBe(0);
    });
  });

  test('sets parameters of one end alone', async () => {
    await withWire({}, async ({ client, server }) => {
      const read = ({ namespace: { enter } }: typeof client): string => {
        const [file = '', ...words] = [...enter, 'cat', '/proc/sys/net/ipv4/tcp_syn_retries'];
        return spawnSync(file, words, { encoding: 'utf8' }).stdout.trim();
      };
      const before = read(client);
      await server.namespace.setParameter('net.ipv4.tcp_syn_retries', 3);
      expect([read(client), read(server)]).toEqual([before, '3']);
      await expect(server.namespace.setParameter('net.ipv4.nonsense', 1)).rejects.toThrow('no such parameter');
      await expect(server.namespace.setParameter('kernel/../x', 1)).rejects.toThrow('not a parameter');
    });
  });

  test('leaves this process where it was, and nothing behind', async () => {
    const before = networkInterfaces();
    let namespace = '';
    await withWire({}, async (wire) => {
      namespace = readlinkSync(wire.client.namespace.enter[1]?.replace('--net=', '') ?? '');
      expect(namespace).toMatch(/^net:\[\d+\]$/);
      expect(namespace).not.toBe(readlinkSync('/proc/self/ns/net'));
      expect(holdersOf(namespace)).toContain(String(process.pid));
      await Promise.resolve();
    });
    expect(holdersOf(namespace)).toEqual([]);
    expect(networkInterfaces()).toEqual(before);
  });

  test.each([
    ['is killed', 'console.log(namespace); setInterval(() => 0, 1e6)', 'SIGKILL'],
    ['exits', 'console.log(namespace); setTimeout(() => process.exit(0), 50)', null],
    ['has nothing more to do', 'console.log(namespace)', null],
    ['throws', 'console.log(namespace); setTimeout(() => { throw 0 }, 50)', null],
  ] as const)('is gone with its process, when that %s', async (_how, then, signal) => {
    const script = `require(${JSON.stringify(BUILT)}).openWire({}).then(({ wire }) => {
      const namespace = require('node:fs').readlinkSync(wire.client.namespace.enter[1].slice(6)); ${then} })`;
    const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'] });
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const ended = once(child, 'exit');
    if (signal) child.kill(signal);
    await ended;
    expect(line.toString()).toMatch(/^net:\[\d+\]\n$/);
    expect(holdersOf(line.toString().trim())).toEqual([]);
  });

  test('opens within a user namespace too', () => {
    const script = `require(${JSON.stringify(BUILT)}).openWire({}).then(({ ok, text }) => console.log(String(ok), String(text)))`;
    const words = ['--user', '--map-current-user', '--keep-caps', '--net', process.execPath, '-e', script];
    const { stdout } = spawnSync('unshare', words, { encoding: 'utf8' });
    expect(stdout).toBe('true undefined\n');
  });

  test('says in one line what it needs where rights are missing', () => {
    const script = `require(${JSON.stringify(BUILT)}).openWire({}).then(({ ok, text }) => console.log(String(ok), String(text)))`;
    const { stdout } = spawnSync(
      'setpriv',
      ['--bounding-set', '-all', '--inh-caps', '-all', process.execPath, '-e', script],
      { encoding: 'utf8' },
    );
    expect(stdout).toBe(
      'false a wire needs root (CAP_SYS_ADMIN and CAP_NET_ADMIN): run it with sudo, or behind "unshare --user --map-current-user --keep-caps --net"\n',
    );
  });
});
