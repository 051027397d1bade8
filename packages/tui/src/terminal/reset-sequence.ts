/**
 * Gives a terminal back whatever state a program left it in: all mouse modes and bracketed paste off, whole screen as
 * scroll region, no attributes, ASCII, keypad and cursor keys normal, cursor visible. Terminals ignore what they do not know.
 *
 * @see https://invisible-island.net/xterm/ctlseqs/ctlseqs.html
 */
export const RESET_MODES =
  '\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1005l\x1b[?1006l\x1b[?2004l\x1b[m\x1b(B\x1b[?1l\x1b>\x1b[?25h';

/** Leaves the alternate screen; only after a failure, since a second time moves the cursor. */
export const LEAVE_ALTERNATE_SCREEN = '\x1b[r\x1b[?1049l';
