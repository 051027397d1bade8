import type { TerminalScreen } from '../blessed/terminal-screen';
import type { EffectReport } from '../view/effect';

/** Terminals drop longer sequences; xterm's limit is the lowest in use. */
const MOST_BASE64_CHARS = 100_000;

/**
 * Puts text on the clipboard by way of the terminal, which works over ssh too. Whether the terminal takes it cannot be
 * known: some have it switched off.
 *
 * @see https://invisible-island.net/xterm/ctlseqs/ctlseqs.html OSC 52
 */
export function copyText(screen: Pick<TerminalScreen, 'send'>, text: string, what: string): EffectReport {
  const base64 = Buffer.from(text, 'utf8').toString('base64');
  if (base64.length > MOST_BASE64_CHARS) return { text: `${what} is too long for the clipboard`, isProblem: true };
  screen.send(`\x1b]52;c;${base64}\x07`);
  return { text: `${what} copied, where the terminal allows it`, isProblem: false };
}
