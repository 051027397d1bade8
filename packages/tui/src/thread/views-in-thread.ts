import type { Worker } from 'node:worker_threads';
import type { ViewsStart } from './serve-views';
import type { Views, ViewsInput, ViewsNews } from './views';

/** Gives the views that a thread serves, which calls serveViews() at once. */
export function viewsInThread(worker: Worker): Views {
  return {
    start(setting, listener) {
      worker.on('message', (news: ViewsNews) => listener(news));
      worker.on('error', (error) => listener({ kind: 'crashed', error }));
      // Without an error, or after one that has been told of.
      worker.on('exit', () => listener({ kind: 'crashed', error: new Error('the thread of the views has ended') }));
      worker.postMessage({ kind: 'start', setting } satisfies ViewsStart);
    },
    tell: (input: ViewsInput) => worker.postMessage(input),
    close() {
      worker.removeAllListeners('message').removeAllListeners('exit');
      // In the middle of whatever it does.
      void worker.terminate();
    },
  };
}
