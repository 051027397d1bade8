import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROGRAM } from './support';

const POLL_MS = 20;

/**
 * A shell in a terminal of its own (a tmux server that no other test shares), where `sockscope` is the program. Its
 * processes are told from all others by their TMPDIR, which also shows what they leave behind.
 */
export class Terminal {
  static #count = 0;
  readonly temporary: string;
  readonly #serverPid: number;
  readonly #socket = `sockscope-app-test-${process.pid}-${(Terminal.#count += 1)}`;

  /** @param folder An existing directory for what the programs keep. */
  constructor(folder: string, { columns = 80, rows = 24 } = {}) {
    this.temporary = join(folder, `tmp-${Terminal.#count}`);
    mkdirSync(this.temporary);
    const variables = ['PS1=$ ', 'LANG=C.UTF-8', 'TERM=tmux-256color', `TMPDIR=${this.temporary}`];
    const shell = ['env', ...variables, 'bash', '--norc', '--noprofile', '-i'];
    const size = ['-x', String(columns), '-y', String(rows)];
    this.#tmux('-f', '/dev/null', 'new-session', '-d', ...size, '-c', folder, ...shell);
    this.#serverPid = Number(this.#tmux('display', '-p', '#{pid}'));
    this.type(`sockscope() { ${process.execPath} ${PROGRAM} "$@"; echo "status=$?"; }; clear`);
  }

  /** Types text and presses Enter. */
  type(text: string): void {
    this.#tmux('send-keys', '-l', text);
    this.press('Enter');
  }

  /** Presses keys by tmux's names. */
  press(...names: readonly string[]): void {
    this.#tmux('send-keys', ...names);
  }

  screen(): string {
    return this.#tmux('capture-pane', '-p');
  }

  /** Waits until the screen shows all of these; Jest's timeout ends it otherwise. */
  async shows(...texts: readonly (string | RegExp)[]): Promise<void> {
    const isShown = (screen: string) =>
      texts.every((text) => (typeof text === 'string' ? screen.includes(text) : text.test(screen)));
    await this.until(() => isShown(this.screen()));
  }

  async until(isTrue: () => boolean): Promise<void> {
    while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }

  /** True in the normal screen with a visible cursor, no mouse mode and a normal keypad. */
  get isRestored(): boolean {
    const modes = '#{alternate_on} #{cursor_flag} #{mouse_any_flag} #{keypad_flag}';
    return this.#tmux('display', '-p', modes).trim() === '0 1 0 0';
  }

  /** Command lines of what still runs of what was started here, the shell apart. */
  processes(): readonly string[] {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name) && fileOf(name, 'environ').split('\0').includes(`TMPDIR=${this.temporary}`))
      .map((name) => fileOf(name, 'cmdline').replaceAll('\0', ' '))
      .filter((command) => command !== '' && !command.startsWith('bash '));
  }

  /** Files and directories that are left in the directory for temporary ones. */
  leftovers(): readonly string[] {
    return readdirSync(this.temporary);
  }

  /** Stops reading what programs write, as a paused ssh does, until goOn(): their writes wait once the kernel's buffer is full. */
  stall(): void {
    process.kill(this.#serverPid, 'SIGSTOP');
  }

  goOn(): void {
    process.kill(this.#serverPid, 'SIGCONT');
  }

  /** Takes the terminal away from what runs on it. */
  close(): void {
    this.#tmux('kill-server');
  }

  #tmux(...command: readonly string[]): string {
    return execFileSync('tmux', ['-L', this.#socket, ...command], { encoding: 'utf8' });
  }
}

/** Empty where the process has ended meanwhile, or belongs to another user. */
function fileOf(pid: string, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'latin1');
  } catch {
    return '';
  }
}
