import type { Worker } from 'node:worker_threads';
import type { ViewsStart } from './serve-views';
import type { Views, ViewsInput, ViewsNews } from './views';

/** Gives the views that a thread serves, which calls serveViews() at once. */
export function viewsInThread(worker: Worker): Views {
  return {
    start(setting, listener) {
      worker.on('message', (news: ViewsNews) => listener(news));
      worker.on('error', (error) => listener({ kind: 'crashed', error }));
      worker.postMessage({ kind: 'start', setting } satisfies ViewsStart);
    },
    tell: (input: ViewsInput) => worker.postMessage(input),
    close() {
      worker.removeAllListeners('message');
      // In the middle of whatever it does.
      void worker.terminate();
    },
  };
}
