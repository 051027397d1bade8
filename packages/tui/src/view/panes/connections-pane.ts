import { durationText, endpointText, fit, safeText } from '@sockscope/timeline';
import type { TimelineConnection } from '@sockscope/timeline';
import type { Charset } from '../screen/charset';
import type { Painter } from '../screen/painter';
import { span } from '../screen/styles';
import type { Line, Style } from '../screen/styles';
import { showCursor } from '../state/list-position';
import { listHeight } from '../screen/screen-layout';
import type { UiContext } from '../ui-context';
import type { Pane } from './pane';

interface Column {
  readonly title: string;
  readonly width: number;
  readonly align: 'left' | 'right';
  readonly text: (connection: TimelineConnection, charset: Charset) => string;
  readonly style?: (connection: TimelineConnection) => Style;
  /** Where room is short, columns with a high number go first. */
  readonly rank: number;
}

const BAD_OUTCOMES = new Set(['refused', 'unanswered']);

const clientText = ({ connection: { client } }: TimelineConnection) => endpointText(client);
const serverText = ({ connection: { server } }: TimelineConnection) => endpointText(server);

/** Width 0: an end; as wide as the ends on the screen. */
const COLUMNS: readonly Column[] = [
  { title: '#', width: 5, align: 'right', rank: 0, text: ({ connection }) => String(connection.index) },
  { title: '', width: 3, align: 'left', rank: 3, text: ({ connection }) => connection.protocol },
  { title: 'CLIENT', width: 0, align: 'left', rank: 0, text: clientText },
  { title: 'SERVER', width: 0, align: 'left', rank: 0, text: serverText },
  { title: 'HANDSHAKE', width: 10, align: 'left', rank: 1, text: handshakeText, style: handshakeStyle },
  { title: 'TIME', width: 6, align: 'right', rank: 2, text: handshakeTime },
  { title: 'CLOSE', width: 13, align: 'left', rank: 5, text: closeText, style: closeStyle },
  {
    title: 'SENT',
    width: 8,
    align: 'right',
    rank: 4,
    text: ({ connection }) => bytesText(connection.payloadBytes.clientToServer),
  },
  {
    title: 'RECEIVED',
    width: 8,
    align: 'right',
    rank: 4,
    text: ({ connection }) => bytesText(connection.payloadBytes.serverToClient),
  },
];

/**
 * The list of connections.
 *
 *         # PROTO CLIENT            SERVER           HANDSHAKE    TIME CLOSE          SENT  RECEIVED
 *         1 tcp   127.0.0.1:51234   127.0.0.1:8888   complete   28.1us four-segment      6        24
 */
export const connectionsPane: Pane = {
  draw: drawConnections,
  settle: ({ state, content }, area) => {
    const cursor = state.isFollowing ? content.connectionCount - 1 : state.connections.cursor;
    const position = { ...state.connections, cursor };
    return { ...state, connections: showCursor(position, content.connectionCount, listHeight(area)) };
  },
  place: (state, to) => ({
    ...state,
    isFollowing: false,
    connections: { ...state.connections, cursor: to(state.connections.cursor) },
  }),
  top: ({ connections }) => connections.top,
};

function drawConnections(painter: Painter, { state, content, display: { charset } }: UiContext): void {
  const { cursor, top } = state.connections;
  const { connections } = content.snapshot.timeline;
  const shown = connections.slice(top, top + Math.max(0, painter.height - 1));
  const columns = columnsFor(painter.width, shown);
  painter.line(
    0,
    columns.flatMap((column) => cell(column.title, column, charset, 'heading')),
  );
  shown.forEach((connection, i) => {
    painter.line(i + 1, connectionLine(connection, columns, charset), top + i === cursor ? 'selected' : 'none');
  });
}

function connectionLine(connection: TimelineConnection, columns: readonly Column[], charset: Charset): Line {
  return columns.flatMap((column) =>
    cell(column.text(connection, charset), column, charset, column.style?.(connection) ?? 'plain'),
  );
}

function cell(text: string, { width, align }: Column, charset: Charset, style: Style): Line {
  const safe = safeText(text, { asciiOnly: charset.asciiText });
  return [span(fit(safe, width, { align, ascii: charset.asciiGlyphs }), style), span(' ')];
}

/** The columns that fit with their widths. An end is cut only where nothing is left to leave out. */
function columnsFor(width: number, shown: readonly TimelineConnection[]): readonly Column[] {
  const longest = Math.max(0, ...shown.flatMap((each) => [clientText(each).length, serverText(each).length]));
  const rest = (columns: readonly Column[]) => width - columns.reduce((sum, column) => sum + column.width + 1, 0);
  let columns = COLUMNS;
  while (rest(columns) < longest * 2) {
    const worst = Math.max(...columns.map(({ rank }) => rank));
    if (worst === 0) break;
    columns = columns.filter(({ rank }) => rank < worst);
  }
  const end = Math.max(4, Math.min(longest, Math.floor(rest(columns) / 2)));
  return columns.map((column) => (column.width === 0 ? { ...column, width: end } : column));
}

function handshakeText({ connection: { protocol, handshake } }: TimelineConnection): string {
  return protocol === 'udp' ? '' : handshake.outcome;
}

function handshakeStyle({ connection: { handshake } }: TimelineConnection): Style {
  return BAD_OUTCOMES.has(handshake.outcome) ? 'problem' : 'state';
}

/** From the SYN to the ACK of its answer; empty where one of them was not captured. */
function handshakeTime({ phases }: TimelineConnection, charset: Charset): string {
  const { synToSynAckNs, synAckToAckNs } = phases;
  if (synToSynAckNs === null || synAckToAckNs === null) return '';
  return durationText(synToSynAckNs + synAckToAckNs, { ascii: charset.asciiText });
}

function closeText({ connection: { protocol, close } }: TimelineConnection): string {
  return protocol === 'udp' ? '' : close.kind;
}

function closeStyle({ connection: { close } }: TimelineConnection): Style {
  return close.kind === 'reset' ? 'problem' : 'plain';
}

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

/** Gives a number of bytes in at most eight cells: whole below 100,000, then in thousands. */
function bytesText(bytes: number): string {
  if (bytes < 100_000) return `${bytes} B`;
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const text = value.toFixed(value < 99.95 ? 1 : 0);
  return `${text} ${UNITS[unit] ?? ''}`;
}
