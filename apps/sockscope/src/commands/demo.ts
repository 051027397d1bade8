import { exampleSessionDirectory, printable, recordDemo, type DemoOptions as DemoRecording } from '@sockscope/session';
import type { DemoNetwork, RecordingFailure } from '@sockscope/session';
import { canRunUi } from '@sockscope/tui';
import { NO_IMPAIRMENT } from '@sockscope/wire';
import { howInterrupted, Interrupt } from '../interrupt';
import { say, usage } from '../output';
import { OWN_PROGRAM } from '../own-program';
import { ordersFromParent, tellParent } from '../recorder-process';
import { temporaryDirectory } from '../temporary-directory';
import { toolVersion } from '../version';
import { watchRecorder } from './live';
import { isWhole, packetSummary, recordingSummary } from './record';
import type { LadderChoice } from '../ladder-text';
import { printLadder } from './show';
import { view } from './view';
import { cutOf, impairmentOf, openNetwork, wireWords } from './wire-network';
import type { CutOptions, WireOptions } from './wire-network';

export interface DemoOptions extends LadderChoice, WireOptions, CutOptions {
  readonly output?: string;
  readonly host: string;
  readonly port: number;
  readonly echo?: boolean;
  readonly message: readonly string[];
  readonly acceptDelay: number;
  readonly text?: boolean;
  /** Set where this process is the recorder of a demo whose UI runs in another. */
  readonly recordOnly?: boolean;
}

type Protocol = 'tcp' | 'udp';

/** The words of a command line that runs one of our programs. */
function program(...words: readonly string[]): readonly string[] {
  return [process.execPath, OWN_PROGRAM, ...words];
}

/** How many connections (UDP: datagrams) the client makes of its input; the server ends after so many. */
function exchanges(protocol: Protocol, isEcho: boolean, input: string): number {
  if (protocol === 'udp') return input.split('\n').length - 1;
  return isEcho ? 1 : input.split(/\s+/).filter((word) => word !== '').length;
}

function recording(
  protocol: Protocol,
  options: DemoOptions,
  directory: string,
  input: string,
  network: DemoNetwork | null,
): DemoRecording {
  const { host, port, echo = false, acceptDelay } = options;
  const kind = echo ? [] : ['--article'];
  const count = exchanges(protocol, echo, input);
  const at = (chosen: number): readonly string[] => ['--host', host, '--port', String(chosen)];
  // The UI may send more: then the server runs until it is ended.
  const limit = options.recordOnly ? [] : ['--count', String(count)];
  const delay = [...limit, '--accept-delay', `${acceptDelay}ms`];
  return {
    protocol,
    host,
    port,
    directory,
    input,
    toolVersion: toolVersion(),
    command: ['sockscope', 'demo', protocol, ...kind, ...wireWords(options)],
    ...(network && { network }),
    serverCommand: (chosen) => program('server', protocol, ...kind, ...at(chosen), ...delay),
    clientCommand: (chosen) => program('client', protocol, ...kind, ...at(chosen)),
    onOutput: (role, _stream, line) => say(`${role}: ${printable(line.replace(/^sockscope: /, ''))}`),
    onMessage: say,
    onRecording: () => tellParent({ kind: 'recording' }),
    onReady: () => tellParent({ kind: 'ready' }),
  };
}

/** Where the demo runs: on loopback, or over a wire that is open until it is closed. */
type Place =
  | {
      readonly ok: true;
      readonly options: DemoOptions;
      readonly network: DemoNetwork | null;
      close(this: void): Promise<void>;
    }
  | { readonly ok: false; readonly status: number };

/** Every port of a wire's end is free, so one that was left to chance is the usual one. */
const WIRE_PORT = 8888;

