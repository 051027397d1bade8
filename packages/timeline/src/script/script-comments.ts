import type { Link, StateChange, Timeline, TimelineCall, TimelinePacket } from '../model';
import { timelineIndex } from '../ladder/timeline-index';
import type { TimelineIndex } from '../ladder/timeline-index';

/** What the join found, for the lines of a script: it stands behind `//`, and joining what the script says finds it again. */
export class ScriptComments {
  readonly #index: TimelineIndex;
  readonly #states = new Map<string, string[]>();
  readonly #odd = new Map<number, string>();

  constructor(timeline: Timeline) {
    this.#index = timelineIndex(timeline);
    for (const { connection, states, oddSegments } of timeline.connections) {
      for (const change of states) this.#addState(change, connection.index);
      for (const { packet, verdict, text } of oddSegments) this.#odd.set(packet, `${verdict}: ${text}`);
    }
  }

  /** `  // client#2 in-call [0:6], => server#7 earlier; client FIN-WAIT-1`; empty for a packet that no timeline has. */
  ofPacket(number: number): string {
    const packet = this.#index.packetByNumber.get(number);
    if (packet === undefined) return '';
    const links = this.#index.linksByPacket.get(number) ?? [];
    return comment([madeText(packet, links), statesText(this.#states.get(`#${number}`)), this.#odd.get(number)]);
  }

  /** `  // server LISTEN`: the states that an end of a connection enters by a call; empty for most. */
  ofCall(id: string): string {
    return comment([statesText(this.#states.get(id))]);
  }

  /** An inferred call, as a comment: nothing of it is in the recording. */
  inferred({ id, text }: TimelineCall, time: string): string {
    return `// ${time} ${id} ${text} (inferred)${this.ofCall(id)}`;
  }

  /** A call can change an end of several connections: LISTEN, which is said once. */
  #addState({ side, state, by }: StateChange, connection: number): void {
    const key = by.kind === 'packet' ? `#${by.packet}` : by.call;
    const text = by.kind === 'packet' ? `${side} ${state}` : `${side} of ${connection} ${state}`;
    this.#states.set(key, [...(this.#states.get(key) ?? []), text]);
  }
}

function madeText({ owner }: TimelinePacket, links: readonly Link[]): string {
  const makers = links.filter(({ relation }) => relation === 'causes').map(linkText);
  const waiting = links.filter(({ relation }) => relation === 'completes').map((link) => `=> ${linkText(link)}`);
  const made = owner.kind === 'kernel' ? [`kernel ${owner.reason}`] : owner.kind === 'call' ? [] : ['unknown'];
  return [...made, ...makers, ...waiting].join(', ');
}

function linkText({ call, when, bytes }: Link): string {
  return `${call} ${when}${bytes === null ? '' : ` [${bytes.from}:${bytes.to}]`}`;
}

function statesText(states: readonly string[] | undefined): string {
  return states?.join(', ') ?? '';
}

function comment(parts: readonly (string | undefined)[]): string {
  const said = parts.filter((part) => part !== undefined && part !== '');
  return said.length === 0 ? '' : `  // ${said.join('; ')}`;
}
