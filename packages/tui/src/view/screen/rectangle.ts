/** A part of the screen in cells; `x` and `y` count from the top left, from 0. Width and height are never negative. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Size of a terminal in cells. */
export interface Size {
  readonly columns: number;
  readonly rows: number;
}
