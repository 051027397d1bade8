import type { TerminalScreen } from '../blessed/terminal-screen';
import type { Lifecycle } from '../terminal/lifecycle';
import type { TerminalEffect } from '../thread/views';
import type { Notice } from '../view/effect';
import { copyText } from './copy-text';

/** What effects act on. */
export interface EffectTargets {
  readonly screen: TerminalScreen;
  readonly lifecycle: Lifecycle;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Carries out an effect on the terminal; resolves to what there is to say of it. Never rejects. */
export async function performEffect(effect: TerminalEffect, targets: EffectTargets): Promise<Notice | null> {
  const { screen, lifecycle, env } = targets;
  switch (effect.kind) {
    case 'quit':
      lifecycle.end(effect.status);
      return null;
    case 'redraw':
      screen.redraw();
      return null;
    case 'suspend':
      lifecycle.suspendJob();
      return null;
    case 'mouse':
      screen.setMouse(effect.isOn);
      return null;
    case 'copy':
      return copyText(screen, env, effect);
    case 'theme':
      screen.setTheme(effect.theme);
      return null;
  }
}
