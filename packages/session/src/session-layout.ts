// What a session directory holds: RUN/session.json, RUN/packets.pcap, RUN/calls/*.jsonl.

export const SESSION_FILE_NAME = 'session.json';
/** Exactly what the capturing program wrote. */
export const PACKETS_FILE_NAME = 'packets.pcap';
/** One trace a process. */
export const CALLS_FOLDER_NAME = 'calls';
export const TRACE_FILE_SUFFIX = '.jsonl';
