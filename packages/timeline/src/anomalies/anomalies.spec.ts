import { articleRun, refusedConnect } from '../../test/scenarios';
import { TimelineBuilder } from '../../test/timeline-builder';
import { ladderRows } from '../ladder';
import { timelineAnomalies } from './timeline-anomalies';
import { rowAnomalies } from './row-anomalies';

function built(): TimelineBuilder {
  const t = new TimelineBuilder();
  t.connection('tcp', '127.0.0.1:51234', '127.0.0.1:8888');
  t.packet({ at: 0, from: 'client', flags: 'S', sequence: 0 });
  t.packet({ at: 10, from: 'server', flags: 'S.', sequence: 0, acknowledges: 1 });
  return t;
}

const found = (t: TimelineBuilder) =>
  timelineAnomalies(t.build()).all.map(({ kind, packet, call }) => [kind, packet ?? call]);

describe('timelineAnomalies()', () => {
  it('finds none in a run as in the book', () => {
    expect(timelineAnomalies(articleRun()).all).toEqual([]);
  });

  it('finds a refused connect() at the call and at the RST', () => {
    const { all } = timelineAnomalies(refusedConnect());
    expect(all.map(({ kind, text }) => `${kind}: ${text}`)).toEqual([
      'refused: ECONNREFUSED: Connection refused',
      'refused: the kernel refuses: no socket listens on port 9',
    ]);
  });

  it('finds what was sent again, what came out of order, a gap, and the third time the same is acknowledged', () => {
    const t = built();
    t.packet({ at: 20, from: 'client', flags: 'P.', sequence: 1, payloadBytes: 10, acknowledges: 1 });
    t.packet({ at: 30, from: 'client', flags: 'P.', sequence: 21, payloadBytes: 10, acknowledges: 1 });
    t.packet({ at: 31, from: 'server', flags: '.', sequence: 1, acknowledges: 11 });
    t.packet({ at: 32, from: 'server', flags: '.', sequence: 1, acknowledges: 11 });
    t.packet({ at: 33, from: 'client', flags: 'P.', sequence: 11, payloadBytes: 10, acknowledges: 1 });
    t.packet({ at: 40, from: 'client', flags: 'P.', sequence: 1, payloadBytes: 10, isRetransmission: true });
    expect(found(t)).toEqual([
      ['missing-data', 4],
      ['duplicate-ack', 6],
      ['out-of-order', 7],
      ['retransmission', 8],
    ]);
  });

  it('finds no duplicate in acknowledgments that open a window or that nothing is under way for', () => {
    const t = built();
    t.packet({ at: 20, from: 'server', flags: '.', sequence: 1, acknowledges: 1 });
    t.packet({ at: 21, from: 'server', flags: '.', sequence: 1, acknowledges: 1 });
    t.packet({ at: 22, from: 'client', flags: 'P.', sequence: 1, payloadBytes: 10, acknowledges: 1 });
    t.packet({ at: 23, from: 'server', flags: '.', sequence: 1, acknowledges: 1, windowBytes: 600 });
    expect(found(t)).toEqual([]);
  });

  it('finds a closed window, a reset, and a reset for data that nobody read', () => {
    const t = built();
    const close = t.call({ role: 'server', call: 'close', enter: 90, leave: 110, result: 0 });
    t.packet({ at: 50, from: 'server', flags: '.', sequence: 1, acknowledges: 1, windowBytes: 0 });
    t.packet({ at: 60, from: 'client', flags: 'R', sequence: 1 });
    t.packet({ at: 100, from: 'server', flags: 'R.', sequence: 1, acknowledges: 1, owner: close });
    const timeline = t.build();
    const unread = { kind: 'call' as const, call: close, text: '345 bytes were unread: a RST, not a FIN' };
    const packets = timeline.packets.map((each) => (each.packet.number === 5 ? { ...each, owner: unread } : each));
    expect(timelineAnomalies({ ...timeline, packets }).all.map(({ kind, packet }) => [kind, packet])).toEqual([
      ['zero-window', 3],
      ['reset', 4],
      ['unread-data', 5],
    ]);
  });

  it('finds calls that failed, sent a part, or waited long for accept(), and none that would only have waited', () => {
    const t = built();
    t.call({ role: 'client', call: 'send', enter: 20, leave: 21, result: 5, arguments: { lengthBytes: 9 } });
    t.call({ role: 'client', call: 'recv', enter: 22, leave: 23, errno: 'EAGAIN' });
    t.call({ role: 'client', call: 'recv', enter: 24, leave: 25, errno: 'ECONNRESET' });
    t.call({ role: 'server', call: 'accept', fd: 3, enter: 30, leave: 40, result: 4 });
    t.phases(0, { ackToAcceptReturnNs: 100_000_000n });
    expect(found(t)).toEqual([
      ['partial-send', 'client-2#1'],
      ['failed-call', 'client-2#3'],
      ['accept-wait', 'server-1#1'],
    ]);
  });

  it('puts what the capture lost at the first packet after the moment until when nothing was lost', () => {
    const t = built();
    t.packet({ at: 30, from: 'client', flags: 'P.', sequence: 1, payloadBytes: 1 });
    t.packet({ at: 40, from: 'server', flags: '.', sequence: 1, acknowledges: 2 });
    const timeline = t.build();
    const at = (number: number) => timeline.packets[number - 1]?.packet.timestampNs ?? 0n;
    const last = timeline.packets.length;
    const drops = [
      { afterNs: at(last - 1), beforeNs: at(last - 1) + 1_000_000_000n, packets: 1 },
      { afterNs: at(last), beforeNs: at(last) + 1_000_000_000n, packets: 25 },
    ];
    expect(timelineAnomalies({ ...timeline, drops }).all.map(({ text, packet }) => [text, packet])).toEqual([
      ['the capture lost 1 packet within 1.00s from here: what is missing may have been sent', last],
      ['the capture lost 25 packets within 1.00s from here: what is missing may have been sent', null],
    ]);
  });

  it('finds clocks that contradict each other', () => {
    const t = built();
    const send = t.call({ role: 'client', call: 'send', enter: 40, leave: 50, result: 1 });
    const packet = t.packet({ at: 30, from: 'client', flags: 'P.', sequence: 1, payloadBytes: 1 });
    t.link({ call: send, packet, when: 'earlier' });
    t.packet({ at: 29, from: 'server', flags: '.', sequence: 1, acknowledges: 2 });
    t.call({ role: 'client', call: 'recv', enter: 60, leave: 55, result: 0 });
    expect(timelineAnomalies(t.build()).all.map(({ kind, text }) => `${kind}: ${text}`)).toEqual([
      'clock: the call returned before it was entered: the clock was set back meanwhile',
      'clock: stamped 10.0µs before the call that made it was entered',
      'clock: stamped 1.00µs before the packet captured before it',
    ]);
  });
});

describe('rowAnomalies()', () => {
  it("marks a call's anomalies where it returns, and a packet's on its row", () => {
    const timeline = refusedConnect();
    const index = timelineAnomalies(timeline);
    const marked = ladderRows(timeline, 0).filter((row) => rowAnomalies(row, index).length > 0);
    expect(marked.map(({ key }) => key)).toEqual(['#2', 'client-2#1/return']);
  });
});
