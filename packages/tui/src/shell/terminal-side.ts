import type { TerminalScreen } from '../blessed/terminal-screen';
import type { Lifecycle } from '../terminal/lifecycle';
import type { TtyInput } from '../terminal/tty-input';
import { hintedBackground } from '../terminal/background-hint';
import { askedBackground, BACKGROUND_PROBE } from '../terminal/background-probe';
import { answersColorQuestions, hasManyColors, MANY_COLORS, PALETTE_PROBE } from '../terminal/palette-probe';
import { drawsLinesWide, WIDTH_PROBE } from '../terminal/width-probe';
import type { TerminalEffect, UserInput, Views, ViewsNews } from '../thread/views';
import type { Charset } from '../view/screen/charset';
import type { Size } from '../view/screen/rectangle';
import type { ScreenFrame } from '../view/screen/screen-frame';
import type { Background } from '../view/screen/theme';
import { performEffect } from './perform-effect';
import { readingFrame } from './reading-frame';

export interface TerminalSideOptions {
  readonly views: Views;
  readonly screen: TerminalScreen;
  readonly lifecycle: Lifecycle;
  readonly input: TtyInput;
  readonly charset: Charset;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The size that the views know. */
  readonly size: Size;
  /** Calls back when the terminal has taken all that was written. */
  readonly whenWritten: (done: () => void) => void;
  /** Takes a message that the user wants sent. */
  readonly onSend: (text: string) => void;
}

/** What the views have not dealt with after this is something that the user wonders about. */
const SLOW_ANSWER_MS = 300;

const INTERRUPTED = 130;
/** Keys that end the UI while there is nothing to go back from yet, and their exit status. */
const QUIT_KEYS: Readonly<Record<string, number>> = { q: 0, Q: 0, escape: 0, 'C-c': INTERRUPTED };

/**
 * The UI as the terminal's thread sees it: hands keys, sizes and presses to the views, shows their frames, and does what they
 * leave to it. It answers whatever the views do at the moment: while they read, q quits; Ctrl-C does when they keep a key
 * waiting.
 */
export class TerminalSide {
  readonly #options: TerminalSideOptions;
  #frame: ScreenFrame | null = null;
  #progress = '';
  #charset: Charset;
  #knownSize: Size;
  /** When the oldest of the inputs that the views have not answered was sent; null: all are answered. */
  #askedAtMs: number | null = null;
  #unanswered = 0;
  #mustDrawAnew = false;

  constructor(options: TerminalSideOptions) {
    this.#options = options;
    this.#charset = options.charset;
    this.#knownSize = options.size;
    const { screen } = options;
    screen.onFrame((size) => this.#frameFor(size));
    screen.onKey((key) => this.#onKey(key));
    screen.onPaste((text) => this.#ask({ kind: 'paste', text }));
    screen.onMouse(({ action, x, y }) => {
      if (action === 'press' || action === 'drag') this.#ask({ kind: action, x, y });
      else this.#ask({ kind: 'wheel', direction: action === 'wheel-up' ? 'up' : 'down' });
    });
    if (!options.charset.asciiGlyphs) this.#probeWidth();
    this.#setBackground(hintedBackground(options.env));
    const { colorCount } = screen;
    if (!answersColorQuestions(options.env.TERM ?? '', colorCount)) return;
    this.#probeBackground();
    if (colorCount < MANY_COLORS) this.#probePalette();
  }

  /** Takes what the views tell. */
  take(news: ViewsNews): void {
    const { lifecycle, onSend } = this.#options;
    switch (news.kind) {
      case 'progress':
        this.#progress = news.text;
        return this.begin();
      case 'frame':
        return this.#show(news.frame);
      case 'effect':
        return this.#perform(news.effect);
      case 'send':
        return onSend(news.text);
      case 'answered':
        this.#unanswered = Math.max(0, this.#unanswered - 1);
        this.#askedAtMs = this.#unanswered === 0 ? null : performance.now();
        return;
      case 'refused':
        return lifecycle.end(news.status);
      case 'crashed':
        return lifecycle.crash(news.error);
      case 'opened':
        return;
    }
  }

  /** Says how far the reading is, where there is nothing to show yet. */
  begin(): void {
    const { screen, lifecycle } = this.#options;
    if (this.#frame === null && lifecycle.hasTerminal) screen.render();
  }

  #onKey(key: string): void {
    const { lifecycle } = this.#options;
    const status = QUIT_KEYS[key];
    if (this.#frame === null && status !== undefined) return lifecycle.end(status);
    if (this.#frame === null) return key === 'C-z' ? lifecycle.suspendJob() : undefined;
    const isKeptWaiting = this.#askedAtMs !== null && performance.now() - this.#askedAtMs > SLOW_ANSWER_MS;
    if (key === 'C-c' && isKeptWaiting) return lifecycle.end(INTERRUPTED);
    this.#ask({ kind: 'key', key });
  }

  /** Hands on what the user does, which is answered when it has been dealt with. */
  #ask(input: UserInput): void {
    this.#askedAtMs ??= performance.now();
    this.#unanswered += 1;
    this.#options.views.tell(input);
  }

  #show(frame: ScreenFrame): void {
    const { screen, lifecycle, views, whenWritten } = this.#options;
    this.#frame = frame;
    // A frame that comes while the process stops is drawn when it goes on.
    if (lifecycle.hasTerminal) this.#draw(screen);
    whenWritten(() => views.tell({ kind: 'drawn' }));
  }

  #draw(screen: TerminalScreen): void {
    if (this.#mustDrawAnew) screen.redraw();
    else screen.render();
    this.#mustDrawAnew = false;
  }

  #frameFor(size: Size): ScreenFrame {
    const { columns, rows } = this.#knownSize;
    if (size.columns !== columns || size.rows !== rows) {
      this.#knownSize = size;
      this.#options.views.tell({ kind: 'size', size });
    }
    return this.#frame ?? readingFrame(this.#progress, size, this.#charset);
  }

  #perform(effect: TerminalEffect): void {
    const { views } = this.#options;
    void performEffect(effect, this.#options).then((notice) => {
      if (notice !== null) views.tell({ kind: 'notice', notice });
    });
  }

  /** Asks, and does not wait: until there is an answer the terminal's own colours do. */
  #probeBackground(): void {
    const { screen, input } = this.#options;
    screen.send(BACKGROUND_PROBE);
    void askedBackground(input).then((background) => this.#setBackground(background));
  }

  #setBackground(background: Background): void {
    const { screen, views } = this.#options;
    if (background === null) return;
    screen.setBackground(background);
    views.tell({ kind: 'background', background });
  }

  /** Asks, and does not wait: what has come up to then has the colours that terminfo knows of. */
  #probePalette(): void {
    const { screen, input, lifecycle } = this.#options;
    screen.send(PALETTE_PROBE);
    void hasManyColors(input).then((hasMany) => {
      if (!hasMany) return;
      screen.setColorCount(MANY_COLORS);
      if (lifecycle.hasTerminal) this.#draw(screen);
    });
  }

  /** Asks before the first frame, and does not wait: the rare terminal that needs ASCII is drawn anew. */
  #probeWidth(): void {
    const { screen, input, views } = this.#options;
    screen.send(WIDTH_PROBE);
    void drawsLinesWide(input).then((isWide) => {
      if (!isWide) return;
      this.#charset = { ...this.#charset, asciiGlyphs: true };
      this.#mustDrawAnew = true;
      views.tell({ kind: 'charset', charset: this.#charset });
    });
  }
}
