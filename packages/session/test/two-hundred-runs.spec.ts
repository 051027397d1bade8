import { Readable } from 'node:stream';
import { loadRecording, startRecording } from '../src/index';
import { closingServer } from './support/exchange';
import { describeRecording } from './support/recording-needs';
import { temporaryPaths } from './support/temporary-folder';

const RUNS = 200;
const newPath = temporaryPaths();

describeRecording()('200 recordings in a row', () => {
  test('each hold the first SYN and the last ACK', async () => {
    const incomplete: string[] = [];
    for (let run = 0; run < RUNS; run++) {
      const server = await closingServer();
      const directory = newPath();
      const filter = ['port', `${server.port}`, 'or', 'icmp', 'or', 'icmp6'];
      const base = { directory, filter, interface: 'lo', command: [], toolVersion: 'test' };
      const started = await startRecording({ ...base, onMessage: (line) => incomplete.push(line) });
      if (!started.ok) throw new Error(started.failure.text);
      await server.exchange();
      await started.recorder.stop('completed');
      await server.close();

      const { packets, problems } = await loadRecording([directory], { stdin: Readable.from([]) });
      const segments = packets.filter(({ tcp }) => tcp !== null);
      const isWhole = segments[0]?.tcp?.flagText === 'S' && segments.at(-1)?.flow?.acknowledgesFin === true;
      if (!isWhole || problems.length > 0) incomplete.push(`run ${run}: ${segments.length} segments`);
    }
    expect(incomplete).toEqual([]);
  }, 180_000);
});
