import { charWidth } from '@sockscope/timeline/text';
import { blessedApi } from './blessed-api';
import { hasWideNumbers, legacyTerminfo } from './legacy-terminfo';

let isPatched = false;

/**
 * Mends what of blessed 0.1.81 no option reaches; the last release is from 2015. Once a process, before the first screen.
 * The README says what each of these does without the patch.
 */
export function patchBlessed(): void {
  if (isPatched) return;
  isPatched = true;
  readWideTerminfo();
  refuseSimilarNames();
  dropBrokenCapabilities();
  assumeColors();
  measureAsLayoutDoes();
}

/** Entries of ncurses 6.1 and later: without this tmux-256color has 8 colours. */
function readWideTerminfo(): void {
  const { prototype } = blessedApi().Tput;
  const { parseTerminfo } = prototype;
  prototype.parseTerminfo = function (data, file) {
    if (hasWideNumbers(data)) this.extended = false;
    return parseTerminfo.call(this, Buffer.from(legacyTerminfo(data)), file);
  };
}

/** Without an entry for `foot`, blessed would take `foot+base`, a fragment without colours. */
function refuseSimilarNames(): void {
  const { prototype } = blessedApi().Tput;
  const findEntry = prototype._tprefix;
  prototype._tprefix = function (prefix, terminal, isSimilar) {
    return isSimilar === true ? undefined : findEntry.call(this, prefix, terminal);
  };
}

/** A capability that blessed cannot compile does nothing, instead of a page of source on standard error. */
function dropBrokenCapabilities(): void {
  const { prototype } = blessedApi().Tput;
  const compile = prototype._compile;
  prototype._compile = function (info, key, capability) {
    const report = console.error;
    console.error = () => undefined;
    try {
      return compile.call(this, info, key, capability);
    } catch {
      return () => '';
    } finally {
      console.error = report;
    }
  };
}

const MODERN_TERMINAL = /256|direct|truecolor|ghostty|wezterm|kitty|alacritty|foot|rio|contour/i;

/** A terminal without an entry is taken for xterm-256color where its name or COLORTERM speaks of colours, else for xterm. */
function assumeColors(): void {
  const { prototype } = blessedApi().Tput;
  const useXterm = prototype._useXtermInfo;
  prototype._useXtermInfo = function () {
    const isModern = MODERN_TERMINAL.test(this.terminal) || Boolean(process.env.COLORTERM);
    return isModern ? this._useInternalInfo('xterm-256color') : useXterm.call(this);
  };
}

/** One width for the layout and for the screen: blessed's table ends in 2014. */
function measureAsLayoutDoes(): void {
  blessedApi().unicode.charWidth = (char, at = 0) =>
    charWidth(typeof char === 'number' ? char : (char.codePointAt(at) ?? 0));
}
