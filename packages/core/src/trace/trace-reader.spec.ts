import fc from 'fast-check';
import { endpointText, parseEndpoint } from './endpoint';
import { looksLikeTrace, parseTrace } from './parse-trace';
import { TraceReader } from './trace-reader';
import { callLine, exitLine, processLine, returnLine } from './trace-line';
import { parseTraceTime, traceTime } from './trace-time';
import type { CallArguments, TracedCall, TracedProcess } from './traced-call';

const bytesOf = (text: string) => new TextEncoder().encode(text);

const server: TracedProcess = {
  name: 'server-4711',
  role: 'server',
  pid: 4711,
  command: ['sockscope', 'server', 'tcp'],
  host: 'vm',
  startNs: 1_795_386_811_000_000_001n,
};

const accepted: TracedCall = {
  sequence: 1,
  thread: 1,
  call: 'accept',
  fd: 3,
  arguments: {},
  enterNs: 1_795_386_811_000_000_002n,
  returnNs: 1_795_386_811_000_000_003n,
  result: 4,
  errno: null,
  local: { address: '127.0.0.1', port: 8888 },
  peer: { address: '127.0.0.1', port: 40000 },
  data: null,
};

const inside: TracedCall = { ...accepted, returnNs: null, result: null, local: null, peer: null };

const endpoint = fc.record({
  address: fc.oneof(fc.constantFrom('127.0.0.1', '0.0.0.0', '::1', 'fe80::1%lo', '::ffff:10.0.0.1')),
  port: fc.nat(65535),
});
const constant = fc.constantFrom('MSG_PEEK', 'SO_LINGER', 'POLLIN', '0x40');
const queuedError = fc.record({
  errno: fc.constantFrom('ECONNREFUSED', 'ENOMSG'),
  origin: fc.constantFrom('SO_EE_ORIGIN_ICMP', '9'),
  type: fc.nat(255),
  code: fc.nat(255),
  info: fc.nat(),
  data: fc.nat(),
  timeNs: fc.option(fc.bigInt(0n, 10n ** 19n)),
});
const callArguments: fc.Arbitrary<CallArguments> = fc.record(
  {
    domain: constant,
    type: fc.constantFrom('SOCK_STREAM', 'SOCK_STREAM|SOCK_NONBLOCK|SOCK_CLOEXEC'),
    address: endpoint,
    backlog: fc.integer(),
    lengthBytes: fc.nat(),
    flags: fc.array(constant, { maxLength: 3 }),
    newFd: fc.nat(),
    command: fc.constantFrom('F_SETFL', '1030'),
    returnedFlags: fc.array(constant, { maxLength: 3 }),
    queuedError,
    option: constant,
    value: fc.constantFrom('1', '{sec=5, usec=0}'),
    timeoutMs: fc.integer(),
    descriptors: fc.array(fc.record({ fd: fc.nat(), events: fc.array(constant), returnedEvents: fc.array(constant) }), {
      maxLength: 3,
    }),
  },
  { requiredKeys: [] },
);
const tracedCall: fc.Arbitrary<Omit<TracedCall, 'sequence'>> = fc.record({
  thread: fc.nat(3),
  call: fc.constantFrom('connect', 'send', 'poll', 'close'),
  fd: fc.option(fc.nat(1000)),
  arguments: callArguments,
  enterNs: fc.bigInt(0n, 10n ** 19n),
  returnNs: fc.option(fc.bigInt(0n, 10n ** 19n)),
  result: fc.integer(),
  errno: fc.option(fc.constantFrom('EINTR', 'ECONNRESET')),
  local: fc.option(endpoint),
  peer: fc.option(endpoint),
  data: fc.option(fc.uint8Array({ maxLength: 64 })),
});

function traceOf(lines: readonly string[]): Uint8Array {
  return bytesOf(lines.map((line) => `${line}\n`).join(''));
}

test('parseTrace() gives back every call that callLine() wrote', () => {
  fc.assert(
    fc.property(fc.array(tracedCall, { maxLength: 8 }), (parts) => {
      const calls = parts.map((part, index) => ({
        ...part,
        sequence: index + 1,
        result: part.returnNs === null ? null : part.result,
      }));
      const { trace, problems } = parseTrace(traceOf([processLine(server), ...calls.map(callLine)]));
      expect(problems).toEqual([]);
      expect(trace).toEqual({ process: server, calls, exit: null });
    }),
  );
});

test('TraceReader reads the same however the bytes are split', () => {
  const bytes = traceOf([
    processLine(server),
    callLine(inside),
    returnLine(accepted),
    'bad',
    callLine({ ...accepted, sequence: 2 }),
  ]);
  const whole = parseTrace(bytes);
  expect(whole.problems).toHaveLength(1);
  fc.assert(
    fc.property(fc.array(fc.nat(bytes.length), { maxLength: 12 }), (cuts) => {
      const reader = new TraceReader();
      let from = 0;
      for (const to of [...cuts.sort((a, b) => a - b), bytes.length]) {
        reader.push(bytes.subarray(from, to));
        from = to;
      }
      reader.end();
      expect({ trace: reader.trace, problems: reader.problems }).toEqual(whole);
    }),
  );
});

