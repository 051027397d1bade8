import { encodeBase64 } from './base64';
import { endpointText } from './endpoint';
import { queuedErrorJson } from './queued-error';
import type { CallArguments, TracedCall, TracedExit, TracedProcess } from './traced-call';
import { traceTime } from './trace-time';

/** Version of the trace format; it rises when an older reader would misread a trace. */
export const TRACE_VERSION = 1;

/** Bytes of data that a trace keeps of each call. */
export const TRACED_DATA_BYTES = 64;

/** Gives a trace's first line, without its line feed. */
export function processLine(process: TracedProcess): string {
  return JSON.stringify({
    kind: 'process',
    version: TRACE_VERSION,
    process: process.name,
    role: process.role,
    pid: process.pid,
    command: process.command,
    host: process.host,
    clock: 'CLOCK_REALTIME',
    start: traceTime(process.startNs),
  });
}

/** Gives the line of a call: `call` once it returned, else `enter`. */
export function callLine(call: TracedCall): string {
  const kind = call.returnNs === null ? 'enter' : 'call';
  const fd = call.fd === null ? '' : `,"fd":${call.fd}`;
  return (
    `{"kind":"${kind}","sequence":${call.sequence},"thread":${call.thread},"call":"${call.call}"${fd}` +
    `,"arguments":${argumentsJson(call.arguments)},"enter":"${traceTime(call.enterNs)}"${outcomeJson(call)}}`
  );
}

/** Gives the line that completes an earlier `enter` line. */
export function returnLine(call: TracedCall): string {
  return `{"kind":"return","sequence":${call.sequence},"arguments":${argumentsJson(call.arguments)}${outcomeJson(call)}}`;
}

/** Gives a trace's last line. */
export function exitLine(exit: TracedExit): string {
  return JSON.stringify({ kind: 'exit', time: traceTime(exit.timeNs), status: exit.status, signal: exit.signal });
}

function outcomeJson(call: TracedCall): string {
  let json = '';
  if (call.returnNs !== null) json += `,"return":"${traceTime(call.returnNs)}","result":${call.result}`;
  if (call.errno !== null) json += `,"errno":"${call.errno}"`;
  if (call.local !== null) json += `,"local":"${endpointText(call.local)}"`;
  if (call.peer !== null) json += `,"peer":"${endpointText(call.peer)}"`;
  if (call.data !== null) json += `,"data":"${encodeBase64(call.data)}"`;
  return json;
}

function argumentsJson(given: CallArguments): string {
  const { address, queuedError } = given;
  if (address === undefined && queuedError === undefined) return JSON.stringify(given);
  return JSON.stringify({
    ...given,
    address: address && endpointText(address),
    queuedError: queuedError && queuedErrorJson(queuedError),
  });
}
