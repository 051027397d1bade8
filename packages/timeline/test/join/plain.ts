import type { Timeline } from '../../src';

/** All that a timeline says, as plain data: its parts are worked out when they are read. */
export function plain(timeline: Timeline): object {
  return {
    calls: timeline.calls.map(({ id, process, role, text, connection, shownIn, inferred }) => ({
      ...{ id, process, role, text, connection, shownIn, inferred },
    })),
    packets: timeline.packets.map(({ packet, owner }) => ({
      number: packet.number,
      fromClient: packet.flow?.fromClient,
      owner: { kind: owner.kind, text: owner.text, by: owner.kind === 'call' ? owner.call : '' },
    })),
    links: timeline.links,
    connections: timeline.connections.map((connection) => ({ ...connection })),
    exits: timeline.exits,
    problems: timeline.problems,
  };
}