async function openPlace(options: DemoOptions): Promise<Place> {
  const cut = cutOf(options);
  const impairment = impairmentOf(options) ?? (cut && NO_IMPAIRMENT);
  if (impairment === null) return { ok: true, options, network: null, close: () => Promise.resolve() };
  const opened = await openNetwork(impairment, options.host, cut);
  if (!opened.ok) {
    if (options.recordOnly) tellParent({ kind: 'failure', failure: { kind: 'refused', text: opened.text } });
    else say(opened.text);
    return { ok: false, status: opened.kind === 'usage' ? 2 : 1 };
  }
  const { wire, serverHost, roundTripMs } = opened;
  const network = {
    interface: wire.client.interfaceName,
    enterServer: wire.server.namespace.enter,
    enterClient: wire.client.namespace.enter,
    roundTripMs,
  };
  const placed = { ...options, host: serverHost, port: options.port || WIRE_PORT };
  return { ok: true, options: placed, network, close: () => wire.close() };
}

/** Records the demo and, unless a UI elsewhere shows it, prints its ladder. */
async function recordAndPrint(protocol: Protocol, options: DemoOptions, input: string): Promise<number> {
  const place = await openPlace(options);
  if (!place.ok) return place.status;
  try {
    return await recordIn(place.network, protocol, place.options, input);
  } finally {
    await place.close();
  }
}

async function recordIn(
  network: DemoNetwork | null,
  protocol: Protocol,
  options: DemoOptions,
  input: string,
): Promise<number> {
  const interrupt = new Interrupt(howInterrupted);
  const directory = options.output ?? temporaryDirectory();
  const messages = options.recordOnly ? ordersFromParent() : null;
  const result = await recordDemo({
    ...recording(protocol, options, directory, input, network),
    ...(messages && { messages }),
    signal: interrupt.signal,
  });
  interrupt.release();
  if (!result.ok) {
    tellParent({ kind: 'failure', failure: result.failure });
    return options.recordOnly ? 1 : withoutCapture(result.failure, options);
  }
  if (options.recordOnly) say(packetSummary(result.end));
  else if (options.output !== undefined) say(recordingSummary(directory, result.end));
  const programsFailed = result.client?.status !== 0 || result.server.status !== 0;
  const status = interrupt.status ?? (programsFailed || !isWhole(result.end) ? 1 : 0);
  if (options.recordOnly) return status;
  const printed = await printLadder([directory], options);
  return status || printed;
}

/**
 * A demo on a machine that may not capture shows the session that ships with the program, and says so. A session that
 * was to be kept cannot be: that is a failure.
 */
async function withoutCapture({ kind, text }: RecordingFailure, options: DemoOptions): Promise<number> {
  say(text);
  if (kind === 'directory' || kind === 'refused' || options.output !== undefined) return 1;
  say('showing the TCP example that was recorded before and ships with sockscope, not a run of this machine');
  const example = exampleSessionDirectory();
  if (!options.text) return view([example], options, 'recorded example, not a run of this machine');
  return printLadder([example], options);
}

/** The words that make another process record this demo into `directory`. */
function recorderWords(protocol: Protocol, options: DemoOptions, directory: string): readonly string[] {
  const { host, port, echo, acceptDelay, message } = options;
  const words = ['demo', protocol, '--record-only', '-o', directory, '--host', host, '--port', String(port)];
  return [
    ...words,
    '--accept-delay',
    `${acceptDelay}ms`,
    ...wireWords(options),
    ...(echo ? ['--echo'] : []),
    ...message.map((line) => `--message=${line}`),
  ];
}

/** `sockscope demo`: the server and the client of the article, recorded, in the live UI or as a printed ladder. */
export async function demo(protocol: Protocol, options: DemoOptions): Promise<number> {
  const input = options.message.map((line) => `${line}\n`).join('');
  if (exchanges(protocol, options.echo ?? false, input) === 0) {
    return usage('there is nothing to send: --message holds no word');
  }
  if (options.text || options.recordOnly || canRunUi(process) !== null) return recordAndPrint(protocol, options, input);
  const directory = options.output ?? temporaryDirectory();
  const watched = await watchRecorder(recorderWords(protocol, options, directory), directory, {
    ...options,
    title: `demo ${protocol}`,
    returnsToStart: true,
  });
  if (watched.ok) return watched.status;
  return watched.news?.kind === 'failure' ? withoutCapture(watched.news.failure, options) : 1;
}
