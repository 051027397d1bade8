import type { FlowEndpoint } from '@sockscope/capture';
import { endpointText } from '@sockscope/core/trace';
import type { LadderContext } from './ladder-context';
import type { LadderColumns, LadderLayout } from './ladder-layout';
import { fittingForm, LineBuilder } from './line-builder';
import type { StyledLine } from './row';

/**
 * Gives the line above a ladder, exactly as wide as the layout:
 * `TIME     CLIENT :51234       ST   ┬WIRE 127.0.0.1        ┬ST    SERVER :8080`.
 */
export function ladderHeading(layout: LadderLayout, context: LadderContext): StyledLine {
  const { columns, glyphs } = layout;
  const line = new LineBuilder(layout).add(columns.time, 'TIME', 'heading');
  if (layout.kind === 'list') return line.add(columns.wire, listTitle(context), 'heading').line();
  const names = endNames(context, columns);
  return line
    .add(columns.delta, 'STEP', 'heading')
    .add(columns.clientCall, names.client, 'heading')
    .add(columns.clientState, 'ST', 'heading')
    .add(1, glyphs.headingJoint, 'lifeline')
    .add(columns.wire, names.wire, 'heading')
    .add(1, glyphs.headingJoint, 'lifeline')
    .add(columns.serverState, 'ST', 'heading')
    .add(columns.serverCall, names.server, 'heading')
    .add(columns.note, ' WHO AND WHY, DATA', 'heading')
    .line();
}

interface EndNames {
  readonly client: string;
  readonly wire: string;
  readonly server: string;
}

/** Where both ends have one address it stands over the wire, else each end has its own. */
function endNames({ connection }: LadderContext, columns: LadderColumns): EndNames {
  if (connection === null) return { client: 'CLIENT', wire: 'WIRE', server: 'SERVER' };
  const { client, server } = connection;
  if (client.address === server.address) {
    return { client: `CLIENT :${client.port}`, wire: `WIRE ${client.address}`, server: `SERVER :${server.port}` };
  }
  return {
    client: fittingForm(endForms('CLIENT', client), columns.clientCall - 1),
    wire: 'WIRE',
    server: fittingForm(endForms('SERVER', server), columns.serverCall - 1),
  };
}

function endForms(name: string, end: FlowEndpoint): readonly string[] {
  return [`${name} ${endpointText(end)}`, endpointText(end), `${name} :${end.port}`];
}

function listTitle({ connection }: LadderContext): string {
  return connection === null ? 'C client  S server' : `C :${connection.client.port}  S :${connection.server.port}`;
}
