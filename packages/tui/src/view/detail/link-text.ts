import type { Link } from '@sockscope/timeline';

const WHEN: Readonly<Record<Link['when'], string>> = {
  'in-call': 'during the call',
  later: 'after the call returned',
  earlier: 'before the call',
};

/** Gives what is to say of a link besides its two ends: `bytes 0 to 24, during the call, retransmission`. */
export function linkText({ bytes, when, isRetransmission }: Link): string {
  const parts = [WHEN[when]];
  if (bytes) parts.unshift(`bytes ${bytes.from} to ${bytes.to}`);
  if (isRetransmission) parts.push('retransmission');
  return parts.join(', ');
}
