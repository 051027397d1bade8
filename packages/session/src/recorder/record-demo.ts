import { aborted, howItEnded } from './abort';
import { choosePort } from './choose-port';
import type { Program, ProgramEnd } from './program';
import type { RecordingEnd, Recorder } from './recorder';
import type { RecordingOptions } from './recording-options';
import { startRecording } from './start-recording';
import type { RecordingFailure } from './start-recording';
import { waitUntilListening } from './wait-until-listening';

/** A server that has all its clients' work done ends by itself; one that does not is ended after this. */
const SERVER_GRACE_MS = 2_000;
const LISTEN_TIMEOUT_MS = 10_000;

export type DemoRole = 'server' | 'client';

/** A network of its own that a demo runs in: the server's part, and the client's, where the packets are captured. */
export interface DemoNetwork {
  /** The client's interface. */
  readonly interface: string;
  /** Commands that run others in either part, before theirs. */
  readonly enterServer: readonly string[];
  readonly enterClient: readonly string[];
  readonly roundTripMs: number;
}

export interface DemoOptions extends Omit<RecordingOptions, 'interface' | 'filter' | 'enter' | 'roundTripMs'> {
  readonly protocol: 'tcp' | 'udp';
  readonly host: string;
  /** The port to have; where it is taken a free one is used, and a message says so. 0: any free one. */
  readonly port: number;
  /** Where it runs; without it on the loopback interface of this machine. There every port is free. */
  readonly network?: DemoNetwork;
  /** Gives the command that starts the server, which ends by itself when the client's work is done. */
  serverCommand(this: void, port: number): readonly string[];
  clientCommand(this: void, port: number): readonly string[];
  /** The client's standard input. */
  readonly input: string;
  /** Takes the programs' lines as they wrote them: not filtered. */
  onOutput(this: void, role: DemoRole, stream: 'stdout' | 'stderr', line: string): void;
  /** Called when the capture runs, before the first program starts: from here on the directory can be followed. */
  onRecording?(this: void, recorder: Recorder): void;
  /**
   * What more is sent after the input, each by a client of its own. The server is to run until it is ended; the demo ends
   * with these, or with `signal`, and is then completed.
   */
  readonly messages?: AsyncIterable<string>;
  /** Called when the input was sent and messages are waited for. */
  onReady?(this: void): void;
  /** Ends the demo early; its reason is kept as how it ended: `interrupted by SIGINT`. */
  readonly signal?: AbortSignal;
}

export type DemoResult =
  | {
      readonly ok: true;
      readonly end: RecordingEnd;
      readonly server: ProgramEnd;
      /** null: it was not started, as the server never listened or the demo was ended before. */
      readonly client: ProgramEnd | null;
    }
  | { readonly ok: false; readonly failure: RecordingFailure };

/**
 * Records a server and a client that talks to it, on the loopback interface or over a network of theirs: capture first, then the server; the client
 * once the server's trace shows that it listens. Stops when both have ended and their packets have drained.
 */
export async function recordDemo(options: DemoOptions): Promise<DemoResult> {
  const { protocol, host, network, onMessage } = options;
  const port = network ? options.port : await choosePort(protocol, host, options.port);
  if (options.port !== 0 && port !== options.port) onMessage(`port ${options.port} is taken; using ${port}`);
  // ICMP tells of ports that are closed; it has no port of its own to filter by.
  const filter = ['port', String(port), 'or', 'icmp', 'or', 'icmp6'];
  const started = await startRecording({
    ...options,
    interface: network?.interface ?? 'lo',
    filter,
    ...(network && { enter: network.enterClient, roundTripMs: network.roundTripMs }),
  });
  if (!started.ok) return started;

  const { recorder } = started;
  void recorder.packetsLost.then((text) => onMessage(`${text}; recording goes on without packets`));
  options.onRecording?.(recorder);
  return runPrograms(recorder, options, port);
}

async function runPrograms(recorder: Recorder, options: DemoOptions, port: number): Promise<DemoResult> {
  const { signal, onMessage } = options;
  const server = startProgram(recorder, options, 'server', options.serverCommand(port), '');
  let client: Program | null = null;
  if (await canStartClient(recorder, options, server)) {
    client = startProgram(recorder, options, 'client', options.clientCommand(port), options.input);
    const first = options.messages ? client.ended : bothEnded(client, server, options.network?.roundTripMs);
    await Promise.race([first, aborted(signal)]);
    if (options.messages && !signal?.aborted) {
      return sendMore(recorder, options, port, { server, client }, options.messages);
    }
  } else if (!signal?.aborted) {
    onMessage(server.isRunning ? 'the server does not listen' : 'the server ended before it listened');
  }
  const end = await recorder.stop(howItEnded(signal));
  return { ok: true, end, server: await server.ended, client: client && (await client.ended) };
}

/** Sends messages one after the other, until there are no more or the server is gone. */
async function sendMore(
  recorder: Recorder,
  options: DemoOptions,
  port: number,
  { server, client }: { readonly server: Program; readonly client: Program },
  messages: AsyncIterable<string>,
): Promise<DemoResult> {
  options.onReady?.();
  const work = async (): Promise<void> => {
    for await (const message of messages) {
      await startProgram(recorder, options, 'client', options.clientCommand(port), `${message}\n`).ended;
    }
  };
  await Promise.race([work(), server.ended, aborted(options.signal)]);
  const end = await recorder.stop('completed');
  return { ok: true, end, server: await server.ended, client: await client.ended };
}

async function canStartClient(
  recorder: Recorder,
  { protocol, signal }: DemoOptions,
  server: Program,
): Promise<boolean> {
  const startMs = performance.now();
  const isHopeless = (): boolean => !server.isRunning || performance.now() - startMs > LISTEN_TIMEOUT_MS;
  const giveUp = (): boolean => signal?.aborted === true || isHopeless();
  return (await waitUntilListening(recorder.callsPath, protocol, giveUp)) && signal?.aborted !== true;
}

/** A client that failed has left the server without the work that would end it, so that is not waited for. */
async function bothEnded(client: Program, server: Program, roundTripMs = 0): Promise<void> {
  const { status } = await client.ended;
  if (status === 0) await endWithin(server, SERVER_GRACE_MS + roundTripMs);
}

function startProgram(
  recorder: Recorder,
  { network, onOutput }: DemoOptions,
  role: DemoRole,
  command: readonly string[],
  input: string,
): Program {
  const enter = role === 'server' ? network?.enterServer : network?.enterClient;
  return recorder.spawn({ command, io: { input, onLine: (stream, line) => onOutput(role, stream, line) } }, enter);
}

/** Settles when the program has ended or the time is over. */
async function endWithin(program: Program, timeoutMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<void>((resolve) => (timer = setTimeout(resolve, timeoutMs)));
  await Promise.race([program.ended, timeout]);
  clearTimeout(timer);
}
