import type { TerminalScreen } from '../blessed/terminal-screen';
import type { Lifecycle } from '../terminal/lifecycle';
import type { Effect, EffectReport } from '../view/effect';
import { copyText } from './copy-text';
import { saveText } from './save-text';

/** What effects act on. */
export interface EffectTargets {
  readonly screen: TerminalScreen;
  readonly lifecycle: Lifecycle;
}

/** Carries out an effect; resolves to what there is to say of it. Never rejects. */
export async function performEffect(effect: Effect, { screen, lifecycle }: EffectTargets): Promise<EffectReport> {
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
      return copyText(screen, effect.text, effect.what);
    case 'save':
      return saveText(effect.fileName, effect.text);
  }
}
