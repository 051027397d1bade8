export * from './trace/index';
export type { ProgramTotals } from './programs/program';
export {
  ARTICLE_BUFFER_BYTES,
  DEFAULT_BACKLOG,
  DEFAULT_BUFFER_BYTES,
  DEFAULT_CLIENT_TIMEOUT_MS,
  DEFAULT_HOST,
  DEFAULT_PORT,
  DEFAULT_SERVER_TIMEOUT_MS,
} from './runtime/program-options';
export type { ProgramOptions } from './runtime/program-options';
export { runProgram } from './runtime/run-program';
export type { ProgramEnd, RunOptions } from './runtime/run-program';
export { SESSION_VARIABLE, sessionTracePath, tracePathFromEnvironment } from './runtime/trace-path';
export { NativeSockets } from './native/native-sockets';
export { decodeControlMessages, extendedError, softwareTimestampNs } from './control-message';
export type { ControlMessage, ExtendedError } from './control-message';
export { Message } from './message';
export type { MessageParts } from './message';
export { PollSet } from './poll-set';
export { Sockaddr } from './sockaddr';
export type { SocketApi } from './socket-api';
export { failureText, socketFailure } from './socket-failure';
export type { SocketFailure } from './socket-failure';
export { intOption, lingerOption, timeoutOption } from './socket-option';
export * from './linux-constants';
export { openPacketSocket, PacketSocket } from './native/packet-socket';
export type { OpenedPacketSocket, PacketCounts, ReceivedFrame } from './native/packet-socket';
export { warmUp } from './native/warm-up';
export { ProgramTrace } from './runtime/program-trace';
export { TracedSockets } from './tracing/traced-sockets';
export { TraceRing } from './tracing/trace-ring';
export type { RingMemory } from './tracing/trace-ring';
