import { durationText, fit, safeText } from '@sockscope/timeline';
import type { TimelineConnection } from '@sockscope/timeline';
import { endText } from '../detail/end-text';
import type { Charset } from '../screen/charset';
import type { Painter } from '../screen/painter';
import { span } from '../screen/styles';
import type { Line, Style } from '../screen/styles';
import type { UiContent } from '../state/ui-content';
import type { ListPosition } from '../state/ui-state';

interface Column {
  readonly title: string;
  readonly width: number;
  readonly align: 'left' | 'right';
  readonly text: (connection: TimelineConnection, charset: Charset) => string;
  readonly style?: (connection: TimelineConnection) => Style;
  /** The least screen on which it is shown. */
  readonly from: number;
}

const BAD_OUTCOMES = new Set(['refused', 'unanswered']);

/** Ends take the rest of the line, half each; the other columns have their width. */
const COLUMNS: readonly Column[] = [
  { title: '#', width: 5, align: 'right', from: 0, text: ({ connection }) => String(connection.index + 1) },
  { title: '', width: 4, align: 'left', from: 60, text: ({ connection }) => connection.protocol },
  {
    title: 'CLIENT',
    width: 0,
    align: 'left',
    from: 0,
    text: ({ connection: { client } }) => endText(client.address, client.port),
  },
  {
    title: 'SERVER',
    width: 0,
    align: 'left',
    from: 0,
    text: ({ connection: { server } }) => endText(server.address, server.port),
  },
  { title: 'HANDSHAKE', width: 10, align: 'left', from: 60, text: handshakeText, style: handshakeStyle },
  { title: 'TIME', width: 7, align: 'right', from: 80, text: handshakeTime },
  {
    title: 'CLOSE',
    width: 13,
    align: 'left',
    from: 100,
    text: ({ connection }) => (connection.protocol === 'udp' ? '' : connection.close.kind),
    style: closeStyle,
  },
  {
    title: 'SENT',
    width: 9,
    align: 'right',
    from: 80,
    text: ({ connection }) => bytesText(connection.payloadBytes.clientToServer),
  },
  {
    title: 'RECEIVED',
    width: 9,
    align: 'right',
    from: 80,
    text: ({ connection }) => bytesText(connection.payloadBytes.serverToClient),
  },
];

/**
 * Draws the list of connections.
 *
 *         # PROTO CLIENT            SERVER           HANDSHAKE    TIME CLOSE          SENT  RECEIVED
 *         1 tcp   127.0.0.1:51234   127.0.0.1:8888   complete   28.1us four-segment      6        24
 */
export function drawConnectionsPane(
  painter: Painter,
  content: UiContent,
  { cursor, top }: ListPosition,
  charset: Charset,
): void {
  const columns = columnsFor(painter.width);
  painter.line(
    0,
    columns.flatMap((column) => cell(column.title, column, charset, 'heading')),
  );
  const { connections } = content.snapshot.timeline;
  for (let y = 1; y < painter.height; y++) {
    const connection = connections[top + y - 1];
    if (!connection) break;
    painter.line(y, connectionLine(connection, columns, charset), top + y - 1 === cursor ? 'selected' : 'none');
  }
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

/** The columns of a screen with their widths. An end needs at least what `255.255.255.255:65535` takes, where there is room. */
function columnsFor(width: number): readonly Column[] {
  const shown = COLUMNS.filter(({ from }) => width >= from);
  const fixed = shown.reduce((sum, column) => sum + column.width + 1, 0);
  const end = Math.max(4, Math.min(47, Math.floor((width - fixed) / 2)));
  return shown.map((column) => (column.width === 0 ? { ...column, width: end } : column));
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

function closeStyle({ connection: { close } }: TimelineConnection): Style {
  return close.kind === 'reset' ? 'problem' : 'plain';
}

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

/** Gives a number of bytes in at most nine cells: whole below 100,000, then in thousands. */
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
