import { safeText } from '@sockscope/timeline/text';
import { BlessedTerminal } from './blessed/blessed-terminal';
import { TerminalSide } from './shell/terminal-side';
import { Lifecycle } from './terminal/lifecycle';
import { isUtf8Locale, wantsColor } from './terminal/locale';
import { openKeyboard } from './terminal/open-keyboard';
import { setBlocking, TerminalOutput } from './terminal/terminal-output';
import type { DisplayStream } from './terminal/terminal-output';
import { TtyInput } from './terminal/tty-input';
import type { KeyboardStream } from './terminal/tty-input';
import type { Reading, Views, ViewsNews } from './thread/views';
import type { Charset } from './view/screen/charset';
import type { Size } from './view/screen/rectangle';

export interface UiOptions {
  readonly views: Views;
  readonly stdin: KeyboardStream;
  readonly stdout: DisplayStream;
  readonly stderr: NodeJS.WritableStream;
  /** TERM, COLORTERM, NO_COLOR, LC_ALL, LC_CTYPE, LANG, XDG_CONFIG_HOME and HOME are read. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Draws with ASCII alone. Default: where the locale is not UTF-8. */
  readonly ascii?: boolean;
  /** Takes the messages that the user wants a program of the recording to send. */
  onSend?(this: void, text: string): void;
}

const USAGE_ERROR = 2;
const DEFAULT_SIZE: Size = { columns: 80, rows: 24 };

/** Whoever waits less sees no screen that only says so; and none is opened where there is nothing to show. */
const FIRST_FRAME_WITHIN_MS = 300;

/**
 * Runs the terminal UI until the user quits. Ask canRunUi() first.
 *
 * @returns the exit status, when the terminal is as it was before: after quitting 0, or what could not be read deserves;
 *   2 without a keyboard or with settings that cannot be used, 70 after an internal error, 128 + n after signal n, 129
 *   after the terminal went away, 130 after Ctrl-C. What there is to say of it is on `stderr`, a line each.
 */
export async function runUi(options: UiOptions): Promise<number> {
  const keyboard = openKeyboard(options.stdin);
  try {
    if (keyboard) return await runOn(keyboard.stream, options);
    options.stderr.write('sockscope: there is no terminal to read keys from\n');
    return USAGE_ERROR;
  } finally {
    options.views.close();
    keyboard?.close();
  }
}

async function runOn(keyboard: KeyboardStream, options: UiOptions): Promise<number> {
  const { views, stdout, stderr, env } = options;
  const isUtf8 = isUtf8Locale(env);
  const charset: Charset = { asciiGlyphs: options.ascii ?? !isUtf8, asciiText: !isUtf8 };
  const size = { columns: stdout.columns ?? DEFAULT_SIZE.columns, rows: stdout.rows ?? DEFAULT_SIZE.rows };
  const inbox = new Inbox();
  views.start({ size, charset, env: textsOf(env) }, inbox.take);
  await inbox.hasBegun(FIRST_FRAME_WITHIN_MS);
  if (inbox.isRefused) return ended(inbox.reading, 0, stderr);

  const input = new TtyInput(keyboard);
  const output = new TerminalOutput(stdout);
  const terminal = env.TERM ?? '';
  const screen = new BlessedTerminal({ input, output: stdout, terminal, isUtf8, isColored: wantsColor(env) });
  const lifecycle = new Lifecycle({ screen, process, input: keyboard, output: stdout, terminal: output });
  const { onSend = () => undefined } = options;
  const whenWritten = (done: () => void): void => output.whenTaken(done);
  const side = new TerminalSide({ views, screen, lifecycle, input, charset, env, size, whenWritten, onSend });
  inbox.handTo((news) => side.take(news));
  side.begin();
  const { status, message } = await lifecycle.ended;
  inbox.handTo(() => undefined);
  // Most likely the same terminal.
  if (output.isStalled) setBlocking(stderr, false);
  if (message !== null) stderr.write(`sockscope: ${safeText(message)}\n`);
  return ended(inbox.reading, status, stderr);
}

function ended({ problems, status }: Reading, uiStatus: number, stderr: NodeJS.WritableStream): number {
  for (const problem of problems) stderr.write(`sockscope: ${safeText(problem)}\n`);
  return uiStatus || status;
}

/** What the views tell, kept until there is a terminal to show it on. */
class Inbox {
  reading: Reading = { problems: [], status: 0 };
  isRefused = false;
  #kept: ViewsNews[] = [];
  #listener: ((news: ViewsNews) => void) | null = null;
  #wake: () => void = () => undefined;

  readonly take = (news: ViewsNews): void => {
    if (news.kind === 'opened' || news.kind === 'refused') this.reading = news;
    this.isRefused ||= news.kind === 'refused';
    if (this.#listener) this.#listener(news);
    else this.#kept.push(news);
    if (isBeginning(news)) this.#wake();
  };

  /** Settles when there is something to show, or nothing will be; else when the time is over. */
  async hasBegun(timeoutMs: number): Promise<void> {
    if (this.#kept.some(isBeginning)) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      timer = setTimeout(resolve, timeoutMs);
    });
    clearTimeout(timer);
  }

  handTo(listener: (news: ViewsNews) => void): void {
    this.#listener = listener;
    for (const news of this.#kept.splice(0)) listener(news);
  }
}

function isBeginning({ kind }: ViewsNews): boolean {
  return kind === 'frame' || kind === 'refused' || kind === 'crashed';
}

/** What can be handed to another thread. */
function textsOf(env: UiOptions['env']): Record<string, string> {
  return Object.fromEntries(Object.entries(env).flatMap(([name, text]) => (text === undefined ? [] : [[name, text]])));
}
