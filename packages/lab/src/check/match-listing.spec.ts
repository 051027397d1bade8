import type { ListedLink, ListedPacket } from './listing';
import { listingLine } from './listing';
import type { TcpState } from '@sockscope/timeline';
import { statesLine } from './list-states';
import { matchListing } from './match-listing';
import { matchesStates } from './match-states';
import { parseExpectation } from './parse-expectation';

const link = (call: string, when: ListedLink['when'] = 'in-call', bytes: ListedLink['bytes'] = null): ListedLink => ({
  call,
  bytes,
  when,
});

function packet(changes: Partial<ListedPacket>): ListedPacket {
  return {
    number: 1,
    connection: 'c',
    direction: '>',
    flags: '.',
    payloadBytes: 0,
    owner: 'kernel',
    reason: 'ack',
    causes: [],
    completes: [],
    ...changes,
  };
}

const sent = packet({
  flags: 'P.',
  payloadBytes: 5,
  owner: 'call',
  reason: '',
  causes: [link('send(c)#1', 'in-call', { from: 0, to: 5 })],
});
const ack = packet({ direction: '<' });

function match(expectation: string, packets: readonly ListedPacket[]): boolean {
  return matchListing(parseExpectation(expectation).packets, packets).isWhole;
}

describe('matchListing()', () => {
  test.each([
    'c > P. 5  send(c)',
    'c > P. 5  send(c)#1',
    'c > P./. N  send(c)#1[0:5]',
    'c > P. 5  send(c) in-call  // a comment',
    '+ c > P. 5  send(c)',
    '? c < .  kernel ack\n c > P. 5  send(c)',
    'mix {\n c < .  kernel ack\n }\n c > P. 5  send(c)'.replace('c <', '* c <'),
    'c > P. 5  send(c)  => recv(s)?',
  ])('takes a packet for %j', (expectation) => {
    expect(match(expectation, [sent])).toBe(true);
  });

  test.each([
    '',
    'c > P. 6  send(c)',
    'c > P. 5  send(c)#2',
    'c > P. 5  send(c)[0:4]',
    'c > P. 5  send(c) later',
    'c > P. 5  send(c)  => recv(s)',
    'c > P. 5  send(c) + send(c)#2',
    'c > P. 5  kernel ack',
    'c < P. 5  send(c)',
    'd > P. 5  send(c)',
    'c > P. 5  send(c)\n c < .  kernel ack',
    'mix {\n c < .  kernel ack\n c > P. 5  send(c)\n }',
  ])('does not take a packet for %j', (expectation) => {
    expect(match(expectation, [sent])).toBe(false);
  });

  test('takes a mix in any order, and goes back where a repeated line took too much', () => {
    const mix = 'mix {\n c < .  kernel ack\n c > P. 5  send(c)\n }';
    expect(match(mix, [sent, ack])).toBe(true);
    expect(match(mix, [ack, sent])).toBe(true);
    expect(match('* c < .  kernel ack\n c < .  kernel ack|delayed-ack', [ack, ack])).toBe(true);
  });

  test('says where a run differs, and which optional lines came', () => {
    const { packets: patterns } = parseExpectation(
      '? c < .  kernel ack  // early\n c > P. 5  send(c)\n c > R  close(c)',
    );
    const result = matchListing(patterns, [ack, sent, ack]);
    expect(result).toMatchObject({ isWhole: false, packets: 2, expected: 'c > R  close(c)' });
    const whole = matchListing(patterns.slice(0, 2), [ack, sent]);
    expect(whole.cameThough.map(({ comment }) => comment)).toEqual(['early']);
  });
});

test('parseExpectation() reads what listingLine() writes', () => {
  const lines = [
    packet({ completes: [link('recv(s)', 'earlier'), link('send(c)#2')] }),
    packet({ flags: 'udp', payloadBytes: 0, owner: 'call', reason: '', causes: [link('sendto(c)', 'later')] }),
    packet({
      reason: 'retransmission',
      flags: 'P.',
      payloadBytes: 9,
      causes: [link('send(c)', 'earlier', { from: 1, to: 10 })],
    }),
    sent,
  ];
  for (const line of lines) expect(match(listingLine(line), [line])).toBe(true);
});

test.each([
  'c S connect(c)',
  'c client established',
  'c client CLOSED ??',
  'c > S',
  'c > S  connect',
  'c > S  connect(c)#x',
  '} ',
])('parseExpectation() refuses %j', (line) => {
  expect(() => parseExpectation(line)).toThrow(SyntaxError);
});

describe('matchesStates()', () => {
  const matches = (line: string, ...states: TcpState[]): boolean =>
    matchesStates(
      parseExpectation(line).states.flatMap((end) => end.states),
      states,
    );

  test.each([
    'c client SYN-SENT ESTABLISHED TIME-WAIT',
    'c client SYN-SENT ESTABLISHED FIN-WAIT-1? TIME-WAIT|CLOSED',
    'c client ... TIME-WAIT',
    'c client SYN-SENT ... TIME-WAIT CLOSED?',
    'c client SYN-SENT ESTABLISHED\n c > F. close(c)\n c client TIME-WAIT',
  ])('takes states for %j', (line) => {
    expect(matches(line, 'SYN-SENT', 'ESTABLISHED', 'TIME-WAIT')).toBe(true);
  });

  test.each([
    'c client SYN-SENT ESTABLISHED',
    'c client ESTABLISHED TIME-WAIT',
    'c client SYN-SENT TIME-WAIT ESTABLISHED',
    'c client ... CLOSED',
    'c client SYN-SENT ESTABLISHED FIN-WAIT-1 TIME-WAIT',
  ])('does not take states for %j', (line) => {
    expect(matches(line, 'SYN-SENT', 'ESTABLISHED', 'TIME-WAIT')).toBe(false);
  });
});

test('parseExpectation() reads what statesLine() writes', () => {
  const end = { connection: 'c', side: 'server', states: ['LISTEN', 'SYN-RECEIVED', 'FIN-WAIT-1'] } as const;
  const [pattern] = parseExpectation(statesLine(end)).states;
  expect(pattern).toMatchObject({ connection: 'c', side: 'server' });
  expect(matchesStates(pattern?.states ?? [], end.states)).toBe(true);
});
