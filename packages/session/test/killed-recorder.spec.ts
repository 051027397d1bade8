import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { loadRecording } from '../src/index';
import { closingServer } from './support/exchange';
import { describeRecording } from './support/recording-needs';
import { temporaryPaths } from './support/temporary-folder';

const newPath = temporaryPaths();

describeRecording()('a recorder that is killed', () => {
  test.each([0, 1, 2, 5, 20])(
    'leaves a session that loads, killed during exchange %i',
    async (last) => {
      const directory = newPath();
      const server = await closingServer();
      const command = [process.execPath, '-e', 'setTimeout(() => undefined, 3000)'];
      const recorder = spawn(process.execPath, [
        join(__dirname, 'support/recorder-process.cjs'),
        directory,
        ...command,
      ]);
      const ended = new Promise((resolve) => recorder.on('exit', resolve));
      await new Promise((resolve) => recorder.stdout.once('data', resolve));
      for (let count = 0; count < last; count++) await server.exchange();
      const lastExchange = server.exchange();
      recorder.kill('SIGKILL');
      await Promise.all([lastExchange, ended]);
      await server.close();

      const recording = await loadRecording([directory], { stdin: Readable.from([]) });
      expect(recording.status).toBe('interrupted');
      expect(recording.session).toMatchObject({ interface: 'lo', filter: 'tcp or udp' });
      expect(recording.session?.end).toBeUndefined();
      expect(recording.problems.every(({ text }) => text.includes('packets.pcap: byte '))).toBe(true);
    },
    15_000,
  );
});
