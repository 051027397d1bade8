/**
 * Makes a command's work the action of its definition: what it resolves to becomes the exit status. The work is imported
 * when it runs, so that `--help` answers at once.
 */
export type Runs = <Arguments extends unknown[]>(
  work: (...args: Arguments) => Promise<number>,
) => (...args: Arguments) => Promise<void>;
