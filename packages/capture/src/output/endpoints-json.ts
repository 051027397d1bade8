import { destinationText, protocolName, sourceText } from '../wire/decode-packet';
import { TRANSPORT, type PacketFacts } from '../wire/packet-facts';
import { TextPiece } from './text-piece';

/** Of so many ends, packets of which come again and again, the text is kept. */
const ENTRIES = 8192;
/** Two addresses, the two ports, and what else the text depends on. */
const KEY_WORDS = 10;

/**
 * The part of a packet's JSON line that tells its ends: `,"source":"10.0.0.1","destination":...,"destinationPort":80`. Most packets have the
 * ends of one shortly before, and writing addresses takes more time than all else.
 */
export class EndpointsJson {
  private readonly keys = new Int32Array(ENTRIES * KEY_WORDS);
  private readonly texts: (TextPiece | undefined)[] = Array.from({ length: ENTRIES });

  /** Gives the text. */
  of(facts: PacketFacts): TextPiece {
    const { transport } = facts;
    if (transport !== TRANSPORT.tcp && transport !== TRANSPORT.udp) {
      return new TextPiece(textOf(facts));
    }
    const entry = entryOf(facts);
    const known = this.texts[entry];
    if (known !== undefined && this.has(entry * KEY_WORDS, facts)) {
      return known;
    }
    const text = new TextPiece(textOf(facts));
    this.texts[entry] = text;
    this.write(entry * KEY_WORDS, facts);
    return text;
  }

  private has(at: number, facts: PacketFacts): boolean {
    const { keys } = this;
    return (
      keys[at] === portsOf(facts) &&
      keys[at + 1] === kindOf(facts) &&
      keys[at + 2] === (facts.source0 | 0) &&
      keys[at + 3] === (facts.destination0 | 0) &&
      (facts.ipVersion === 4 ||
        (keys[at + 4] === (facts.source1 | 0) &&
          keys[at + 5] === (facts.source2 | 0) &&
          keys[at + 6] === (facts.source3 | 0) &&
          keys[at + 7] === (facts.destination1 | 0) &&
          keys[at + 8] === (facts.destination2 | 0) &&
          keys[at + 9] === (facts.destination3 | 0)))
    );
  }

  private write(at: number, facts: PacketFacts): void {
    const { keys } = this;
    keys[at] = portsOf(facts);
    keys[at + 1] = kindOf(facts);
    keys[at + 2] = facts.source0;
    keys[at + 3] = facts.destination0;
    keys[at + 4] = facts.source1;
    keys[at + 5] = facts.source2;
    keys[at + 6] = facts.source3;
    keys[at + 7] = facts.destination1;
    keys[at + 8] = facts.destination2;
    keys[at + 9] = facts.destination3;
  }
}

function portsOf({ sourcePort, destinationPort }: PacketFacts): number {
  return (sourcePort << 16) | destinationPort;
}

function kindOf({ ipVersion, ipProtocol, transport }: PacketFacts): number {
  return (ipVersion << 16) | (ipProtocol << 8) | transport;
}

/** Where the text of these ends is kept, if it is. */
function entryOf(facts: PacketFacts): number {
  const mixed =
    Math.imul(facts.source0 ^ facts.source3, 0x9e3779b1) ^
    Math.imul(facts.destination0 ^ facts.destination3, 0x85ebca6b) ^
    Math.imul(portsOf(facts), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) & (ENTRIES - 1);
}

function textOf(facts: PacketFacts): string {
  return [
    `,"source":${quoted(sourceText(facts))},"destination":${quoted(destinationText(facts))}`,
    numberText('ipProtocol', facts.ipProtocol),
    `,"protocol":${quoted(protocolName(facts))}`,
    numberText('sourcePort', facts.sourcePort),
    numberText('destinationPort', facts.destinationPort),
  ].join('');
}

function quoted(text: string | null): string {
  return text === null ? 'null' : `"${text}"`;
}

/** What is not there is negative, and left out. */
function numberText(name: string, value: number): string {
  return value < 0 ? '' : `,"${name}":${value}`;
}
