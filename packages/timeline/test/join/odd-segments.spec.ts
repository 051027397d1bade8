import { ladderRows, timelineAnomalies, timelineJson, renderLadderText } from '../../src';
import type { Timeline } from '../../src';
import { scenario, stateTexts } from './scenario';
import { HANDSHAKE, SETUP } from './tcp-scripts';

/** `illegal 4 client ESTABLISHED §3.6`. */
function oddTexts(timeline: Timeline, connection = 0): string[] {
  return (timeline.connections[connection]?.oddSegments ?? []).map(
    ({ verdict, packet, side, state, source }) =>
      `${verdict} ${packet} ${side} ${state ?? '?'} ${source.replace('RFC 9293 ', '')}`,
  );
}

const WIRE = '> 12 S\n < 20 S.\n > 30 .';

describe('connectionStates() finds illegal segments', () => {
  test.each([
    ['SYN and FIN in one segment', '> 12 SF', 'illegal 1 client ? §3.3.2 figure 5'],
    ['no flags at all', `${WIRE}\n > 40 P len 5`, 'illegal 4 client ESTABLISHED §3.10.7.4'],
    ['data after the own FIN', `${WIRE}\n > 40 F.\n < 41 .\n > 50 P. len 5`, 'illegal 6 client FIN-WAIT-2 §3.6'],
    ['a second FIN elsewhere', `${WIRE}\n > 40 F.\n < 41 .\n > 50 F. seq 9`, 'illegal 6 client FIN-WAIT-2 §3.6'],
    ['data after the own RST', `${WIRE}\n > 40 R.\n > 50 P. len 5`, 'illegal 5 client CLOSED §3.10.7.1'],
    [
      'an ACK of what was never sent, answered by the number that the other has come to',
      `${WIRE}\n > 40 . ack 500\n < 41 .`,
      'illegal 4 client ESTABLISHED §3.10.7.4',
    ],
    [
      'a RST with a number that does not come next',
      `${WIRE}\n > 40 R seq 5000\n < 41 . ack 0`,
      'illegal 4 client ESTABLISHED §3.10.7.4',
    ],
    ['the SYN again, challenged', `${WIRE}\n > 40 S\n < 41 .`, 'illegal 4 client ESTABLISHED §3.10.7.4'],
    [
      'data in SYN-SENT that is refused',
      '> 12 S\n > 20 P. len 5 ack 4\n < 22 R seq 4',
      'illegal 2 client SYN-SENT §3.10.7',
    ],
  ])('%s', (_, text, expected) => {
    expect(oddTexts(scenario(text))).toEqual([expected]);
  });
});

describe('connectionStates() leaves open what the capture may lack', () => {
  test.each([
    ['a SYN-ACK without SYN', '< 20 S.\n > 30 .', 'unexplained 1 server ? §3.5'],
    ['an ACK without SYN-ACK', '> 12 S\n > 30 .', 'unexplained 2 client SYN-SENT §3.5'],
    ['data of the server without SYN-ACK', '> 12 S\n < 30 P. len 5', 'unexplained 2 server ? §3.5'],
    ['data in SYN-RECEIVED', '> 12 S\n < 20 S.\n < 30 P. len 5', 'unexplained 3 server SYN-RECEIVED §3.10.2'],
    ['an ACK of more than was captured', `${WIRE}\n > 40 . ack 500`, 'unexplained 4 client ESTABLISHED §3.4'],
    ['an ACK of a FIN that was not captured', `${WIRE}\n > 40 . ack 1`, 'unexplained 4 client ESTABLISHED §3.4'],
    ['the SYN again, unanswered', `${WIRE}\n > 40 S`, 'unexplained 4 client ESTABLISHED §3.10.7.4'],
  ])('%s', (_, text, expected) => {
    expect(oddTexts(scenario(text))).toEqual([expected]);
  });

  it('goes on from where the ends must be', () => {
    expect(stateTexts(scenario('> 12 S\n > 30 .\n > 40 F.\n < 50 .'))).toEqual([
      'client SYN-SENT 1',
      'client ESTABLISHED 2',
      'server ESTABLISHED 2',
      'client FIN-WAIT-1 3',
      'server CLOSE-WAIT 3',
      'client FIN-WAIT-2 4',
    ]);
  });
});

