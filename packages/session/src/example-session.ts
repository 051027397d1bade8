import { join } from 'node:path';

/**
 * Gives the directory of the recorded session that ships with this package: the TCP programs of the demo, for machines
 * that may not capture.
 */
export function exampleSessionDirectory(): string {
  return join(__dirname, '..', 'example');
}
