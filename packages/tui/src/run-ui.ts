import { writeSync } from 'node:fs';
import { safeText } from '@sockscope/timeline';
import { BlessedTerminal } from './blessed/blessed-terminal';
import type { TerminalScreen } from './blessed/terminal-screen';
import { performEffect } from './shell/perform-effect';
import type { EffectTargets } from './shell/perform-effect';
import { readSettings } from './shell/settings-file';
import { Ticker } from './shell/ticker';
import { Lifecycle } from './terminal/lifecycle';
import { isUtf8Locale, wantsColor } from './terminal/locale';
import { openKeyboard } from './terminal/open-keyboard';
import { TtyInput } from './terminal/tty-input';
import type { KeyboardStream } from './terminal/tty-input';
import { drawsLinesWide, WIDTH_PROBE } from './terminal/width-probe';
import { COMMANDS } from './view/commands/command-table';
import type { EffectKind, EffectReport } from './view/effect';
import { KeyBindings } from './view/keys/key-bindings';
import type { Charset } from './view/screen/charset';
import type { UserSettings } from './view/settings/parse-settings';
import { UiController } from './view/ui-controller';
import type { UiSource } from './view/ui-source';

/** A terminal to draw on: `process.stdout`, or a stream that behaves like it. */
export type DisplayStream = NodeJS.WritableStream & {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  /** Absent on streams that are no file: then the last words go through write(). */
  readonly fd?: number;
};

export interface UiOptions {
  readonly source: UiSource;
  /** What is shown, in words: a session's name. Need not be safe to print. */
  readonly title: string;
  readonly stdin: KeyboardStream;
  readonly stdout: DisplayStream;
  readonly stderr: NodeJS.WritableStream;
  /** TERM, COLORTERM, NO_COLOR, LC_ALL, LC_CTYPE, LANG, XDG_CONFIG_HOME and HOME are read. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Draws with ASCII alone. Default: where the locale is not UTF-8. */
  readonly ascii?: boolean;
  /** Goes back to the first handshake once a live run has ended that the user only followed: for runs of a blink. */
  readonly returnsToStart?: boolean;
}

const USAGE_ERROR = 2;

/**
 * Runs the terminal UI until the user quits. Ask canRunUi() first.
 *
 * @returns the exit status, when the terminal is as it was before: 0 after quitting, 2 without a keyboard or with settings that cannot
 *   be used (one line on `stderr`), 70 after an
 *   internal error (one line on `stderr`), 128 + n after signal n, 129 after the terminal went away, 130 after Ctrl-C.
 */
export async function runUi(options: UiOptions): Promise<number> {
  const keyboard = openKeyboard(options.stdin);
  if (!keyboard) {
    options.stderr.write('sockscope: there is no terminal to read keys from\n');
    return USAGE_ERROR;
  }
  try {
    const read = readSettings(options.env);
    if (read.ok) return await runOn(keyboard.stream, options, read.settings);
    options.stderr.write(`sockscope: ${safeText(read.problem)}\n`);
    return USAGE_ERROR;
  } finally {
    options.source.close();
    keyboard.close();
  }
}

async function runOn(keyboard: KeyboardStream, options: UiOptions, settings: UserSettings): Promise<number> {
  const { source, title, stdout, stderr, env } = options;
  const isUtf8 = isUtf8Locale(env);
  const charset: Charset = { asciiGlyphs: options.ascii ?? !isUtf8, asciiText: !isUtf8 };
  const input = new TtyInput(keyboard);
  const terminal = env.TERM ?? '';
  const screen = new BlessedTerminal({ input, output: stdout, terminal, isUtf8, isColored: wantsColor(env) });
  const lifecycle = new Lifecycle({ screen, process, input: keyboard, output: stdout, writeNow: writerTo(stdout) });
  const display = { size: screen.size, charset };
  const { returnsToStart = false } = options;
  const bindings = new KeyBindings(COMMANDS, settings.keys);
  const ui = new UiController({
    title,
    snapshot: source.snapshot(),
    display,
    bindings,
    nowMs: () => performance.now(),
    returnsToStart,
  });
  const targets = { screen, lifecycle, source, env };
  for (const effect of ui.applySettings(settings.values)) void performEffect(effect, targets);
  connect(ui, targets);
  if (!charset.asciiGlyphs) probeWidth(ui, screen, input, charset);
  screen.render();

  const { status, message } = await lifecycle.ended;
  if (message !== null) stderr.write(`sockscope: ${safeText(message)}\n`);
  return status;
}

function connect(ui: UiController, targets: EffectTargets): void {
  const { screen, lifecycle, source } = targets;
  const ticker = new Ticker(ui, () => screen.render());
  screen.onFrame((size) => {
    ticker.schedule();
    return ui.frame(size);
  });
  screen.onKey((key) => {
    const wasPaused = ui.state.isPaused;
    const effect = ui.key(key);
    if (wasPaused && !ui.state.isPaused) ui.show(source.snapshot());
    if (effect) report(ui, screen, performEffect(effect, targets));
    if (effect === null || !OWN_PICTURE.has(effect.kind)) screen.render();
  });
  screen.onPaste((text) => {
    ui.paste(text);
    screen.render();
  });
  screen.onMouse(({ action, x, y }) => {
    if (action === 'press') ui.press(x, y);
    else ui.wheel(action === 'wheel-up' ? 'up' : 'down');
    screen.render();
  });
  const stopFollowing = source.subscribe(() => {
    // A newer snapshot would take the one that is held from under the user's eyes; what was captured is counted all the same.
    if (!(ui.state.isPaused && source.isLive)) ui.show(source.snapshot());
    screen.render();
  });
  void lifecycle.ended.then(() => {
    ticker.stop();
    stopFollowing();
  });
}

/** After these effects the screen is drawn anew, or there is none. */
const OWN_PICTURE: ReadonlySet<EffectKind> = new Set<EffectKind>(['quit', 'redraw', 'suspend']);

/** Says what came of an effect, when it has come. */
function report(ui: UiController, screen: TerminalScreen, outcome: Promise<EffectReport>): void {
  void outcome.then((notice) => {
    if (notice === null) return;
    ui.notify(notice);
    screen.render();
  });
}

/** Asks before the first frame, and does not wait: the rare terminal that needs ASCII is drawn anew. */
function probeWidth(ui: UiController, screen: TerminalScreen, input: TtyInput, charset: Charset): void {
  screen.send(WIDTH_PROBE);
  void drawsLinesWide(input).then((isWide) => {
    if (!isWide) return;
    ui.setCharset({ ...charset, asciiGlyphs: true });
    screen.redraw();
  });
}

function writerTo(stdout: DisplayStream): (text: string) => void {
  return (text) => {
    if (stdout.fd === undefined) stdout.write(text);
    else writeSync(stdout.fd, text);
  };
}
