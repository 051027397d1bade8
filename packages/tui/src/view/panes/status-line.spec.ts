import { demoRecording } from '../../../test/demo-recording';
import { screenText } from '../../../test/screen-text';
import { snapshotOf } from '../../source/recording-source';
import { UiController } from '../ui-controller';

const SIZE = { columns: 80, rows: 24 };

function controller(isFull: boolean) {
  const recording = demoRecording({ live: true });
  const display = { size: SIZE, charset: { asciiGlyphs: false, asciiText: false } };
  return new UiController({ title: 'run', snapshot: snapshotOf({ ...recording, isFull }), display });
}

const firstLine = (ui: UiController): string => screenText(ui.frame(SIZE))[0] ?? '';

describe('the first line of a live run', () => {
  it('counts what is captured, and follows', () => {
    expect(firstLine(controller(false))).toMatch(/ LIVE {2}FOLLOW {2}8 packets {2}row /);
  });

  it('says how much is shown of one that is full, and gives no number that looks current', () => {
    const ui = controller(true);
    expect(firstLine(ui)).toMatch(/ LIVE {2}full: 20 events, more recorded {2}row 27\/27/);
    expect(firstLine(ui)).not.toMatch(/packet|FOLLOW/);
    ui.key('i');
    const screen = screenText(ui.frame(SIZE)).join('\n');
    expect(screen).toMatch(/shown, more is recorded +8\b/);
    expect(screen).not.toMatch(/^ captured/m);
  });
});
