import type { RecordingEnd } from '@sockscope/session';
import type { Timeline } from '@sockscope/timeline';
import { outcomesOf } from '../script/scenario';
import type { Scenario } from '../script/scenario';
import { connectionNames, listPackets } from './list-packets';
import { listStates, statesLine } from './list-states';
import type { ListedStates } from './list-states';
import { listingLine } from './listing';
import type { ListedPacket } from './listing';
import { matchListing } from './match-listing';
import { matchesStates } from './match-states';
import { nameCalls } from './name-calls';
import { parseExpectation } from './parse-expectation';
import type { Pattern, StatesPattern } from './parse-expectation';
import { sentBytesFaults } from './sent-bytes';

/** What a run showed against what its scenario says. */
export interface Verdict {
  /** Nothing is wrong. */
  readonly hasPassed: boolean;
  /** False: it ran on another network than its scenario is written for, and its packets were not compared. */
  readonly isCompared: boolean;
  /** What differs, one line each; empty where it passed. */
  readonly faults: readonly string[];
  /** Which of the ways that the scenario allows was taken, in words; empty where it allows one only. */
  readonly varied: readonly string[];
  /** Every packet with its owner and who waited for it, and the states of all ends, in the notation of expectations. */
  readonly listing: readonly string[];
}

/** What is known of a run beside its timeline. */
export interface RunFacts {
  /** What went wrong while it ran. */
  readonly faults: readonly string[];
  readonly end: RecordingEnd;
  /** False: on this network other packets may come than the scenario expects. */
  readonly isCompared: boolean;
  /** Other programs' packets may be among those that were captured. */
  readonly isShared: boolean;
}

/** Compares a run with its scenario: every packet, every owner, every link, the states of both ends. */
export function checkRun(
  scenario: Scenario,
  timeline: Timeline,
  { faults, end, isCompared, isShared }: RunFacts,
): Verdict {
  const named = nameCalls(scenario.steps, timeline);
  const names = connectionNames(timeline, named);
  const listed = listPackets(timeline, named, names);
  const states = listStates(timeline, names).filter(({ connection }) => !isShared || connection !== null);
  const packets = isShared ? listed.filter(({ connection }) => connection !== null) : listed;
  const matched = isCompared ? matchOutcomes(scenario, packets, states) : NOT_COMPARED;
  const all = [
    ...faults,
    ...(end.how === 'completed' ? [] : [`the recording: ${end.how}`]),
    ...(end.packetsDropped === null || end.packetsDropped === 0 ? [] : [`${end.packetsDropped} packets were dropped`]),
    ...timeline.problems,
    ...packets
      .filter(({ owner }) => owner === 'unknown')
      .map((packet) => `packet ${packet.number} has no owner: ${packet.reason}`),
    ...sentBytesFaults(timeline),
    ...oddSegmentFaults(timeline, names, isShared),
    ...matched.faults,
  ];
  return {
    hasPassed: all.length === 0,
    isCompared,
    faults: all,
    varied: matched.varied,
    listing: [...packets.map(listingLine), ...states.map(statesLine)],
  };
}

interface OutcomeMatch {
  readonly faults: readonly string[];
  readonly varied: readonly string[];
  /** How many packets matched. */
  readonly packets: number;
}

const NOT_COMPARED: OutcomeMatch = { faults: [], varied: [], packets: 0 };

/** Gives the outcome that the packets are, or what differs from the one that comes closest. */
function matchOutcomes(
  scenario: Scenario,
  packets: readonly ListedPacket[],
  states: readonly ListedStates[],
): OutcomeMatch {
  const outcomes = outcomesOf(scenario);
  const matches = outcomes.map(([name, text]) =>
    matchOutcome(outcomes.length > 1 ? name : null, text, packets, states),
  );
  return matches.reduce((best, match) => (isCloser(match, best) ? match : best));
}

/** Segments that the states of their senders do not explain: in no scenario is there one. */
function oddSegmentFaults({ connections }: Timeline, names: ReadonlyMap<number, string>, isShared: boolean): string[] {
  return connections
    .filter(({ connection: { index } }) => !isShared || names.has(index))
    .flatMap(({ oddSegments }) => oddSegments)
    .map(({ verdict, packet, text }) => `packet ${packet} is ${verdict}: ${text}`);
}

function isCloser(match: OutcomeMatch, best: OutcomeMatch): boolean {
  if (match.faults.length === 0 || best.faults.length === 0) return best.faults.length > 0 && match.faults.length === 0;
  return match.packets > best.packets;
}

function matchOutcome(
  name: string | null,
  text: string,
  packets: readonly ListedPacket[],
  states: readonly ListedStates[],
): OutcomeMatch {
  const { packets: patterns, states: ends } = parseExpectation(text);
  const names = new Set([...patterns.map(connectionOf), ...packets.map(({ connection }) => connection)]);
  const faults: string[] = [];
  const varied = name === null ? [] : [name];
  let count = 0;
  for (const connection of names) {
    const own = packets.filter((packet) => packet.connection === connection);
    const match = matchListing(
      patterns.filter((pattern) => connectionOf(pattern) === connection),
      own,
    );
    count += match.packets;
    varied.push(...match.cameThough.flatMap(({ comment }) => (comment === '' ? [] : [comment])));
    if (!match.isWhole) faults.push(differenceText(own[match.packets], match.expected));
  }
  return { faults: [...faults, ...statesFaults(ends, states)], varied: [...new Set(varied)], packets: count };
}

/** Every end is stated, and every end that is stated was there. */
function statesFaults(expected: readonly StatesPattern[], listed: readonly ListedStates[]): string[] {
  const faults: string[] = [];
  for (const end of listed) {
    const lines = expected.filter((pattern) => isSameEnd(pattern, end));
    const patterns = lines.flatMap(({ states }) => states);
    if (!matchesStates(patterns, end.states)) {
      const wanted = patterns.map(({ anyOf, isOptional }) => anyOf.join('|') + (isOptional ? '?' : '')).join(' ');
      faults.push(`expected the states "${wanted}", and it is "${shorten(statesLine(end))}"`);
    }
  }
  const missing = expected.filter((pattern) => !listed.some((end) => isSameEnd(pattern, end)));
  return [...faults, ...missing.map(({ connection, side }) => `no states of ${connection} ${side} are known`)];
}

function isSameEnd(one: { connection: string | null; side: string }, other: typeof one): boolean {
  return one.connection === other.connection && one.side === other.side;
}

function connectionOf(pattern: Pattern): string {
  return pattern.kind === 'packet' ? pattern.connection : (pattern.packets[0]?.connection ?? '');
}

function differenceText(packet: ListedPacket | undefined, expected: string | null): string {
  const wanted = expected === null ? 'no more packets' : `"${shorten(expected)}"`;
  if (packet === undefined) return `expected ${wanted}, and no packet came`;
  return `expected ${wanted}, and packet ${packet.number} is "${shorten(listingLine(packet))}"`;
}

function shorten(line: string): string {
  return line.replace(/ {2,}/g, '  ');
}
