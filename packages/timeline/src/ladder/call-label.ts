import type { TracedCall } from '@sockscope/core/trace';
import { endpointText } from '@sockscope/core/trace';
import type { TimelineCall } from '../model';

const UNKNOWN = '?';

/**
 * Gives a call's ladder forms without its result, the longest first: `bind(3,127.0.0.1:8888)`, `bind(3)`. An inferred call's
 * descriptor is `?`.
 */
export function callHeadForms({ call }: TimelineCall): readonly string[] {
  const fd = call.fd === null ? UNKNOWN : String(call.fd);
  const short = `${call.call}(${fd})`;
  const long = longArguments(call).map((extra) => `${call.call}(${[fd, ...extra].join(',')})`);
  if (call.call === 'socket') return ['socket()'];
  return call.call === 'poll' ? [`poll(${polledText(call)})`, 'poll()'] : [...long, short];
}

/** What the ladder tells of a call besides the descriptor, from more to less. */
function longArguments(call: TracedCall): readonly (readonly string[])[] {
  const { address, backlog, lengthBytes, flags = [], how, option, value } = call.arguments;
  const flagText = flags.map((flag) => flag.replace(/^MSG_/, '')).join('|');
  const optionText = option?.replace(/^(SO|TCP|IP|IPV6)_/, '');
  switch (call.call) {
    case 'bind':
      return address === undefined ? [] : [[endpointText(address)], [`:${address.port}`]];
    case 'connect':
      return address === undefined ? [] : [[endpointText(address)]];
    case 'listen':
      return backlog === undefined ? [] : [[String(backlog)]];
    case 'send':
    case 'sendto':
      return [withLength(lengthBytes, flagText), withLength(lengthBytes, '')];
    case 'recv':
    case 'recvfrom':
      return flagText === '' ? [] : [[flagText]];
    case 'shutdown':
      return how === undefined ? [] : [[how.replace(/^SHUT_/, '')]];
    case 'setsockopt':
    case 'getsockopt':
      if (optionText === undefined) return [];
      return value === undefined ? [[optionText]] : [[optionText, value], [optionText]];
    default:
      return [];
  }
}

function withLength(lengthBytes: number | undefined, flagText: string): readonly string[] {
  const length = lengthBytes === undefined ? [] : [String(lengthBytes)];
  return flagText === '' ? length : [...length, flagText];
}

function polledText(call: TracedCall): string {
  const fds = call.arguments.descriptors?.map(({ fd }) => fd) ?? [];
  return `[${fds.join(',')}]`;
}

/**
 * Gives a call's result, the longest form first: `= 24`, `= 0 EOF` for the end of a stream, `= -1 EAGAIN`; empty where it is
 * not known.
 */
export function callResultForms({ call }: TimelineCall, isStream: boolean): readonly string[] {
  if (call.errno !== null) return [`= -1 ${call.errno}`, `-1 ${call.errno}`, call.errno];
  if (call.result === null) return [''];
  const isEof = call.call === 'recv' && call.result === 0 && isStream && call.arguments.lengthBytes !== 0;
  return [isEof ? '= 0 EOF' : `= ${call.result}`];
}

/** Gives the whole call in one line, the longest form first: `send(3,24) = 24`. */
export function wholeCallForms(call: TimelineCall, isStream: boolean): readonly string[] {
  const heads = callHeadForms(call);
  const results = callResultForms(call, isStream);
  const shortest = heads.at(-1) ?? '';
  return [
    ...heads.map((head) => spaced(head, results[0] ?? '')),
    ...results.slice(1).map((result) => spaced(shortest, result)),
    spaced(call.call.call, results.at(-1) ?? ''),
  ];
}

/** Gives a return whose entry stands above it, the longest form first: `send(3,24) = 24`, `= 24`. */
export function callReturnForms(call: TimelineCall, isStream: boolean): readonly string[] {
  const results = callResultForms(call, isStream);
  return [...callHeadForms(call).map((head) => spaced(head, results[0] ?? '')), ...results];
}

function spaced(head: string, result: string): string {
  return result === '' ? head : `${head} ${result}`;
}
