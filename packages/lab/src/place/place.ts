/** Where a scenario runs. */
export interface Place {
  /** In words: `a network namespace of its own`. */
  readonly text: string;
  /** The interface whose packets are captured. */
  readonly interface: string;
  readonly clientHost: string;
  readonly serverHost: string;
  /** A command that runs others there; without it, here. */
  readonly enter?: readonly string[];
}

/** The machine's own loopback interface. */
export const HERE: Place = {
  text: "this machine's loopback interface",
  interface: 'lo',
  clientHost: '127.0.0.1',
  serverHost: '127.0.0.1',
};
