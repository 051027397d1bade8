import { PacketFacts } from './packet-facts';
import { scanPorts } from './ports';
import type { Step } from './step';
import { STEP } from './step';
import type { Walk } from './walk';

const PORTS_BYTES = 4;

/** What the quote says, until it is noted as a quote's. */
const quoteFacts = new PacketFacts();

/**
 * Lets the walk go on in the datagram that an ICMP error quotes, whose facts are kept apart. Of it there are an IP
 * header and at least 8 more bytes (RFC 792), so it is followed as far as the ports.
 */
export function beginQuote(walk: Walk, version: 4 | 6): Step {
  quoteFacts.clear();
  walk.quoteOf = walk.facts;
  walk.facts = quoteFacts;
  return version === 4 ? STEP.ipv4 : STEP.ipv6;
}

/** What comes next in a quote: extension headers and ports, nothing else. */
export function stepInQuote(step: Step): Step {
  switch (step) {
    case STEP.hopByHop:
    case STEP.routing:
    case STEP.fragment:
    case STEP.authentication:
    case STEP.destinationOptions:
      return step;
    case STEP.tcp:
    case STEP.udp:
    case STEP.sctp:
    case STEP.udpLite:
      return STEP.quotedPorts;
    default:
      return STEP.end;
  }
}

/** Takes the two ports, where the quote holds them. */
export function scanQuotedPorts(walk: Walk): Step {
  scanPorts(walk);
  if (walk.facts.sourcePort >= 0) {
    walk.offset += PORTS_BYTES;
  }
  return STEP.end;
}

/** Notes what the quote says in the facts of the frame that holds it, `facts`. */
export function endQuote(walk: Walk, facts: PacketFacts): void {
  walk.quoteOf = null;
  walk.facts = facts;
  const quote = quoteFacts;
  // That a quote goes on with something unknown, or is of a later fragment, is no damage.
  if (quote.problem?.kind === 'truncated' || quote.problem?.kind === 'malformed') {
    facts.problem = quote.problem;
  }
  facts.quotedVersion = quote.ipVersion;
  facts.quotedSource0 = quote.source0;
  facts.quotedSource1 = quote.source1;
  facts.quotedSource2 = quote.source2;
  facts.quotedSource3 = quote.source3;
  facts.quotedDestination0 = quote.destination0;
  facts.quotedDestination1 = quote.destination1;
  facts.quotedDestination2 = quote.destination2;
  facts.quotedDestination3 = quote.destination3;
  facts.quotedProtocol = quote.ipProtocol;
  facts.quotedSourcePort = quote.sourcePort;
  facts.quotedDestinationPort = quote.destinationPort;
}
