import type { Link } from '@sockscope/timeline';

/** A link from a packet to a call of the script. */
export interface ListedLink {
  /** `send(c)`, or `send(c)#2` where the script has several. */
  readonly call: string;
  /** Bytes of the stream that both hold, or null. */
  readonly bytes: Link['bytes'];
  readonly when: Link['when'];
}

/** A packet as a listing tells it: of which connection, which way, what, made by whom, waited for by whom. */
export interface ListedPacket {
  readonly number: number;
  /** The name of the client's socket in the script; null where no call of the script has to do with it. */
  readonly connection: string | null;
  /** From the client's side: `>` leaves it, `<` comes to it. */
  readonly direction: '>' | '<';
  /** tcpdump's letters; `udp`, `icmp`. */
  readonly flags: string;
  readonly payloadBytes: number;
  readonly owner: 'call' | 'kernel' | 'unknown';
  /** Why the kernel sent it, or why nobody is known; empty for a call. */
  readonly reason: string;
  readonly causes: readonly ListedLink[];
  readonly completes: readonly ListedLink[];
}

/** Gives a packet as a line of a listing, in the notation that expectations are written in. */
export function listingLine(packet: ListedPacket): string {
  const { connection, direction, flags, payloadBytes, owner, reason, causes, completes } = packet;
  const length = payloadBytes > 0 || flags === 'udp' ? ` ${payloadBytes}` : '';
  const makers = causes.map((link) => linkText(link, 'in-call')).join(' + ');
  const of = makers === '' ? '' : ` of ${makers}`;
  const maker = owner === 'call' ? makers : owner === 'kernel' ? `kernel ${reason}${of}` : `unknown (${reason})`;
  const waiting = completes.map((link) => linkText({ ...link, bytes: null }, null)).join(', ');
  const head = `${connection ?? '?'} ${direction} ${flags}${length}`.padEnd(14);
  return waiting === '' ? `${head}  ${maker}` : `${head}  ${maker.padEnd(30)}  => ${waiting}`;
}

function linkText({ call, bytes, when }: ListedLink, usual: Link['when'] | null): string {
  const interval = bytes === null ? '' : `[${bytes.from}:${bytes.to}]`;
  return `${call}${interval}${when === usual ? '' : ` ${when}`}`;
}
