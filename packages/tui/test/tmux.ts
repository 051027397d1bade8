import { execFileSync, spawnSync } from 'node:child_process';

/** Why tests cannot use tmux here; null where they can. */
export function tmuxMissing(): string | null {
  return spawnSync('tmux', ['-V']).status === 0 ? null : 'tmux is not installed';
}

const POLL_MS = 20;

/** A shell in a terminal of its own: a tmux server that no other test shares. */
export class Tmux {
  static #count = 0;
  readonly #socket = `sockscope-test-${process.pid}-${(Tmux.#count += 1)}`;

  #stalled: number | null = null;

  constructor(columns: number, rows: number) {
    const shell = 'env PS1="$ " LANG=C.UTF-8 bash --norc --noprofile -i';
    const size = ['-x', String(columns), '-y', String(rows)];
    execFileSync('tmux', ['-L', this.#socket, '-f', '/dev/null', 'new-session', '-d', ...size, shell]);
  }

  /** Types text and presses Enter. */
  run(command: string): void {
    this.#tmux('send-keys', '-l', command);
    this.keys('Enter');
  }

  /** Presses keys by tmux's names: `C-c`, `Enter`, `q`. */
  keys(...names: readonly string[]): void {
    this.#tmux('send-keys', ...names);
  }

  screen(): string {
    return this.#tmux('capture-pane', '-p');
  }

  /** Lets programs put text on tmux's clipboard (OSC 52). */
  takeClipboard(): void {
    this.#tmux('set', '-g', 'set-clipboard', 'on');
  }

  /** What was put on tmux's clipboard last; empty without. */
  clipboard(): string {
    return spawnSync('tmux', ['-L', this.#socket, 'show-buffer'], { encoding: 'utf8' }).stdout;
  }

  resize(columns: number, rows: number): void {
    this.#tmux('resize-window', '-x', String(columns), '-y', String(rows));
  }

  /** `alternate screen, cursor visible, any mouse mode, application keypad`, each 0 or 1. */
  modes(): string {
    return this.#tmux('display', '-p', '#{alternate_on} #{cursor_flag} #{mouse_any_flag} #{keypad_flag}').trim();
  }

  /** Waits until the screen shows what is expected; Jest's timeout ends it otherwise. */
  async until(isTrue: (screen: string) => boolean): Promise<void> {
    while (!isTrue(this.screen())) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }

  /** Nobody reads the terminal until resume(): its server stands still. */
  stall(): void {
    this.#stalled = Number(this.#tmux('display', '-p', '#{pid}'));
    process.kill(this.#stalled, 'SIGSTOP');
  }

  resume(): void {
    if (this.#stalled !== null) process.kill(this.#stalled, 'SIGCONT');
    this.#stalled = null;
  }

  close(): void {
    this.resume();
    this.#tmux('kill-server');
  }

  #tmux(...command: readonly string[]): string {
    return execFileSync('tmux', ['-L', this.#socket, ...command], { encoding: 'utf8' });
  }
}
