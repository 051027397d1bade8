import { join } from 'node:path';

/** The file that Node runs as `sockscope`, for processes that run commands of their own. */
export const OWN_PROGRAM = join(__dirname, '..', 'bin', 'sockscope.cjs');
