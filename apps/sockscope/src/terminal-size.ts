/** The size of a terminal whose line knows none, as termcap has always assumed it. */
const USUAL = { columns: 80, rows: 24 };

/**
 * A serial line, and some a container or a test makes, has 0 columns and 0 rows: nobody has said how large the terminal is.
 * Such a terminal is taken for a usual one.
 */
export function assumeSize(terminal: Partial<Record<'columns' | 'rows', number>>): void {
  if (terminal.columns === 0) terminal.columns = USUAL.columns;
  if (terminal.rows === 0) terminal.rows = USUAL.rows;
}
