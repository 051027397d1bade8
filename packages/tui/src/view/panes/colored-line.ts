import type { LadderRow, StyledLine } from '@sockscope/timeline';
import { GROUP_STYLES, span } from '../screen/styles';
import type { Line, Style } from '../screen/styles';
import type { UiContent } from '../state/ui-content';
import type { ColorMode } from '../state/ui-state';

/** What takes the colour of its row's group; what went wrong, times, lifelines and notes keep theirs. */
const OF_THE_ROW: ReadonlySet<Style> = new Set<Style>([
  'call',
  'inferred',
  'bracket',
  'state',
  'packet',
  'packet-kernel',
  'packet-retransmission',
  'data',
]);

/** Gives a line of the ladder in the colours of a mode. */
export function coloredLine(line: StyledLine, row: LadderRow, mode: ColorMode, content: UiContent): Line {
  const group = groupOf(row, mode, content);
  if (group === null) return line;
  const own = groupStyle(group);
  return line.map(({ text, style }) => span(text, OF_THE_ROW.has(style) ? own : style));
}

/** The style of the rows of a group, from 0; there are more groups than styles. */
export function groupStyle(group: number): Style {
  return GROUP_STYLES[group % GROUP_STYLES.length] ?? 'plain';
}

/** The style of a cell of the list of connections; null: it keeps its own. Each end has the colour of its process. */
export function cellStyle(column: string, connection: number, mode: ColorMode, content: UiContent): Style | null {
  if (mode === 'connection') return column === 'number' ? groupStyle(connection) : null;
  if (mode === 'kind') return null;
  const ends = content.snapshot.timeline.connections[connection];
  const name = column === 'client' ? ends?.clientProcess : column === 'server' ? ends?.serverProcess : null;
  const place = processPlaces(content).get(name ?? '');
  return place === undefined ? null : groupStyle(place);
}

/** null: the row keeps the colours of its kind. */
function groupOf(row: LadderRow, mode: ColorMode, content: UiContent): number | null {
  switch (mode) {
    case 'kind':
      return null;
    case 'connection':
      return row.connection;
    case 'process': {
      const name = processOf(row, content);
      return name === null ? null : (processPlaces(content).get(name) ?? null);
    }
  }
}

/** Whose call it is; of a packet, whose end it left from. null where no trace shows it. */
function processOf({ event, connection }: LadderRow, content: UiContent): string | null {
  if (event.kind === 'call') return event.call.process;
  if (event.kind === 'exit') return event.exit.process;
  const { flow } = event.packet.packet;
  const ends = connection === null ? undefined : content.snapshot.timeline.connections[connection];
  if (flow === null || ends === undefined) return null;
  return flow.fromClient ? ends.clientProcess : ends.serverProcess;
}

function processPlaces(content: UiContent): ReadonlyMap<string, number> {
  return content.once(
    'process places',
    () => new Map(content.snapshot.recording.traces.map(({ process }, place) => [process.name, place])),
  );
}
