import { buildTimeline } from '../../src';
import type { Timeline } from '../../src';
import { RECORDED, recordedInput } from './recorded-input';
import { linkTexts, ownerTexts, stateTexts } from './scenario';

async function recorded(name: string, traced?: readonly string[]): Promise<Timeline> {
  return buildTimeline(await recordedInput(name, traced));
}

describe('buildTimeline() of real recordings', () => {
  it.each(RECORDED)('knows the owner of every packet of %s', async (name) => {
    const timeline = await recorded(name);
    expect(timeline.packets.length).toBeGreaterThan(0);
    expect(ownerTexts(timeline)).not.toContain('unknown');
    expect(timeline.problems).toEqual([]);
    expect(timeline.calls.filter(({ inferred }) => inferred)).toEqual([]);
  });

  it.each(RECORDED)('knows the owner of every packet of %s without its traces', async (name) => {
    const timeline = await recorded(name, []);
    expect(ownerTexts(timeline)).not.toContain('unknown');
    expect(timeline.calls.every(({ inferred }) => inferred)).toBe(true);
  });

  it.each(RECORDED)(
    'makes no call of %s later than what it caused, or return before what it waited for',
    async (name) => {
      for (const link of linkTexts(await recorded(name))) {
        expect(link).not.toMatch(/causes \d+ earlier|completes \d+ later/);
      }
    },
  );

  it('joins a nonblocking connect() to its handshake, and measures no return that waited for none', async () => {
    const timeline = await recorded('nonblocking-connect');
    expect(linkTexts(timeline).filter((link) => link.includes('#2 causes'))).toEqual([
      'client-27994#2 causes 1 in-call',
    ]);
    expect(timeline.connections[0]?.phases.connectToSynNs).toBeGreaterThan(0n);
    expect(timeline.connections[0]?.phases.ackToConnectReturnNs).toBeNull();
  });

  it('keeps a socket that is connected to itself one socket', async () => {
    const timeline = await recorded('self-connect');
    expect(linkTexts(timeline)).toContain('client-28086#6 completes 4 earlier [0,5)');
    expect(timeline.packets[1]?.owner).toMatchObject({
      text: 'the socket is connected to itself: its kernel answers its own SYN',
    });
    expect(stateTexts(timeline)).toEqual([
      'client SYN-SENT 1',
      'client SYN-RECEIVED 2',
      'client ESTABLISHED 3',
      'client FIN-WAIT-1 6',
      'client CLOSING 7',
      'client TIME-WAIT 7',
    ]);
  });

  it('shows that the SYN-ACK came before accept() was called', async () => {
    const { packets, connections } = await recorded('waits-before-accept');
    expect(packets[1]?.owner).toMatchObject({
      reason: 'handshake-answer',
      text: expect.stringContaining('accept() has not been called yet') as string,
    });
    expect(connections[0]?.phases.ackToAcceptReturnNs).toBeGreaterThan(0n);
  });
});
