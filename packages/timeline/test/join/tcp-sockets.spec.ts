import { buildTimeline } from '../../src';
import { kernelText, linkTexts, ownerTexts, scenario, scenarioInput, timeAt } from './scenario';
import { ARTICLE, HANDSHAKE, SETUP } from './tcp-scripts';

describe('buildTimeline() of many sockets', () => {
  it('keeps sockets apart that had the same descriptor', () => {
    const timeline = scenario(`${SETUP}
      server 4-45 accept(3) = 4 @127.0.0.1:50000
      client 5 socket() = 3
      client 10-40 connect(3) = 0 @127.0.0.1:50000
      > 12 S
      < 20 S.
      > 30 .
      client 46-47 close(3) = 0
      > 46 F.
      server 48-49 close(4) = 0
      < 48 F.
      > 49 .
      server 54-95 accept(3) = 4 @127.0.0.1:50001
      client 55 socket() = 3
      client 60-90 connect(3) = 0 @127.0.0.1:50001
      1> 62 S
      1< 70 S.
      1> 80 .
      client 96-97 send(3, 5) = 5
      1> 96 P. len 5`);
    expect(timeline.calls.find(({ id }) => id === 'client#6')?.connection).toBe(1);
    expect(linkTexts(timeline)).toContain('client#6 causes 10 in-call [0,5)');
    expect(timeline.calls.find(({ id }) => id === 'server#3')?.shownIn).toEqual([0, 1]);
    expect(ownerTexts(timeline)).not.toContain('unknown');
  });

  it('finds the connection of a client that asked for the address of every interface', () => {
    const timeline = scenario(`client 5 socket() = 3
      client 10-40 connect(3, 0.0.0.0:8888) = 0 @127.0.0.1:50000
      > 12 S
      < 20 S.
      > 30 .`);
    expect(ownerTexts(timeline)[0]).toBe('client#2');
    const refused = scenario(`client 5 socket() = 3
      client 10-40 connect(3, 0.0.0.0:8888) = -1 ECONNREFUSED
      > 12 S
      < 20 R.`);
    expect(linkTexts(refused)).toEqual(['client#2 causes 1 in-call', 'client#2 completes 2 in-call']);
    expect([...timeline.problems, ...refused.problems]).toEqual([]);
  });

  it('matches a listener on every address and an IPv4-mapped peer', () => {
    const timeline = scenario(
      HANDSHAKE.replace('bind(3, 127.0.0.1:8888)', 'bind(3, [::]:8888)').replace(
        'accept(3) = 4',
        'accept(3) = 4 @[::ffff:127.0.0.1]:50000',
      ),
    );
    expect(linkTexts(timeline)).toContain('server#4 completes 3 in-call');
    expect(timeline.problems).toEqual([]);
  });
});

describe('buildTimeline() without traces', () => {
  it('infers what the packets prove, and only that', () => {
    const packets = ARTICLE.split('\n').filter((line) => /^\s*[<>]/.test(line));
    const timeline = scenario(packets.join('\n'));
    expect(timeline.calls.map(({ id, text, inferred }) => `${id} ${text} ${inferred}`)).toEqual([
      'inferred-0#1 connect(?, 127.0.0.1:8888) = 0 true',
      'inferred-0#2 send(?, 6) = ? true',
      'inferred-0#3 send(?, 24) = ? true',
      'inferred-0#4 close(?) or shutdown(?, SHUT_WR) true',
      'inferred-0#5 close(?) or shutdown(?, SHUT_WR) true',
    ]);
    expect(ownerTexts(timeline)).not.toContain('unknown');
    expect(timeline.calls[0]?.call).toMatchObject({ fd: null, enterNs: timeAt(12), returnNs: timeAt(30) });
    expect(timeline.connections[0]).toMatchObject({ clientProcess: null, serverProcess: null });
  });

  it('takes no side on the calls behind a reset', () => {
    const timeline = scenario(`> 12 S
      < 20 S.
      > 30 .
      < 40 R.`);
    expect(ownerTexts(timeline)[3]).toBe('unknown');
    expect(kernelText(timeline, 4)).toContain('were not traced');
  });

  it('takes its input from an object with getters, such as a recording that grows', () => {
    const input = scenarioInput(ARTICLE);
    class Growing {
      get traces(): typeof input.traces {
        return input.traces;
      }
      get packets(): typeof input.packets {
        return input.packets;
      }
      get connections(): typeof input.connections {
        return input.connections;
      }
    }
    expect(buildTimeline(new Growing())).toEqual(buildTimeline(input));
  });

  it('gives calls alone back without packets or problems', () => {
    const timeline = scenario(`client 10-40 connect(3) = 0`);
    expect(timeline).toMatchObject({ packets: [], links: [], connections: [], problems: [] });
    expect(timeline.calls).toHaveLength(1);
  });

  it('refuses two traces of one process name, whose calls would have the same ids', () => {
    const { traces, ...captured } = scenarioInput('client 10-40 connect(3) = 0');
    expect(() => buildTimeline({ ...captured, traces: [...traces, ...traces] })).toThrow(RangeError);
  });
});
