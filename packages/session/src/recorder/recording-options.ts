/** What a recording is to hold. */
export interface RecordingOptions {
  /** Where it goes: a directory that does not exist yet or is empty. */
  readonly directory: string;
  /** `lo` is where programs of one host talk to each other; `any` is every interface. */
  readonly interface: string;
  /** Words of a filter in the language of pcap-filter(7); empty for every packet. */
  readonly filter: readonly string[];
  /** For session.json: the command line that is recorded. */
  readonly command: readonly string[];
  /** For session.json: the version of sockscope. */
  readonly toolVersion: string;
  /** Who captures; without it tcpdump where there is one, else the built-in capture. */
  readonly captureWith?: 'tcpdump' | 'built-in';
  /** KiB of kernel memory for packets that the capture has not taken yet, of tcpdump alone. Default 65536. */
  readonly bufferKib?: number;
  /**
   * A command that runs the capture and the programs elsewhere, before theirs: `nsenter --net=/run/netns/wire --`. Only
   * tcpdump can capture there.
   */
  readonly enter?: readonly string[];
  /** How long a packet is on its way there and back: so much longer the recording waits for the last ones. Default 0. */
  readonly roundTripMs?: number;
  /** Takes what a user should know, one line each, safe to print. */
  onMessage(this: void, line: string): void;
}
