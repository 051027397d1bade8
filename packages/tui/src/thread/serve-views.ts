import type { MessagePort } from 'node:worker_threads';
import { readSettings } from '../shell/settings-file';
import type { Reading, ViewsInput, ViewsNews, ViewsSetting } from './views';
import { ViewsLoop } from './views-loop';
import type { ShownSource } from './views-loop';

/** What came of reading what is to be shown: that, or null where there is nothing to show. */
export interface OpenedViews extends Reading {
  readonly shown: ShownSource | null;
}

/** What the terminal's thread says first. */
export interface ViewsStart {
  readonly kind: 'start';
  readonly setting: ViewsSetting;
}

const SETTINGS_STATUS = 2;

/**
 * Runs the views in this thread, for viewsInThread() in another. Reading begins at once; how far it is can be said
 * meanwhile, one line, safe to print.
 */
export function serveViews(
  port: MessagePort,
  open: (sayProgress: (text: string) => void) => Promise<OpenedViews>,
): void {
  let loop: ViewsLoop | null = null;
  const early: ViewsInput[] = [];
  const say = (news: ViewsNews): void => port.postMessage(news);
  // Told of before the terminal has said how large it is, nobody would listen.
  let isHeard = false;
  const opening = open((text) => isHeard && say({ kind: 'progress', text }));

  const start = async (setting: ViewsSetting): Promise<void> => {
    isHeard = true;
    const read = readSettings(setting.env);
    if (!read.ok) return say({ kind: 'refused', problems: [read.problem], status: SETTINGS_STATUS });
    const { shown, problems, status } = await opening;
    if (shown === null) return say({ kind: 'refused', problems, status });
    say({ kind: 'opened', problems, status });
    loop = new ViewsLoop(shown, setting, read.settings, say);
    for (const input of early) loop.tell(input);
  };
  port.on('message', (message: ViewsStart | ViewsInput) => {
    if (message.kind === 'start') void start(message.setting);
    else if (loop === null) early.push(message);
    else loop.tell(message);
  });
}
