import { safeText } from '@sockscope/timeline/text';
import { readSettings } from '../shell/settings-file';
import type { Views } from './views';
import { ViewsLoop } from './views-loop';
import type { ShownSource } from './views-loop';

/** Gives views that work in the terminal's own thread, for small recordings that are in memory already. */
export function viewsHere(shown: ShownSource): Views {
  let loop: ViewsLoop | null = null;
  return {
    start(setting, listener) {
      const read = readSettings(setting.env);
      if (!read.ok) return listener({ kind: 'refused', problems: [safeText(read.problem)], status: 2 });
      listener({ kind: 'opened', problems: [], status: 0 });
      loop = new ViewsLoop(shown, setting, read.settings, listener);
    },
    tell: (input) => loop?.tell(input),
    close: () => (loop ? loop.close() : shown.source.close()),
  };
}
