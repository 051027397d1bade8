import { join } from 'node:path';
import { readCaptureFile } from '@sockscope/capture';
import { buildTimeline, parseScript, writeScript } from '../../src';
import type { TimelineInput } from '../../src';
import { expectGolden } from '../golden';
import { RECORDED, recordedInput } from './recorded-input';
import { scenarioInput } from './scenario';
import { ARTICLE, FOUR_SEGMENT_CLOSE, HANDSHAKE, SETUP } from './tcp-scripts';

/** Made up, where a real kernel would take long or not do it every time. */
const MADE: Readonly<Record<string, string>> = {
  'delayed-close': FOUR_SEGMENT_CLOSE,
  'repeated-segments': `${HANDSHAKE}
    client 50-52 send(3, 10) = 10
    client 53-54 close(3) = 0
    > 51 P. len 10
    > 260000 P. len 10 seq 0
    < 260010 .
    server 49-260020 recv(4, 255) = 10
    > 260030 F.
    < 260040 .`,
  'accept-queue': `${SETUP}
    client 10-40 connect(3) = 0
    > 12 S
    < 20 S.
    > 30 .
    < 1000020 S.
    > 1000030 .
    server 2000000-2000010 close(3) = 0
    < 2000005 R.`,
  'illegal-segments': `${HANDSHAKE}
    > 50 . ack 500
    < 51 .
    client 60-70 close(3) = 0
    > 62 F.
    < 63 .
    > 80 P. len 5`,
  'capture-with-gaps': `${ARTICLE}
    1> 200 S
    1> 220 P. len 5
    1< 230 . ack 5`,
  'udp-lost': `server 1 socket(udp) = 3
    server 2 bind(3, 127.0.0.1:8888) = 0
    client 3 socket(udp) = 3
    client 10-12 sendto(3, 5, 127.0.0.1:8888) = 5
    client 20-22 sendto(3, 6, 127.0.0.1:8888) = 6
    > 21 UDP len 6
    server 15-30 recvfrom(3, 255) = 6`,
};

const CAPTURES = ['tcp-v4', 'tcp-half-close', 'tcp-refused', 'udp-refused', 'tcp-keep-alive'];

/** The golden, read back and joined, prints the same again: all that the join found is found again. */
function expectScript(name: string, input: TimelineInput): void {
  const text = scriptOf(input);
  expectGolden(`${name}.script.txt`, text);
  const parsed = parseScript(text.split('\n'));
  expect(parsed.ok && scriptOf(parsed.input)).toBe(text);
}

function scriptOf(input: TimelineInput): string {
  return [...writeScript(input, buildTimeline(input))].map((line) => `${line}\n`).join('');
}

describe('buildTimeline() joins as its golden script says', () => {
  it.each(RECORDED)('recorded: %s', async (name) => expectScript(name, await recordedInput(name)));

  it.each(Object.keys(MADE))('made up: %s', (name) => expectScript(name, scenarioInput(MADE[name] ?? '')));

  it.each(CAPTURES)('captured, every call inferred: %s', async (name) => {
    const file = join(__dirname, '../../fixtures/captures', `${name}.pcap`);
    const { packets, connections, problem } = await readCaptureFile(file);
    expect(problem).toBeNull();
    expectScript(`capture-${name}`, { traces: [], packets, connections });
  });
});
