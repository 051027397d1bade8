import type { Anomaly } from '@sockscope/timeline';
import type { Column } from './table';

/** The columns of the list of anomalies. */
export const ANOMALY_COLUMNS: readonly Column<Anomaly>[] = [
  {
    name: 'connection',
    title: '#',
    width: { least: 3 },
    align: 'right',
    rank: 2,
    text: ({ connection }) => (connection === null ? '' : String(connection)),
    order: ({ connection }) => connection,
  },
  {
    name: 'row',
    title: 'ROW',
    width: { least: 6 },
    align: 'left',
    rank: 1,
    text: ({ packet, call }) => (packet === null ? (call ?? '') : `#${packet}`),
    // Calls stand behind the packets.
    order: ({ packet }) => (packet === null ? [1, 0] : [0, packet]),
  },
  {
    name: 'what',
    title: 'WHAT',
    width: { least: 8 },
    align: 'left',
    rank: 0,
    text: ({ word }) => word,
    order: ({ word }) => word,
    style: () => 'problem',
  },
  {
    name: 'why',
    title: 'WHAT IT MEANS',
    width: { least: 8 },
    align: 'left',
    rank: 0,
    text: ({ text }) => text,
    order: ({ text }) => text,
  },
];
