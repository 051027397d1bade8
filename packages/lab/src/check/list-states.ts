import type { Side, TcpState, Timeline } from '@sockscope/timeline';

/** The states that one end of a connection went through. */
export interface ListedStates {
  /** The name of the client's socket in the script; null where no call of the script has to do with it. */
  readonly connection: string | null;
  readonly side: Side;
  readonly states: readonly TcpState[];
}

/** Gives the states of both ends of every TCP connection; an end that no state is known of is left out. */
export function listStates({ connections }: Timeline, names: ReadonlyMap<number, string>): ListedStates[] {
  return connections.flatMap(({ connection, states }) =>
    (['client', 'server'] as const).flatMap((side) => {
      const own = states.filter((change) => change.side === side).map(({ state }) => state);
      return own.length === 0 ? [] : [{ connection: names.get(connection.index) ?? null, side, states: own }];
    }),
  );
}

/** Gives the states of an end as a line of a listing, in the notation that expectations are written in. */
export function statesLine({ connection, side, states }: ListedStates): string {
  return `${connection ?? '?'} ${side}`.padEnd(14) + `  ${states.join(' ')}`;
}
