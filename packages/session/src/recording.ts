import type { CapturedPacket, Connection, PacketDetail } from '@sockscope/capture';
import type { ProcessTrace } from '@sockscope/core/trace';

/** RUN/session.json. Times are "seconds.nnnnnnnnn". */
export interface SessionFile {
  readonly version: 1;
  readonly toolVersion: string;
  readonly start: string;
  readonly host: string;
  readonly kernel: string;
  readonly interface: string;
  readonly filter: string;
  /** Which program captured: tcpdump's version line, or `built-in (AF_PACKET)`. */
  readonly capturedWith: string;
  readonly command: readonly string[];
  /** Who writes the recording: tells a live one from one whose recorder was killed. */
  readonly recorder?: RecorderProcess;
  /** Packets that the capture lost, and when; absent where it lost none. */
  readonly drops?: readonly PacketDrop[];
  /** Absent while it runs, and for ever where the recorder was killed. */
  readonly end?: {
    readonly time: string;
    /** `completed`, `interrupted by SIGINT`, `tcpdump ended: ...`. */
    readonly how: string;
    /** tcpdump's counters; null where it did not say. */
    readonly packetsCaptured: number | null;
    readonly packetsDropped: number | null;
  };
}

/** Packets that a capture lost between two moments, "seconds.nnnnnnnnn" each. */
export interface PacketDrop {
  readonly after: string;
  readonly before: string;
  readonly packets: number;
}

/** A process that cannot be mistaken for a later one with the same number. */
export interface RecorderProcess {
  readonly pid: number;
  /** When it began, in clock ticks since boot: field 22 of proc_pid_stat(5). null where that could not be read. */
  readonly startTicks: number | null;
}

/** Something that could not be read; the rest was. One line for standard error. */
export interface InputProblem {
  readonly file: string;
  readonly byteOffset: number | null;
  /** Whole line: `run/packets.pcap: byte 4096: record claims 4294967295 bytes`. */
  readonly text: string;
  /** `usage`: the inputs do not go together (two captures), nothing is damaged. Absent for damage. */
  readonly kind?: 'usage';
}

/** The same in nanoseconds since the epoch. */
export interface CaptureDrop {
  readonly afterNs: bigint;
  readonly beforeNs: bigint;
  readonly packets: number;
}

/** Everything that was read from the inputs: the same for a loaded recording and for one that still grows. */
export interface Recording {
  /** What to call it in a title: the directory's or the files' names. Filtered: safe to print. */
  readonly name: string;
  readonly session: SessionFile | null;
  /** `live`: its recorder still runs; `ended`; `interrupted`: the recorder was killed. Files without a session are `ended`. */
  readonly status: 'live' | 'ended' | 'interrupted';
  readonly packets: readonly CapturedPacket[];
  readonly connections: readonly Connection[];
  readonly traces: readonly ProcessTrace[];
  readonly problems: readonly InputProblem[];
  /** True: there is more, which is recorded and not read any more; `problems` says so. Absent where everything is read. */
  readonly isFull?: boolean;
  /** What the capture lost, and between which moments; absent where it lost nothing, or nobody knows when. */
  readonly drops?: readonly CaptureDrop[];
  /** The captured bytes of a packet; null where they can no longer be read. */
  frame(packetNumber: number): Uint8Array | null;
  /** A packet as a tree of fields; null where its bytes can no longer be read. */
  detail(packetNumber: number): PacketDetail | null;
}
