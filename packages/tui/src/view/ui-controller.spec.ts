import { demoRecording } from '../../test/demo-recording';
import { screenText } from '../../test/screen-text';
import { snapshotOf } from '../source/recording-source';
import { UiController } from './ui-controller';
import type { Size } from './screen/rectangle';

const SIZE: Size = { columns: 80, rows: 24 };

function controller(options: Parameters<typeof demoRecording>[0], size = SIZE, returnsToStart = false) {
  const display = { size, charset: { asciiGlyphs: false, asciiText: false } };
  return new UiController({ title: 'demo', snapshot: snapshotOf(demoRecording(options)), display, returnsToStart });
}

function press(ui: UiController, ...keys: readonly string[]) {
  return keys.map((key) => ui.key(key)).at(-1);
}

const screen = (ui: UiController, size = SIZE) => screenText(ui.frame(size)).join('\n');

describe('UiController', () => {
  it('begins with the list where there are several connections, else with the ladder', () => {
    expect(controller({ count: 3 }).state.views).toEqual(['connections']);
    expect(controller({ count: 1 }).state).toMatchObject({ views: ['ladder'], choice: 0 });
    expect(controller({ count: 0 }).state).toMatchObject({ views: ['ladder'], choice: null });
    expect(controller({ count: 3, live: true }).state).toMatchObject({ views: ['ladder'], choice: 2 });
  });

  it('says while a run grows what its capture lost, marks where, and steps there', () => {
    const recording = demoRecording({ live: true });
    const { timestampNs } = recording.packets[3]!;
    const drops = [{ afterNs: timestampNs! - 1n, beforeNs: timestampNs! + 1_000_000_000n, packets: 7 }];
    const display = { size: SIZE, charset: { asciiGlyphs: false, asciiText: false } };
    const snapshot = (given: object) => snapshotOf(Object.assign(demoRecording({ live: true }), given));
    const ui = new UiController({ title: 'demo', snapshot: snapshot({}), display });
    expect(screen(ui)).not.toContain('dropped');
    ui.show(snapshot({ drops }));
    expect(screen(ui)).toContain('7 packets dropped');
    press(ui, 'g', 'g', ']', 'e');
    expect(ui.state.ladder.key).toBe('#4');
    expect(screen(ui)).toContain('! dropped: the capture lost 7 packets within 1.00s from here');
    press(ui, 'e');
    expect(screen(ui)).toMatch(/dropped +the capture lost 7 packets/);
  });

  it('key() goes back with q view by view, and quits from the first', () => {
    const ui = controller({ count: 2 });
    press(ui, 'enter', 'enter', '?');
    expect(ui.state.views).toEqual(['connections', 'ladder', 'detail', 'help']);
    expect(press(ui, 'q', 'q', 'q')).toBeNull();
    expect(ui.state.views).toEqual(['connections']);
    expect(press(ui, 'escape')).toBeNull();
    expect(press(ui, 'q')).toEqual({ kind: 'quit', status: 0 });
  });

  it('key() opens the ladder of the connection under the cursor and steps to the next with ]c', () => {
    const ui = controller({ count: 3 });
    press(ui, 'j', 'enter');
    expect(screen(ui)).toContain('CLIENT :51235');
    press(ui, ']', 'c');
    expect(screen(ui)).toContain('CLIENT :51236');
    press(ui, '5', ']', 'c');
    expect(ui.state.choice).toBe(2);
    press(ui, '2', '[', 'c');
    expect(ui.state.choice).toBe(0);
    expect(press(ui, 'q')).toBeNull();
    expect(ui.state.connections.cursor).toBe(0);
  });

  it('show() keeps the cursor on its event where rows before it are new', () => {
    const ui = controller({ count: 1, live: true });
    press(ui, '1', '0', 'G');
    const { key } = ui.state.ladder;
    ui.show(snapshotOf(demoRecording({ count: 4, live: true })));
    expect(ui.state.ladder.key).toBe(key);
    expect(ui.state.choice).toBe(0);
  });

  it('show() follows the newest row of the newest connection until the user moves, and again after G', () => {
    const ui = controller({ count: 1, live: true });
    expect(ui.state.isFollowing).toBe(true);
    ui.show(snapshotOf(demoRecording({ count: 3, live: true })));
    expect(ui.state.choice).toBe(2);
    press(ui, 'k');
    ui.show(snapshotOf(demoRecording({ count: 5, live: true })));
    expect(ui.state.choice).toBe(2);
    press(ui, 'G');
    expect(ui.state.choice).toBe(4);
    expect(screen(ui)).toContain('FOLLOW');
  });

  it('show() stays at the end of the connection that the user chose after G, and goes to the newest after F', () => {
    const ui = controller({ count: 2, live: true });
    press(ui, '[', 'c', 'G');
    expect(ui.state).toMatchObject({ choice: 0, isFollowing: true });
    ui.show(snapshotOf(demoRecording({ count: 3, live: true })));
    expect(ui.state.choice).toBe(0);
    press(ui, 'F');
    expect(ui.state).toMatchObject({ choice: 2, isFollowing: true });
    press(ui, 'F');
    expect(ui.state).toMatchObject({ choice: 2, isFollowing: false });
  });

  it.each(['G', 'F'])('show() stays at the newest row of everything after %s in the ladder of everything', (key) => {
    const ui = controller({ count: 2, live: true });
    press(ui, 'a', key);
    const before = ui.state.ladder.cursor;
    ui.show(snapshotOf(demoRecording({ count: 3, live: true })));
    expect(ui.state).toMatchObject({ choice: null, isFollowing: true });
    expect(ui.state.ladder.cursor).toBeGreaterThan(before);
  });

  it('show() goes to the first SYN-ACK when a run has ended that returns to its start and was only followed', () => {
    // The recording of a live run is one object that grows: its status changes under the snapshot on the screen.
    const recording = { ...demoRecording({ count: 3, live: true }) };
    const display = { size: SIZE, charset: { asciiGlyphs: false, asciiText: false } };
    const ui = new UiController({ title: 'demo', snapshot: snapshotOf(recording), display, returnsToStart: true });
    Object.assign(recording, { status: 'ended' });
    ui.show(snapshotOf(recording));
    expect(ui.state).toMatchObject({ choice: 0, isFollowing: false, ladder: { top: 0 } });
    expect(screen(ui)).toContain('[S.]');
    expect(screen(ui)).toContain('no call sent it: the kernel answers for listen(3)');
  });

  it('show() goes there when the run waits for messages, and follows again after one was sent', () => {
    const ui = controller({ count: 2, live: true }, SIZE, true);
    const waiting = (count: number) => ({ ...snapshotOf(demoRecording({ count, live: true })), canSend: true });
    ui.show(waiting(2));
    expect(ui.state).toMatchObject({ choice: 0, isFollowing: false });
    expect(screen(ui)).toContain('S Send');
    const effect = press(ui, 'S', '你', '好', 'enter');
    expect(effect).toEqual({ kind: 'send', text: '你好' });
    ui.show(waiting(3));
    expect(ui.state).toMatchObject({ choice: 2, isFollowing: true });
    expect(press(ui, '.')).toEqual({ kind: 'send', text: '你好' });
  });

  it('show() goes there only when the packets are read, where the calls were first', () => {
    const ui = controller({ count: 2, live: true }, SIZE, true);
    const whole = demoRecording({ count: 2, live: true });
    ui.show({ ...snapshotOf({ ...whole, packets: [], connections: [] }), canSend: true });
    expect(ui.state).toMatchObject({ isFollowing: true });
    ui.show({ ...snapshotOf(whole), canSend: true });
    expect(ui.state).toMatchObject({ choice: 0, isFollowing: false });
    expect(screen(ui)).toContain('[S.]');
  });

  it('show() leaves the cursor where the user put it when such a run has ended', () => {
    const ui = controller({ count: 3, live: true }, SIZE, true);
    press(ui, 'k');
    const { key } = ui.state.ladder;
    ui.show(snapshotOf(demoRecording({ count: 3 })));
    expect(ui.state).toMatchObject({ choice: 2, ladder: { key } });
  });

  it('key() steps from handshake to handshake, also into the next ladder', () => {
    const ui = controller({ count: 3 });
    press(ui, 'enter', ']', 'h');
    expect(ui.state).toMatchObject({ choice: 0, ladder: { key: '#1' } });
    press(ui, ']', 'h');
    expect(ui.state).toMatchObject({ choice: 1, ladder: { key: '#9' } });
    press(ui, '[', 'h');
    expect(ui.state).toMatchObject({ choice: 0, ladder: { key: '#1' } });
    press(ui, 'a', ']', 'h', ']', 'h', ']', 'h');
    const { cursor } = ui.state.ladder;
    press(ui, ']', 'h');
    expect(ui.state.ladder.cursor).toBe(cursor);
    expect(screen(ui)).toContain('no handshake after this');
  });

  it('key() sorts the connections, keeps the cursor on its connection and selects', () => {
    const ui = controller({ count: 3, withRefused: true });
    press(ui, 'j', 'z');
    expect(ui.state.connections).toMatchObject({ at: 1, cursor: 2 });
    press(ui, ':', ...'sort handshake', 'enter');
    expect(screen(ui).split('\n')[5]).toContain('refused');
    press(ui, 'space');
    expect(ui.state.connections.selected).toEqual([1]);
    press(ui, 'G', 'enter');
    expect(ui.state.choice).toBe(3);
    press(ui, 'q');
    expect(ui.state.connections.at).toBe(3);
  });

  it('show() begins anew with another run, and keeps what was chosen', () => {
    const run = (name: string, count: number) => ({
      ...{ name, state: 'read' as const, problem: null, start: '', connections: count, packets: 9, calls: 9 },
      phases: snapshotOf(demoRecording({ count })).timeline.connections.map(({ phases }) => phases),
    });
    const entries = [run('before', 2), run('after', 3)];
    const of = (current: number, count: number) => ({
      ...snapshotOf(demoRecording({ count })),
      runs: { entries, current },
    });
    const display = { size: SIZE, charset: { asciiGlyphs: false, asciiText: false } };
    const ui = new UiController({ title: '2 runs', snapshot: of(0, 2), display });
    expect(ui.state.views).toEqual(['runs']);
    press(ui, 'enter', 'z', 'enter', 'G', 'U');
    expect(press(ui, 'j', 'enter')).toEqual({ kind: 'open-run', place: 1 });
    ui.show(of(1, 3));
    expect(ui.state).toMatchObject({ views: ['runs', 'connections'], choice: null, connections: { at: 2 } });
    press(ui, 'd');
    expect(screen(ui)).toContain('Differences are to before.');
    expect(screen(ui)).toContain('95 % INTERVAL');
  });

  it('key() shows one ladder of everything with a, and the list after q', () => {
    const ui = controller({ count: 2, withRefused: true });
    press(ui, 'a');
    expect(screen(ui)).toContain('all connections');
    expect(screen(ui)).toContain('CLIENT  ');
    press(ui, 'q');
    expect(ui.state.views).toEqual(['connections']);
  });

  it('the help names the signs, the states and what could not be read', () => {
    const problem = { file: 'packets.pcap', byteOffset: 24, text: 'packets.pcap: byte 24: the record is cut off' };
    const recording = { ...demoRecording(), problems: [problem] };
    const size = { columns: 80, rows: 60 };
    const display = { size, charset: { asciiGlyphs: false, asciiText: false } };
    const ui = new UiController({ title: 'demo', snapshot: snapshotOf(recording), display });
    expect(screen(ui, size)).toContain('1 problem (?)');
    press(ui, '?');
    for (const text of [problem.text, 'the kernel sent it on its own', 'SYN-RECEIVED', 'bold, underlined', '42G']) {
      expect(screen(ui, size)).toContain(text);
    }
  });

  it('show() holds a live picture while paused, and shows the end of the run all the same', () => {
    const ui = controller({ count: 1, live: true });
    press(ui, 'p');
    ui.show(snapshotOf(demoRecording({ count: 3, live: true })));
    expect(screen(ui)).toContain('connection 0 (1/1)');
    expect(screen(ui)).toContain('PAUSED');
    ui.show(snapshotOf(demoRecording({ count: 3 })));
    expect(screen(ui)).toContain('connection 2 (3/3)');
  });

  it('key() opens the ladder that was left where it was left, and another at its first row', () => {
    const ui = controller({ count: 2 });
    press(ui, 'enter', '9', 'G', 'q', 'enter');
    expect(ui.state).toMatchObject({ choice: 0, ladder: { cursor: 8 } });
    press(ui, 'q', 'j', 'enter');
    expect(ui.state).toMatchObject({ choice: 1, ladder: { cursor: 0 } });
  });

  it('key() that follows lets a paused picture go on, whether it followed before or not', () => {
    const ui = controller({ count: 1, live: true });
    press(ui, 'p', 'F');
    expect(ui.state).toMatchObject({ isPaused: false, isFollowing: true });
    press(ui, 'F', 'p', 'F');
    expect(ui.state).toMatchObject({ isPaused: false, isFollowing: true });
  });

  it('lights up the packets of the selected call and the calls of the selected packet', () => {
    const ui = controller({ count: 1 });
    const linked = () =>
      Array.from({ length: 14 }, (_, y) => ui.frame(SIZE).at(0, y + 2).emphasis)
        .map((emphasis, i) => (emphasis === 'linked' ? i + 1 : 0))
        .filter((row) => row > 0);
    press(ui, '6', 'G');
    expect(linked()).toEqual([7, 8, 10]);
    press(ui, '7', 'G');
    expect(linked()).toEqual([6, 10]);
  });

  it('key() moves in the detail pane after Tab and leaves the cursor of the ladder where it is', () => {
    const ui = controller({ count: 1 });
    press(ui, '7', 'G', 'tab', 'j', 'j');
    expect(ui.state).toMatchObject({ detail: { cursor: 2, top: 0 }, ladder: { cursor: 6 } });
    press(ui, 'G');
    const { cursor } = ui.state.detail;
    press(ui, 'j');
    expect(ui.state.detail.cursor).toBe(cursor);
    expect(ui.state.detail.top).toBeGreaterThan(0);
    press(ui, 'q', 'j');
    expect(ui.state).toMatchObject({ detail: { cursor: 0, top: 0 }, ladder: { cursor: 7 } });
  });

  it('marks the bytes of the field under the cursor, and the field of the byte under it after Tab', () => {
    const ui = controller({ count: 1 });
    press(ui, '8', 'G', 'enter', '9', 'j');
    const marked = (emphasis: string) => {
      const grid = ui.frame(SIZE);
      const cells = Array.from({ length: 80 * 24 }, (_, i) => grid.at(i % 80, Math.floor(i / 80)));
      return cells.map((cell) => (cell.emphasis === emphasis ? cell.text : '')).join('');
    };
    expect(screen(ui)).toMatch(/Bytes \(\d+\) ─+ 38 to 41 ─/);
    expect(marked('selected')).toMatch(/Sequence number.*00 00....$/);
    press(ui, 'tab', '9', 'l');
    expect(marked('linked')).toContain('Flags');
    press(ui, 'tab', 'j');
    expect(ui.state.detail.part).toBe('fields');
  });

  it('says the states of both ends in the detail, first where the ladder has no room for them', () => {
    const ui = controller({ count: 1 });
    const statesIn = (columns: number) => {
      const lines = screenText(ui.frame({ columns, rows: 24 }));
      const y = lines.findIndex((line) => line.includes('  states  '));
      return [lines[y]?.trim().replace(/ +/g, ' '), /[─] *$|more ─$/.test(lines[y - 1] ?? '')];
    };
    press(ui, '7', 'G');
    expect(statesIn(70)).toEqual(['states client SYN-SENT, server LISTEN', true]);
    expect(statesIn(90)).toEqual(['states client SYN-SENT, server LISTEN', false]);
    press(ui, 'j');
    expect(statesIn(70)[0]).toBe('states client ESTABLISHED, server SYN-RECEIVED');
  });

  it('key() goes from a call to its packet and back with Enter on the line that names it', () => {
    const ui = controller({ count: 1 });
    press(ui, '6', 'G', 'enter');
    for (let i = 0; i < 9 && !screen(ui).includes('#1  '); i++) press(ui, 'j', 'enter');
    expect(ui.state.ladder.key).toBe('#1');
    press(ui, 'j', 'j', 'enter');
    expect(ui.state.ladder.cursor).toBe(5);
  });

  it('frame() keeps the cursor on the screen when the screen shrinks', () => {
    const ui = controller({ count: 1 }, { columns: 200, rows: 60 });
    press(ui, 'G');
    ui.frame({ columns: 40, rows: 10 });
    const { cursor, top } = ui.state.ladder;
    expect(cursor - top).toBeLessThan(7);
    expect(screen(ui, { columns: 3, rows: 1 })).toBe('too');
  });

  it('key() goes through the ways of showing times', () => {
    const ui = controller({ count: 1 });
    const modes = ['w', 'w', 'w', 'w'].map((key) => (ui.key(key), ui.state.ladder.timeMode));
    expect(modes).toEqual(['since-syn', 'delta', 'wall', 'relative']);
  });
});
