import type { Recording } from '@sockscope/session';
import { snapshotOf } from './source/recording-source';
import { readEntry } from './source/run-source';
import { savedScreen } from './view/save/saved-screen';
import type { ColorTheme } from './view/screen/theme';
import type { Size } from './view/screen/rectangle';
import { UiController } from './view/ui-controller';
import type { UiSnapshot } from './view/ui-source';

/** A key by its name, as in the key table, or milliseconds that pass meanwhile. */
export type PictureStep = string | { readonly waitMs: number };

export interface PictureOptions {
  readonly title: string;
  readonly size: Size;
  /** What leads to the screen. */
  readonly steps: readonly PictureStep[];
  readonly theme: ColorTheme;
  /** Other recordings of the list, which begins with the one that is shown. Absent: there is no list. */
  readonly others?: readonly { readonly name: string; readonly recording: Recording }[];
}

/** One frame of the replay after the other. */
const FRAME_MS = 10;

/** Draws the screen that keys lead to as an SVG picture, without a terminal. */
export function screenPicture(recording: Recording, options: PictureOptions): string {
  const { title, size, steps, theme } = options;
  let nowMs = 0;
  const charset = { asciiGlyphs: false, asciiText: false };
  const ui = new UiController({
    title,
    snapshot: shownSnapshot(recording, options),
    display: { size, charset },
    nowMs: () => nowMs,
  });
  for (const step of steps) {
    if (typeof step === 'string') ui.key(step);
    else {
      for (const endMs = nowMs + step.waitMs; nowMs < endMs; nowMs += FRAME_MS) ui.tick();
    }
  }
  return savedScreen(ui.frame(size), 'svg', theme);
}

function shownSnapshot(recording: Recording, { title, others }: PictureOptions): UiSnapshot {
  const snapshot = snapshotOf(recording);
  if (!others) return snapshot;
  const entries = others.map((other) => readEntry(other.name, snapshotOf(other.recording)));
  return { ...snapshot, runs: { entries: [readEntry(title, snapshot), ...entries], current: 0 } };
}
