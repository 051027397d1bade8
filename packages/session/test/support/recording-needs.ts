import { findTcpdump } from '../../src/capture/capture-rights';

/** `describe` where this machine can record; else a skipped one, after saying loudly what is missing. */
export function describeRecording(): jest.Describe {
  const missing = [
    ...(process.getuid?.() === 0 ? [] : ['root']),
    ...(findTcpdump() === null ? ['tcpdump'] : []),
    ...(process.platform === 'linux' ? [] : ['Linux']),
  ];
  if (missing.length === 0) return describe;
  process.stderr.write(`SKIPPED: tests that record packets, as this machine lacks ${missing.join(' and ')}\n`);
  return describe.skip;
}
