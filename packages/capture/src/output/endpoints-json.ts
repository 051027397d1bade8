import { destinationText, protocolName, sourceText } from '../wire/decode-packet';
import { TRANSPORT, type PacketFacts } from '../wire/packet-facts';
import { TextPiece } from './text-piece';

/** The texts of so many connections are kept: of those whose packets come again and again, it is one after another. */
const CONNECTIONS = 8192;
/** Its two ends, as either sends. */
const TEXTS_EACH = 2;
/** Two addresses, the two ports, and what else the text depends on. */
const KEY_WORDS = 10;

/**
 * The part of a packet's JSON line that tells its ends: `,"source":"10.0.0.1","destination":...,"destinationPort":80`. Most packets have the
 * ends of one shortly before, and writing addresses takes more time than all else.
 */
export class EndpointsJson {
  private readonly keys = new Int32Array(CONNECTIONS * TEXTS_EACH * KEY_WORDS);
  private readonly texts: (TextPiece | undefined)[] = Array.from({ length: CONNECTIONS * TEXTS_EACH });
  /** The connection that each pair of texts was last written for. */
  private readonly owners = new Int32Array(CONNECTIONS).fill(-1);

  /**
   * Gives the text.
   *
   * @param connection The index of the packet's connection, below 0: none. It tells where to look, not what is found.
   */
  of(facts: PacketFacts, connection: number): TextPiece {
    const { transport } = facts;
    if (connection < 0 || (transport !== TRANSPORT.tcp && transport !== TRANSPORT.udp)) {
      return new TextPiece(textOf(facts));
    }
    const entry = (connection % CONNECTIONS) * TEXTS_EACH;
    return this.known(entry, facts) ?? this.known(entry + 1, facts) ?? this.keep(connection, facts);
  }

  private known(entry: number, facts: PacketFacts): TextPiece | undefined {
    const text = this.texts[entry];
    return text !== undefined && this.has(entry * KEY_WORDS, facts) ? text : undefined;
  }

  private keep(connection: number, facts: PacketFacts): TextPiece {
    const place = connection % CONNECTIONS;
    // The first of a connection's texts takes the place of another's, which goes.
    const isFirst = this.owners[place] !== connection;
    const entry = place * TEXTS_EACH + (isFirst ? 0 : 1);
    if (isFirst) {
      this.owners[place] = connection;
      this.texts[entry + 1] = undefined;
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
