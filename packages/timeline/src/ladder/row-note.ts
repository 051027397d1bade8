import { endpointText, errnoText } from '@sockscope/core/trace';
import { callName } from '../join/joined-call';
import type { Link, OddSegment, TimelineCall, TimelinePacket } from '../model';
import { faultOf } from '../undecoded';
import type { TimelineIndex } from './timeline-index';

/** Named packets or calls in one note; more are counted. */
const MOST_NAMED = 3;

/**
 * Gives what is wrong with a packet; who made it: the kernel and why, the calls, or why it is not known; then whose return
 * waited for it.
 */
export function packetNote(packet: TimelinePacket, odd: OddSegment | null, index: TimelineIndex): string {
  const links = index.linksByPacket.get(packet.packet.number) ?? [];
  const completing = links.filter(({ relation }) => relation === 'completes');
  const waiting = completing.filter(({ when }) => when !== 'earlier');
  const coming = completing.filter(({ when }) => when === 'earlier');
  return joined([
    odd === null ? '' : oddNote(odd),
    ownerNote(packet, links, index),
    waiting.length > 0 ? `wakes ${callNames(waiting, index)}` : '',
    coming.length > 0 ? `kept for ${callNames(coming, index)}` : '',
  ]);
}

function oddNote({ verdict, text, source }: OddSegment): string {
  return `${verdict}: ${text} (${source})`;
}

function ownerNote({ packet, owner }: TimelinePacket, links: readonly Link[], index: TimelineIndex): string {
  const fault = faultOf(packet.problem);
  const problem = fault === null ? '' : `cannot be decoded further: ${fault.layer}`;
  if (owner.kind !== 'call') return joined([problem, owner.text]);
  const causes = links.filter(({ relation }) => relation === 'causes');
  const names = causes.length > 0 ? callNames(causes, index) : nameOf(owner.call, index);
  const late = causes.some(({ when }) => when === 'later') ? ', after it returned' : '';
  return joined([problem, `by ${names}${late}`, owner.text ?? '']);
}

/** Gives what a reader should know of a call: its error, whom it accepted, what its return waited for. */
export function callNote(call: TimelineCall, part: 'whole' | 'enter' | 'return', index: TimelineIndex): string {
  const links = index.linksByCall.get(call.id) ?? [];
  if (part === 'enter') return laterNote(links);
  const { errno, peer, call: name } = call.call;
  const from = (name === 'accept' || name === 'accept4') && peer !== null ? `from :${peer.port}` : '';
  return joined([
    errno === null ? '' : errnoText(errno),
    argumentNote(call),
    from,
    waitNote(links),
    part === 'whole' ? laterNote(links) : '',
  ]);
}

/** What a narrow cell leaves out of a call that sends nothing: its option and value, the address it binds. */
function argumentNote({ call }: TimelineCall): string {
  const { address, option, value } = call.arguments;
  if (call.call === 'bind' && address !== undefined) return endpointText(address);
  return [option, value].filter((part) => part !== undefined).join(' ');
}

/** A call's packets that left after its return: its data waited in the kernel. */
function laterNote(links: readonly Link[]): string {
  const later = links.filter(({ relation, when }) => relation === 'causes' && when === 'later');
  return later.length > 0 ? `${packetNames(later)} left after it returned` : '';
}

function waitNote(links: readonly Link[]): string {
  const completing = links.filter(({ relation }) => relation === 'completes');
  if (completing.length === 0) return '';
  const isEarlier = completing.every(({ when }) => when === 'earlier');
  return isEarlier ? `${packetNames(completing)} had come before` : `woken by ${packetNames(completing)}`;
}

function packetNames(links: readonly Link[]): string {
  return listed(links, ({ packet }) => `#${packet}`);
}

function callNames(links: readonly Link[], index: TimelineIndex): string {
  return listed([...new Set(links.map(({ call }) => nameOf(call, index)))], (name) => name);
}

function nameOf(id: string, index: TimelineIndex): string {
  const call = index.callById.get(id);
  return call === undefined ? id : callName(call);
}

function listed<Item>(items: readonly Item[], nameOf: (item: Item) => string): string {
  const more = items.length - MOST_NAMED;
  return items.slice(0, MOST_NAMED).map(nameOf).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('; ');
}
