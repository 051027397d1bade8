import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { startRecording } from '../src/index';
import { startCapture } from '../src/capture/start-capture';
import { closingServer } from './support/exchange';
import { describeRecording } from './support/recording-needs';
import { temporaryPaths } from './support/temporary-folder';

const newPath = temporaryPaths();

/** Every write(2) to it fails with ENOSPC: full(4). */
const FULL_DISK = '/dev/full';

describeRecording()('a recording whose disk is full', () => {
  test('says so in one line, of tcpdump', async () => {
    const disk = newPath();
    mkdirSync(disk);
    expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk]).status).toBe(0);
    try {
      const server = await closingServer();
      const filter = ['port', `${server.port}`];
      const started = await startRecording({
        directory: join(disk, 'run'),
        interface: 'lo',
        filter,
        command: [],
        toolVersion: 'test',
        onMessage: () => undefined,
      });
      if (!started.ok) throw new Error(started.failure.text);
      for (let count = 0; count < 100; count++) await server.exchange();
      expect((await started.recorder.stop('completed')).how).toMatch(/^packets\.pcap: no space left on the device/);
      await server.close();
    } finally {
      spawnSync('umount', [disk]);
    }
  });

  test('says so in one line, of the built-in capture', async () => {
    const descriptor = openSync(FULL_DISK, 'w');
    const started = await startCapture({ interface: 'lo', filter: [], descriptor, captureWith: 'built-in' });
    if (!started.ok) throw new Error(started.failure.text);
    expect((await started.capture.ended).failure).toMatch(/^built-in capture ended: .*no space left/);
    closeSync(descriptor);
  });
});
