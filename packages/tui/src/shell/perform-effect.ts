import type { TerminalScreen } from '../blessed/terminal-screen';
import type { Lifecycle } from '../terminal/lifecycle';
import type { Effect, EffectReport } from '../view/effect';
import { copyText } from './copy-text';
import { saveText } from './save-text';
import { saveSettings } from './settings-file';
import type { UiSource } from '../view/ui-source';

/** What effects act on. */
export interface EffectTargets {
  readonly screen: TerminalScreen;
  readonly lifecycle: Lifecycle;
  readonly source: UiSource;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Carries out an effect; resolves to what there is to say of it. Never rejects. */
export async function performEffect(effect: Effect, targets: EffectTargets): Promise<EffectReport> {
  const { screen, lifecycle, source, env } = targets;
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
    case 'save':
      return saveText(effect);
    case 'send':
      source.send?.(effect.text);
      return null;
    case 'theme':
      screen.setTheme(effect.theme);
      return null;
    case 'save-settings':
      return saveSettings(env, effect.values);
    case 'open-run':
      return openRun(source, effect.place);
  }
}

async function openRun(source: UiSource, place: number): Promise<EffectReport> {
  try {
    await source.openRun?.(place);
    return null;
  } catch (error) {
    return { text: (error as Error).message, isProblem: true };
  }
}
