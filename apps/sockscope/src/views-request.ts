import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

/** What the UI is to show, for the thread that reads, joins and draws it. */
export type ViewsRequest =
  | {
      readonly kind: 'inputs';
      readonly inputs: readonly string[];
      /** What the UI calls it; its own name unless given. */
      readonly title?: string;
    }
  /** A session directory that another process writes. */
  | {
      readonly kind: 'live';
      readonly directory: string;
      readonly title: string;
      /** Goes back to the first handshake once all that was to be seen has been. */
      readonly returnsToStart: boolean;
    };

/**
 * Most of what a join makes stays: with little room for what is new, it is copied again and again. A million packets in 10,000
 * connections are joined in an eighth less time with this much (npm run bench -- join).
 */
const YOUNG_GENERATION_MB = 192;

/** Begins to read what the UI shows, in a thread of its own: the terminal's may stand still, as terminals do. */
export function startViewsThread(request: ViewsRequest): Worker {
  return new Worker(join(__dirname, 'views-thread.js'), {
    workerData: request,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
  });
}
