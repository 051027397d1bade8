export interface UiEnvironment {
  readonly stdout: { readonly isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Says why the UI cannot run here, in a part of a sentence (`standard output is not a terminal`); null where it can.
 * A keyboard is a matter of runUi(), which opens the terminal where standard input is a pipe.
 */
export function canRunUi({ stdout, env }: UiEnvironment): string | null {
  if (stdout.isTTY !== true) return 'standard output is not a terminal';
  const terminal = env.TERM ?? '';
  if (terminal === '') return 'TERM is not set';
  return terminal === 'dumb' || terminal === 'unknown'
    ? `the terminal (TERM=${terminal}) cannot place the cursor`
    : null;
}
