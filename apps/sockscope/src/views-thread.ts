import { parentPort, workerData } from 'node:worker_threads';
import { serveViews } from '@sockscope/tui/views';
import { openViews } from './open-views';
import type { ViewsRequest } from './views-request';

// The thread that startViewsThread() starts.
if (parentPort) serveViews(parentPort, (say) => openViews(workerData as ViewsRequest, say));
