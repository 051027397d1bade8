import { join } from 'node:path';
import { readCaptureFile } from '@sockscope/capture';
import { buildTimeline, renderLadderText } from '../src';
import { expectGolden } from './golden';

const CAPTURES = join(__dirname, '..', 'fixtures', 'captures');

/** Captures of loopback without a trace: every call in these ladders is inferred. */
test.each(['tcp-v4', 'tcp-half-close', 'tcp-refused', 'udp-refused', 'tcp-keep-alive'])(
  'renderLadderText() prints the capture %s as its golden',
  async (name) => {
    const { packets, connections, problem } = await readCaptureFile(join(CAPTURES, `${name}.pcap`));
    expect(problem).toBeNull();
    const timeline = buildTimeline({ traces: [], packets, connections });
    const lines = [...renderLadderText(timeline, { width: 80 })];
    expectGolden(`capture-${name}.show.txt`, lines.map((line) => `${line}\n`).join(''));
  },
);
