import { spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { Readable } from 'node:stream';
import { followRecording, loadRecording, startRecording } from '../src/index';
import { describeRecording } from './support/recording-needs';
import { temporaryPaths } from './support/temporary-folder';

const newPath = temporaryPaths();

const BURST = 3_000;
const DATAGRAM_BYTES = 1_000;

jest.setTimeout(30_000);

/** The pid of the one tcpdump that is a child of this process. */
function tcpdumpPid(): number {
  const { stdout } = spawnSync('pgrep', ['-x', '-P', `${process.pid}`, 'tcpdump'], { encoding: 'utf8' });
  return Number(stdout.trim());
}

describeRecording()('a capture that is too slow', () => {
  test('says while it runs how many packets it lost, and since when', async () => {
    const socket = createSocket('udp4');
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
    const { port } = socket.address();
    const send = (): Promise<unknown> =>
      new Promise((resolve) => socket.send(Buffer.alloc(DATAGRAM_BYTES), port, '127.0.0.1', resolve));
    const directory = newPath();
    const words = { directory, interface: 'lo', filter: ['udp', 'port', `${port}`], command: [], toolVersion: 'test' };
    const started = await startRecording({ ...words, bufferKib: 256, onMessage: () => undefined });
    if (!started.ok) throw new Error(started.failure.text);

    await send();
    const tcpdump = tcpdumpPid();
    process.kill(tcpdump, 'SIGSTOP');
    for (let sent = 0; sent < BURST; sent++) await send();
    process.kill(tcpdump, 'SIGCONT');
    const lost = await new Promise<number>((resolve) => {
      const follower = followRecording(directory, {
        onChange: ({ status, drops }) => {
          if (status !== 'live' || !drops?.[0]) return;
          follower.close();
          resolve(drops[0].packets);
        },
      });
    });
    expect(lost).toBeGreaterThan(0);
    await send();
    const end = await started.recorder.stop('completed');
    socket.close();

    const { drops = [], packets, session } = await loadRecording([directory], { stdin: Readable.from([]) });
    expect(drops.reduce((sum, each) => sum + each.packets, 0)).toBe(end.packetsDropped);
    expect(packets.length + (end.packetsDropped ?? 0)).toBeGreaterThanOrEqual(BURST + 2);
    expect(drops[0]?.afterNs).toBeLessThan(drops[0]?.beforeNs ?? 0n);
    expect(packets[0]?.timestampNs).toBeLessThan(drops[0]?.beforeNs ?? 0n);
    expect(packets.at(-1)?.timestampNs).toBeGreaterThan(drops[0]?.afterNs ?? 0n);
    expect(session?.end?.how).toBe('completed');
  });
});
