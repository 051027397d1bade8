/** Gives why a file could not be written, without code, call and path: `permission denied`. */
export function failureReason(error: unknown): string {
  const { message = '', code = 'unknown reason' } = error as Partial<NodeJS.ErrnoException>;
  const [line = ''] = message.split('\n', 1);
  return line.replace(/^E[A-Z0-9]+: /, '').replace(/, [a-z]+(?: '.*')?$/, '') || code;
}
