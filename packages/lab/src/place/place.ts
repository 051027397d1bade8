import type { Wire } from '@sockscope/wire';
import type { ActorName } from '../script/step';

/** Where a scenario runs. */
export interface Place {
  /** In words: `a network namespace of its own`. */
  readonly text: string;
  /** The interface whose packets are captured. */
  readonly interface: string;
  /** Other programs' packets are captured too. */
  readonly isShared: boolean;
  /** The addresses of the actors. */
  readonly hosts: Readonly<Record<ActorName, string>>;
  /** Commands that run others there; without them, here. The capture is at the client. */
  readonly enter?: Readonly<Record<ActorName, readonly string[]>>;
  /** How long a packet is on its way there and back. */
  readonly roundTripMs: number;
  /** The wire between the actors, where there is one. */
  readonly wire?: Wire;
}

/** The machine's own loopback interface. */
export const HERE: Place = {
  text: "this machine's loopback interface",
  interface: 'lo',
  isShared: true,
  hosts: { client: '127.0.0.1', server: '127.0.0.1' },
  roundTripMs: 0,
};