describe('connectionStates() finds nothing', () => {
  test.each([
    ['in a capture that began late', '> 40 P. len 5\n < 41 . \n < 50 F.\n > 51 .'],
    ['where a FIN is sent again, with its data', `${WIRE}\n > 40 P. len 5\n > 41 F.\n > 90 FP. len 5 seq 0\n < 95 .`],
    ['where FINs cross', `${WIRE}\n > 40 F. ack 0\n < 41 F. ack 0\n < 42 .\n > 43 .`],
    ['where data crosses the FIN of the other end', `${WIRE}\n > 40 F.\n < 41 P. len 9 ack 0\n < 42 .\n > 43 .`],
    [
      'where a dead socket resets twice',
      `${WIRE}\n > 40 F.\n < 41 P. len 9\n > 42 R seq 0\n < 43 P. len 9\n > 44 R seq 0`,
    ],
    [
      'where a half-open connection is found out',
      '> 12 S\n < 20 . seq 700 ack 900\n > 21 R seq 900\n > 30 S\n < 40 S.\n > 41 .',
    ],
    ['in a handshake with SYNs of both ends', '> 12 S\n < 13 S\n > 14 S.\n < 15 S.\n > 16 .\n < 17 .'],
  ])('%s', (_, text) => {
    expect(oddTexts(scenario(text))).toEqual([]);
  });
});

it('connectionStates() lets an illegal segment change no state', () => {
  const timeline = scenario(`${WIRE}
    > 40 R seq 5000
    < 41 .
    > 50 F.`);
  expect(stateTexts(timeline).slice(-2)).toEqual(['client FIN-WAIT-1 6', 'server CLOSE-WAIT 6']);
});

it('connectionStates() takes the trace for proof: the other end had sent nothing by then', () => {
  const timeline = scenario(`${HANDSHAKE}
    > 50 . ack 500`);
  expect(oddTexts(timeline)).toEqual(['illegal 4 client ESTABLISHED §3.10.7.4']);
  const sent = scenario(`${HANDSHAKE}
    server 46-47 send(4, 500) = 500
    > 50 . ack 500`);
  expect(oddTexts(sent)).toEqual(['unexplained 4 client ESTABLISHED §3.4']);
});

it('odd segments stand in the state column, the note, the anomalies and JSON', () => {
  const timeline = scenario(`${SETUP}
    > 12 S
    < 20 S.
    > 30 .
    > 40 F.
    < 41 .
    > 50 P. len 5`);
  const row = ladderRows(timeline, 0).at(-1);
  expect(row?.oddSegment).toMatchObject({ verdict: 'illegal', side: 'client', state: 'FIN-WAIT-2' });
  expect(row?.note).toMatch(/^illegal: data after its own FIN, which said that there is no more \(RFC 9293 §3.6\); /);
  expect([...renderLadderText(timeline, { width: 80, connection: 0 })].join('\n')).toMatch(/!FIN2│/);
  expect(
    timelineAnomalies(timeline)
      .byPacket.get(6)
      ?.map(({ kind }) => kind),
  ).toContain('illegal-segment');
  const lines = [...timelineJson(timeline, ({ number }) => ({ number }))];
  expect(lines.find((line) => 'number' in line && line.number === 6)).toMatchObject({
    oddSegment: { verdict: 'illegal', side: 'client', state: 'FIN-WAIT-2', source: 'RFC 9293 §3.6' },
  });
  expect(lines.find((line) => 'number' in line && line.number === 1)).toMatchObject({
    states: [{ side: 'client', state: 'SYN-SENT' }],
  });
  expect(lines.find((line) => 'text' in line && line.text === 'listen(3, 5) = 0')).toMatchObject({
    states: [{ side: 'server', state: 'LISTEN', connection: 0, at: 'return' }],
  });
});
