import { endpointText, parseEndpoint } from '@sockscope/core/trace';
import type { CallArguments, CallName } from '@sockscope/core/trace';

type Field = keyof CallArguments | 'fd';

/** What each call is given, in the order of its man page. */
const FIELDS: Readonly<Record<CallName, readonly Field[]>> = {
  socket: ['domain', 'type', 'protocol'],
  bind: ['fd', 'address'],
  listen: ['fd', 'backlog'],
  accept: ['fd'],
  accept4: ['fd', 'flags'],
  connect: ['fd', 'address'],
  send: ['fd', 'lengthBytes', 'flags'],
  recv: ['fd', 'lengthBytes', 'flags'],
  sendto: ['fd', 'lengthBytes', 'flags', 'address'],
  recvfrom: ['fd', 'lengthBytes', 'flags'],
  sendmsg: ['fd', 'lengthBytes', 'flags', 'address'],
  recvmsg: ['fd', 'lengthBytes', 'flags'],
  write: ['fd', 'lengthBytes'],
  read: ['fd', 'lengthBytes'],
  shutdown: ['fd', 'how'],
  close: ['fd'],
  dup: ['fd'],
  dup2: ['fd', 'newFd'],
  fcntl: ['fd', 'command', 'flags', 'value'],
  ioctl: ['fd', 'command', 'value'],
  setsockopt: ['fd', 'level', 'option', 'value'],
  getsockopt: ['fd', 'level', 'option', 'value'],
  getsockname: ['fd'],
  getpeername: ['fd'],
  poll: ['timeoutMs'],
};

const NUMBERS: ReadonlySet<Field> = new Set(['fd', 'backlog', 'lengthBytes', 'newFd', 'timeoutMs']);
/** Stands for an argument that the trace does not have. */
const ABSENT = '?';
/** What may stand in an argument as it is: no comma, no bracket. */
const PLAIN = /^[\w.:[\]|-]+$/;

/** What a call is given, as far as the notation says it. */
export interface NotedCall {
  readonly call: CallName;
  readonly fd: number | null;
  readonly arguments: CallArguments;
}

/** Gives a call without its result: `connect(3, 127.0.0.1:8888)`. What does not fit into the notation is left out. */
export function callNotation({ call, fd, arguments: given }: NotedCall): string {
  const texts = FIELDS[call].map((field) => argumentText(field === 'fd' ? fd : given[field]));
  return `${call}(${texts.join(', ')})`;
}

function argumentText(value: unknown): string {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return PLAIN.test(value) ? value : ABSENT;
  if (Array.isArray(value)) return value.length === 0 ? '0' : value.join('|');
  return isEndpoint(value) ? endpointText(value) : ABSENT;
}

function isEndpoint(value: unknown): value is { readonly address: string; readonly port: number } {
  return typeof value === 'object' && value !== null && 'address' in value && 'port' in value;
}

/** Gives back what callNotation() says of a call; null for anything else. */
export function parseCallNotation(text: string): NotedCall | null {
  const [, name = '', list = ''] = /^(\w+)\((.*)\)$/.exec(text) ?? [];
  if (!isCallName(name)) return null;
  const texts = list.split(', ');
  const values = FIELDS[name].map((field, at) => [field, argumentOf(field, texts[at] ?? ABSENT)] as const);
  const known = values.filter(([field, value]) => field !== 'fd' && value !== null);
  const fd = values.find(([field]) => field === 'fd')?.[1];
  return { call: name, fd: typeof fd === 'number' ? fd : null, arguments: Object.fromEntries(known) };
}

function isCallName(name: string): name is CallName {
  return Object.hasOwn(FIELDS, name);
}

function argumentOf(field: Field, text: string): unknown {
  if (text === ABSENT) return null;
  if (NUMBERS.has(field)) return Number.isSafeInteger(Number(text)) ? Number(text) : null;
  if (field === 'flags') return text === '0' ? [] : text.split('|');
  return field === 'address' ? parseEndpoint(text) : text;
}
