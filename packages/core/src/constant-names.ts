import * as constants from './linux-constants';

type Names = ReadonlyMap<number, string>;
type ConstantName = keyof typeof constants;

/** Gives the constants whose names begin so, and not so, lowest value first, by value. */
function named(prefix: string, except = ' '): Names {
  const all = Object.keys(constants) as ConstantName[];
  const names = all.filter((name) => name.startsWith(prefix) && !name.startsWith(except));
  return new Map(names.map((name) => [constants[name], name] as const).sort(([a], [b]) => a - b));
}

const DOMAINS = named('AF_');
const TYPE_FLAGS: Names = new Map([
  [constants.SOCK_NONBLOCK, 'SOCK_NONBLOCK'],
  [constants.SOCK_CLOEXEC, 'SOCK_CLOEXEC'],
]);
const TYPES = named('SOCK_');
const PROTOCOLS = named('IPPROTO_');
const MESSAGE_FLAGS = named('MSG_');
const POLL_EVENTS = named('POLL');
const HOWS = named('SHUT_');
const COMMANDS = named('F_');
const REQUESTS: Names = new Map([...named('SIOC'), ...named('FION')]);
const STATUS_FLAGS: Names = new Map([...named('O_')].filter(([flag]) => flag > constants.O_RDWR));
const ACCESS_MODES = ['O_RDONLY', 'O_WRONLY', 'O_RDWR'];
const TIMESTAMPING_FLAGS = named('SOF_TIMESTAMPING_');
const ORIGINS = named('SO_EE_ORIGIN_');

/** SOL_SOCKET has the number of IPPROTO_ICMP, and goes before it. */
const LEVELS: Names = new Map([...PROTOCOLS, ...named('SOL_')]);

const OPTIONS_BY_LEVEL: ReadonlyMap<number, Names> = new Map([
  [constants.SOL_SOCKET, named('SO_', 'SO_EE_')],
  [constants.IPPROTO_TCP, named('TCP_')],
  [constants.IPPROTO_IP, named('IP_', 'IP_PMTUDISC_')],
  [constants.IPPROTO_IPV6, named('IPV6_')],
  [constants.SOL_PACKET, named('PACKET_')],
]);

/** Gives `AF_INET6` for 10, or the number in text. */
export function domainName(domain: number): string {
  return DOMAINS.get(domain) ?? String(domain);
}

/** Gives `SOCK_STREAM` for 1, and flags that are set after it: `SOCK_STREAM|SOCK_NONBLOCK`. */
export function typeName(type: number): string {
  const base = type & 0xf;
  return [TYPES.get(base) ?? String(base), ...typeFlagNames(type & ~0xf)].join('|');
}

/** Gives the names of the flags that socket()'s type and accept4() take. */
export function typeFlagNames(flags: number): string[] {
  return flagNames(flags, TYPE_FLAGS);
}

/** Gives `IPPROTO_TCP` for 6; numbers without a name, and 0 for "the usual one", stay numbers in text. */
export function protocolName(protocol: number): string {
  return protocol === 0 ? '0' : (PROTOCOLS.get(protocol) ?? String(protocol));
}

/** Gives the names of the MSG_ flags that are set, lowest bit first; bits without a name together in hexadecimal. */
export function messageFlagNames(flags: number): string[] {
  return flags === 0 ? [] : flagNames(flags, MESSAGE_FLAGS);
}

/** Gives the names of the POLL events that are set, lowest bit first. */
export function pollEventNames(events: number): string[] {
  return flagNames(events, POLL_EVENTS);
}

/** Gives `SHUT_WR` for 1. */
export function howName(how: number): string {
  return HOWS.get(how) ?? String(how);
}

/** Gives `F_SETFL` for 4, or the number in text. */
export function commandName(command: number): string {
  return COMMANDS.get(command) ?? String(command);
}

/** Gives `SIOCOUTQ` for 0x5411, or the number in text. */
export function requestName(request: number): string {
  return REQUESTS.get(request) ?? String(request);
}

/** Gives the access mode of F_GETFL and F_SETFL and the flags after it: `O_RDWR`, `O_NONBLOCK`. */
export function statusFlagNames(flags: number): string[] {
  const mode = flags & (constants.O_WRONLY | constants.O_RDWR);
  return [ACCESS_MODES[mode] ?? String(mode), ...flagNames(flags & ~mode, STATUS_FLAGS)];
}

/** Gives the names of the SOF_TIMESTAMPING_ flags that are set, lowest bit first. */
export function timestampingFlagNames(flags: number): string[] {
  return flagNames(flags, TIMESTAMPING_FLAGS);
}

/** Gives `SO_EE_ORIGIN_ICMP` for 2, or the number in text. */
export function errorOriginName(origin: number): string {
  return ORIGINS.get(origin) ?? String(origin);
}

/** Gives `SOL_SOCKET` for 1, or the number in text. */
export function levelName(level: number): string {
  return LEVELS.get(level) ?? String(level);
}

/** Gives an option's name in its level, or the number in text. */
export function optionName(level: number, option: number): string {
  return OPTIONS_BY_LEVEL.get(level)?.get(option) ?? String(option);
}

function flagNames(flags: number, names: Names): string[] {
  const found: string[] = [];
  let left = flags;
  for (const [bit, name] of names) {
    if ((left & bit) === 0) continue;
    found.push(name);
    left &= ~bit;
  }
  return left === 0 ? found : [...found, `0x${(left >>> 0).toString(16)}`];
}
