/** Constants of the Linux socket interface (x86 and Arm) that this package passes to it or reads from it. */

export const AF_INET = 2;
export const AF_INET6 = 10;
export const AF_PACKET = 17;

export const SOCK_STREAM = 1;
export const SOCK_DGRAM = 2;
export const SOCK_RAW = 3;

export const IPPROTO_TCP = 6;
export const IPPROTO_IPV6 = 41;

export const SOL_SOCKET = 1;
export const SOL_PACKET = 263;

export const SO_REUSEADDR = 2;
export const SO_ERROR = 4;
export const SO_RCVBUF = 8;
export const SO_LINGER = 13;
export const SO_RCVTIMEO = 20;
export const SO_SNDTIMEO = 21;
export const SO_TIMESTAMPNS = 35;
export const SO_RCVBUFFORCE = 33;
export const PACKET_STATISTICS = 6;

export const MSG_PEEK = 0x02;
export const MSG_TRUNC = 0x20;
export const MSG_DONTWAIT = 0x40;

export const POLLIN = 0x001;
export const POLLOUT = 0x004;
export const POLLERR = 0x008;
export const POLLHUP = 0x010;

export const SHUT_RD = 0;
export const SHUT_WR = 1;
export const SHUT_RDWR = 2;

export const EPERM = 1;
export const EINTR = 4;
export const EAGAIN = 11;
export const EACCES = 13;
export const EINVAL = 22;
export const EPIPE = 32;
export const EMSGSIZE = 90;
export const EADDRINUSE = 98;
export const ENETDOWN = 100;
export const ECONNABORTED = 103;
export const ECONNRESET = 104;
export const ENOTCONN = 107;
export const ETIMEDOUT = 110;
export const ECONNREFUSED = 111;
export const EINPROGRESS = 115;

type Names = ReadonlyMap<number, string>;

const DOMAINS: Names = new Map([
  [1, 'AF_UNIX'],
  [AF_INET, 'AF_INET'],
  [AF_INET6, 'AF_INET6'],
  [AF_PACKET, 'AF_PACKET'],
]);

const TYPES: Names = new Map([
  [SOCK_STREAM, 'SOCK_STREAM'],
  [SOCK_DGRAM, 'SOCK_DGRAM'],
  [SOCK_RAW, 'SOCK_RAW'],
]);

const TYPE_FLAGS: Names = new Map([
  [0o4000, 'SOCK_NONBLOCK'],
  [0o2000000, 'SOCK_CLOEXEC'],
]);

const PROTOCOLS: Names = new Map([
  [1, 'IPPROTO_ICMP'],
  [IPPROTO_TCP, 'IPPROTO_TCP'],
  [17, 'IPPROTO_UDP'],
  [58, 'IPPROTO_ICMPV6'],
]);

const MESSAGE_FLAGS: Names = new Map([
  [0x01, 'MSG_OOB'],
  [MSG_PEEK, 'MSG_PEEK'],
  [0x04, 'MSG_DONTROUTE'],
  [MSG_TRUNC, 'MSG_TRUNC'],
  [MSG_DONTWAIT, 'MSG_DONTWAIT'],
  [0x100, 'MSG_WAITALL'],
  [0x800, 'MSG_CONFIRM'],
  [0x2000, 'MSG_ERRQUEUE'],
  [0x4000, 'MSG_NOSIGNAL'],
  [0x8000, 'MSG_MORE'],
  [0x20000000, 'MSG_FASTOPEN'],
]);

const POLL_EVENTS: Names = new Map([
  [POLLIN, 'POLLIN'],
  [0x002, 'POLLPRI'],
  [POLLOUT, 'POLLOUT'],
  [POLLERR, 'POLLERR'],
  [POLLHUP, 'POLLHUP'],
  [0x020, 'POLLNVAL'],
  [0x2000, 'POLLRDHUP'],
]);

const HOWS: Names = new Map([
  [SHUT_RD, 'SHUT_RD'],
  [SHUT_WR, 'SHUT_WR'],
  [SHUT_RDWR, 'SHUT_RDWR'],
]);

const LEVELS: Names = new Map([
  [0, 'IPPROTO_IP'],
  [SOL_SOCKET, 'SOL_SOCKET'],
  [IPPROTO_TCP, 'IPPROTO_TCP'],
  [17, 'IPPROTO_UDP'],
  [IPPROTO_IPV6, 'IPPROTO_IPV6'],
  [SOL_PACKET, 'SOL_PACKET'],
]);

const SOCKET_OPTIONS: Names = new Map([
  [SO_REUSEADDR, 'SO_REUSEADDR'],
  [3, 'SO_TYPE'],
  [SO_ERROR, 'SO_ERROR'],
  [6, 'SO_BROADCAST'],
  [7, 'SO_SNDBUF'],
  [SO_RCVBUF, 'SO_RCVBUF'],
  [9, 'SO_KEEPALIVE'],
  [SO_LINGER, 'SO_LINGER'],
  [15, 'SO_REUSEPORT'],
  [SO_RCVTIMEO, 'SO_RCVTIMEO'],
  [SO_SNDTIMEO, 'SO_SNDTIMEO'],
  [SO_RCVBUFFORCE, 'SO_RCVBUFFORCE'],
  [SO_TIMESTAMPNS, 'SO_TIMESTAMPNS'],
]);

const TCP_OPTIONS: Names = new Map([
  [1, 'TCP_NODELAY'],
  [2, 'TCP_MAXSEG'],
  [3, 'TCP_CORK'],
  [4, 'TCP_KEEPIDLE'],
  [5, 'TCP_KEEPINTVL'],
  [6, 'TCP_KEEPCNT'],
  [8, 'TCP_LINGER2'],
  [9, 'TCP_DEFER_ACCEPT'],
  [11, 'TCP_INFO'],
  [12, 'TCP_QUICKACK'],
  [18, 'TCP_USER_TIMEOUT'],
  [23, 'TCP_FASTOPEN'],
]);

const OPTIONS_BY_LEVEL: ReadonlyMap<number, Names> = new Map([
  [SOL_SOCKET, SOCKET_OPTIONS],
  [IPPROTO_TCP, TCP_OPTIONS],
  [0, new Map([[11, 'IP_RECVERR']])],
  [IPPROTO_IPV6, new Map([[26, 'IPV6_V6ONLY']])],
  [SOL_PACKET, new Map([[PACKET_STATISTICS, 'PACKET_STATISTICS']])],
]);

/** Gives `AF_INET6` for 10, or the number in text. */
export function domainName(domain: number): string {
  return DOMAINS.get(domain) ?? String(domain);
}

/** Gives `SOCK_STREAM` for 1, and flags that are set after it: `SOCK_STREAM|SOCK_NONBLOCK`. */
export function typeName(type: number): string {
  const base = type & 0xf;
  return [TYPES.get(base) ?? String(base), ...flagNames(type & ~0xf, TYPE_FLAGS)].join('|');
}

/** Gives `IPPROTO_TCP` for 6; numbers without a name, and 0 for "the usual one", stay numbers in text. */
export function protocolName(protocol: number): string {
  return PROTOCOLS.get(protocol) ?? String(protocol);
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