test('TraceReader never throws on random bytes, nor on random JSON lines', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void parseTrace(bytes)));
  const kind = fc.constantFrom('process', 'call', 'enter', 'return', 'exit');
  const line = fc.tuple(
    kind,
    fc.dictionary(
      fc.constantFrom('sequence', 'call', 'enter', 'arguments', 'return', 'data', 'version', 'role', 'command'),
      fc.jsonValue(),
    ),
  );
  fc.assert(
    fc.property(
      fc.array(line),
      (lines) => void parseTrace(traceOf(lines.map(([name, json]) => JSON.stringify({ ...json, kind: name })))),
    ),
  );
});

test('TraceReader completes an "enter" line by its "return" line', () => {
  const reader = new TraceReader();
  reader.push(traceOf([callLine(inside)]));
  expect(reader.trace.calls).toEqual([inside]);
  reader.push(traceOf([returnLine(accepted)]));
  expect(reader.trace.calls).toEqual([accepted]);
});

test('TraceReader puts calls in order of entry when threads were written out of order', () => {
  const lines = [3, 1, 2].map((sequence) => callLine({ ...accepted, sequence }));
  expect(parseTrace(traceOf(lines)).trace.calls.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
});

test('TraceReader keeps the calls of a trace without process line, and tells a server by its calls', () => {
  const { trace } = parseTrace(traceOf([callLine(accepted)]));
  expect(trace.calls).toEqual([accepted]);
  expect(trace.process).toMatchObject({ name: 'unknown', role: 'server' });
});

test('TraceReader keeps what precedes a last line that was cut by SIGKILL, and says where the cut is', () => {
  const whole = traceOf([processLine(server), callLine(accepted)]);
  const cut = traceOf([processLine(server), callLine(accepted), callLine({ ...accepted, sequence: 2 })]);
  for (let length = whole.length + 1; length < cut.length - 1; length++) {
    const { trace, problems } = parseTrace(cut.subarray(0, length));
    expect(trace.calls).toEqual([accepted]);
    expect(problems).toEqual([{ byteOffset: whole.length, text: 'the last line is cut off' }]);
  }
});

test('TraceReader names the byte of a bad line and reads the next', () => {
  const first = processLine(server);
  const { trace, problems } = parseTrace(
    traceOf([first, '{"kind":"call"}', 'é', callLine(accepted), '{"kind":"later"}']),
  );
  expect(trace.calls).toEqual([accepted]);
  expect(problems).toEqual([
    { byteOffset: first.length + 1, text: '"sequence" is not a positive integer' },
    { byteOffset: first.length + 17, text: 'not JSON' },
  ]);
});

test('TraceReader drops a line that has no end instead of keeping it', () => {
  const reader = new TraceReader();
  for (let index = 0; index < 20; index++) reader.push(new Uint8Array(1 << 17).fill(0x20));
  reader.push(bytesOf(`\n${callLine(accepted)}\n`));
  expect(reader.problems).toEqual([{ byteOffset: 0, text: 'line is longer than 1048576 bytes' }]);
  expect(reader.trace.calls).toEqual([accepted]);
});

test('TraceReader reads the exit line, and lets no control character of a trace through', () => {
  const exit = { timeNs: 5n, status: null, signal: 'SIGKILL' };
  const spoiled = processLine({ ...server, name: 'a\u001b[31m\u202e', command: ['\u009b2J'] });
  const { trace } = parseTrace(traceOf([spoiled, exitLine(exit)]));
  expect(trace.exit).toEqual(exit);
  expect(trace.process).toMatchObject({ name: 'a?[31m?', command: ['?2J'] });
});

test('looksLikeTrace() tells a trace from other files by content', () => {
  expect(looksLikeTrace(traceOf([processLine(server)]))).toBe(true);
  expect(looksLikeTrace(traceOf([callLine(accepted)]))).toBe(true);
  expect(looksLikeTrace(bytesOf('{"pid": 1, "kind": "enter"}\n'))).toBe(true);
  expect(looksLikeTrace(bytesOf('{"kind":"other"}\n'))).toBe(false);
  expect(looksLikeTrace(bytesOf('{"version":1}'))).toBe(false);
  expect(looksLikeTrace(Uint8Array.of(0x4d, 0x3c, 0xb2, 0xa1))).toBe(false);
  expect(looksLikeTrace(new Uint8Array(0))).toBe(false);
});

test('parseTraceTime() gives back what traceTime() wrote, and nothing for another form', () => {
  fc.assert(fc.property(fc.bigInt(0n, 10n ** 20n), (timeNs) => expect(parseTraceTime(traceTime(timeNs))).toBe(timeNs)));
  for (const text of ['1', '1.5', '-1.000000000', '1.0000000000', ' 1.000000000']) {
    expect(parseTraceTime(text)).toBeNull();
  }
});

test('parseEndpoint() gives back what endpointText() wrote, and nothing for another form', () => {
  fc.assert(fc.property(endpoint, (value) => expect(parseEndpoint(endpointText(value))).toEqual(value)));
  for (const text of ['127.0.0.1', '127.0.0.1:65536', '::1:80', '[::1]', '[\u001b]:1', '']) {
    expect(parseEndpoint(text)).toBeNull();
  }
});
