import type { TcpOption } from '../wire/packet';

const EXPERIMENT = 254;

/** tcpdump's names of options, where they are not ours. */
const TCPDUMP_NAMES: ReadonlyMap<string, string> = new Map([
  ['window-scale', 'wscale'],
  ['sack-permitted', 'sackOK'],
  ['timestamps', 'TS'],
  ['echo-reply', 'echoreply'],
  ['connection-count', 'cc'],
  ['connection-count-new', 'ccnew'],
  ['user-timeout', 'uto'],
  ['authentication', 'tcp-ao'],
]);

/** Gives a TCP option as tcpdump prints it; what tcpdump does not know, under its own name. */
export function tcpOptionText({ kind, name, value }: TcpOption): string {
  switch (name) {
    case 'sack':
      return sackText(value);
    case 'fast-open':
      return `${kind === EXPERIMENT ? 'exp-tfo ' : 'tfo  '}${value === 'cookie request' ? 'cookiereq' : value}`;
    case 'unknown':
      return `unknown-${kind} 0x${value}`;
    default:
      return [TCPDUMP_NAMES.get(name) ?? name, value].filter(Boolean).join(' ');
  }
}

function sackText(value: string): string {
  const blocks = value.split(' ').filter(Boolean);
  return `sack ${blocks.length} ${blocks.map((block) => `{${block}}`).join('')}`;
}
