import type { DataTable } from '@sockscope/timeline';
import type { Painter } from '../screen/painter';
import type { Rectangle } from '../screen/rectangle';
import type { UiState } from '../state/ui-state';
import type { UiContext } from '../ui-context';

/** What fills the screen in one view, or a part of it. */
export interface Pane {
  /** Draws it into the whole of the painter's rectangle. */
  draw(painter: Painter, context: UiContext): void;
  /** Puts positions where there is something to show in `area`, after a key, a change of size or a new snapshot. */
  settle(context: UiContext, area: Rectangle): UiState;
  /** Moves what the movement keys move: the cursor of a list, the first line of a text. */
  place(state: UiState, to: (position: number) => number): UiState;
  /** Takes a press of the mouse at a cell of the screen that lies in `area`; absent: nothing there can be pressed, or `top` says what. */
  readonly press?: (context: UiContext, area: Rectangle, x: number, y: number) => UiState;
  /** The list's first row on the screen, for presses of the mouse; absent where there is no cursor. */
  readonly top?: (state: UiState) => number;
  /** How many cells its lines have that are on the screen, where they can be wider than it; absent where they cannot. */
  readonly wideCells?: (context: UiContext, area: Rectangle) => number;
  /** What its rows or lines say, from the first to the last, to be searched; absent where there is nothing to search. */
  readonly texts?: (context: UiContext) => readonly string[];
  /** The row under the cursor, or the first line on the screen; there where `texts` is. */
  readonly at?: (state: UiState) => number;
  /** Its rows with all their columns, to be saved; absent where it is no list. */
  readonly table?: (context: UiContext) => DataTable;
  /** Which row stands in a line below the heading; null: none. Absent where each line has one. */
  readonly rowAt?: (context: UiContext, line: number, height: number) => number | null;
}
