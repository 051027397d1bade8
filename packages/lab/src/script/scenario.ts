import type { Impairment } from '@sockscope/wire';
import type { Step } from './step';

/** What scenarios are listed by, in this order. */
export const FAMILIES = {
  opening: 'Opening a connection',
  data: 'Sending and receiving',
  waiting: 'Full buffers and late acknowledgments',
  closing: 'Closing',
  reset: 'Resets',
  options: 'Fast open, deferred accept, keep-alive',
  udp: 'UDP',
} as const;

export type Family = keyof typeof FAMILIES;

/** Where a scenario can run. */
export interface Needs {
  /** Settings of the network, as sysctl(8) names them; then it runs in a network namespace of its own. */
  readonly settings?: Readonly<Record<string, string>>;
  /** A wire between the two, and what it does to packets: `{}` only carries them. */
  readonly wire?: Partial<Impairment>;
  /** The loopback interface's MTU in bytes, where it matters; that too in a network namespace of its own. */
  readonly mtu?: number;
}

/** What a student is told of a run, in two or three sentences. */
export interface Explanation {
  /** What the programs asked for. */
  readonly asked: string;
  /** What the kernel did. */
  readonly happened: string;
  /** What the classic introduction to sockets says, where it differs. */
  readonly article?: string;
  /** Sections of RFCs and man pages. */
  readonly sources: readonly string[];
}

/**
 * A scenario: a short script of socket calls, and what they must do on the wire.
 *
 * `expect` lists every packet with its owner and with the returns that waited for it, in the notation of
 * check/parse-expectation.ts. Where the kernel may go one way or another, each way has its listing, under a name that
 * says what varied.
 */
export interface Scenario {
  readonly name: string;
  readonly family: Family;
  /** One line for the list. */
  readonly summary: string;
  readonly explanation: Explanation;
  readonly needs?: Needs;
  readonly steps: readonly Step[];
  readonly expect: string | Readonly<Record<string, string>>;
}

/** Gives the ways that a scenario may go, each with its listing. */
export function outcomesOf({ expect }: Scenario): readonly (readonly [name: string, listing: string])[] {
  return typeof expect === 'string' ? [['as expected', expect]] : Object.entries(expect);
}
