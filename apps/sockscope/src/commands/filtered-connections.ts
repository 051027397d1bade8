import { CONNECTION_FILTER_FIELDS, ConnectionFilter } from '@sockscope/timeline';
import { listFilterFields, readFilter } from '../filter-option';

const AVAILABLE = {
  fields: CONNECTION_FILTER_FIELDS,
  otherwise: 'is nothing that a whole connection has; packets --filter and show --filter have more',
};

/**
 * Gives what tells which connections --filter lets through; null where it is all of them, an exit status where there is nothing to
 * print.
 */
export async function connectionFilter(typed: string | undefined): Promise<ConnectionFilter | null | number> {
  if (typed === 'help') return listFilterFields(CONNECTION_FILTER_FIELDS);
  const reading = readFilter(typed, AVAILABLE);
  if (reading === null) return 2;
  return reading.filter === null ? null : new ConnectionFilter(reading.filter);
}
