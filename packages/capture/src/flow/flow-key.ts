import { IP_PROTOCOL } from '../wire/ip-protocol';
import type { PacketFacts } from '../wire/packet-facts';
import { TRANSPORT } from '../wire/packet-facts';
import type { EndpointHash } from './endpoint-hash';
import { ROW, STATE } from './row-layout';

/** The two endpoints of a packet, or of one that an ICMP error quotes; written again for each packet. */
export class FlowKey {
  /** The bits of STATE that tell protocol and IP version. */
  kind = 0;
  source0 = 0;
  source1 = 0;
  source2 = 0;
  source3 = 0;
  destination0 = 0;
  destination1 = 0;
  destination2 = 0;
  destination3 = 0;
  sourcePort = 0;
  destinationPort = 0;

  takePacket(facts: PacketFacts): void {
    this.kind = (facts.transport === TRANSPORT.udp ? STATE.udp : 0) | (facts.ipVersion === 6 ? STATE.ipv6 : 0);
    this.source0 = facts.source0;
    this.destination0 = facts.destination0;
    if (facts.ipVersion === 6) {
      this.source1 = facts.source1;
      this.source2 = facts.source2;
      this.source3 = facts.source3;
      this.destination1 = facts.destination1;
      this.destination2 = facts.destination2;
      this.destination3 = facts.destination3;
    }
    this.sourcePort = facts.sourcePort;
    this.destinationPort = facts.destinationPort;
  }

  /** Gives whether the quoted packet is of a protocol that has connections here, with both ports. */
  takeQuote(facts: PacketFacts): boolean {
    const { quotedProtocol, quotedSourcePort, quotedDestinationPort } = facts;
    this.kind = (quotedProtocol === IP_PROTOCOL.udp ? STATE.udp : 0) | (facts.quotedVersion === 6 ? STATE.ipv6 : 0);
    this.source0 = facts.quotedSource0;
    this.source1 = facts.quotedSource1;
    this.source2 = facts.quotedSource2;
    this.source3 = facts.quotedSource3;
    this.destination0 = facts.quotedDestination0;
    this.destination1 = facts.quotedDestination1;
    this.destination2 = facts.quotedDestination2;
    this.destination3 = facts.quotedDestination3;
    this.sourcePort = quotedSourcePort;
    this.destinationPort = quotedDestinationPort;
    const isKnown = quotedProtocol === IP_PROTOCOL.tcp || quotedProtocol === IP_PROTOCOL.udp;
    return isKnown && quotedSourcePort >= 0 && quotedDestinationPort >= 0;
  }

  /** The same for both directions. */
  hash(endpoints: EndpointHash): number {
    const { kind, sourcePort, destinationPort } = this;
    return (kind & STATE.ipv6) === 0
      ? flowHash(endpoints.ofIpv4(this.source0, sourcePort), endpoints.ofIpv4(this.destination0, destinationPort), kind)
      : flowHash(
          endpoints.ofIpv6(this.source0, this.source1, this.source2, this.source3, sourcePort),
          endpoints.ofIpv6(this.destination0, this.destination1, this.destination2, this.destination3, destinationPort),
          kind,
        );
  }

  /** Of the row that matches() found last: the source is its client. */
  isSourceClient = false;

  /** Tells whether a row is of these two endpoints, in whichever direction. */
  matches(view: DataView, at: number): boolean {
    if ((view.getUint32(at + ROW.state, true) & (STATE.udp | STATE.ipv6)) !== this.kind) {
      return false;
    }
    this.isSourceClient = this.isFromClient(view, at);
    return this.isSourceClient || this.isFromServer(view, at);
  }

  private isFromClient(view: DataView, at: number): boolean {
    return (
      view.getUint32(at + ROW.ports) === portsOf(this.sourcePort, this.destinationPort) &&
      view.getUint32(at + ROW.clientAddress0) === this.source0 &&
      view.getUint32(at + ROW.serverAddress0) === this.destination0 &&
      ((this.kind & STATE.ipv6) === 0 || (this.isTailOfClient(view, at, true) && this.isTailOfServer(view, at, false)))
    );
  }

  private isFromServer(view: DataView, at: number): boolean {
    return (
      view.getUint32(at + ROW.ports) === portsOf(this.destinationPort, this.sourcePort) &&
      view.getUint32(at + ROW.serverAddress0) === this.source0 &&
      view.getUint32(at + ROW.clientAddress0) === this.destination0 &&
      ((this.kind & STATE.ipv6) === 0 || (this.isTailOfServer(view, at, true) && this.isTailOfClient(view, at, false)))
    );
  }

  /** Writes the ends of a new connection. */
  write(view: DataView, at: number, isSourceClient: boolean): void {
    this.isSourceClient = isSourceClient;
    const isIpv6 = (this.kind & STATE.ipv6) !== 0;
    if (isSourceClient) {
      view.setUint32(at + ROW.ports, portsOf(this.sourcePort, this.destinationPort));
      this.writeSource(view, at + ROW.clientAddress0, at + ROW.clientAddress1, isIpv6);
      this.writeDestination(view, at + ROW.serverAddress0, at + ROW.serverAddress1, isIpv6);
    } else {
      view.setUint32(at + ROW.ports, portsOf(this.destinationPort, this.sourcePort));
      this.writeDestination(view, at + ROW.clientAddress0, at + ROW.clientAddress1, isIpv6);
      this.writeSource(view, at + ROW.serverAddress0, at + ROW.serverAddress1, isIpv6);
    }
  }

  /** Both ends are one socket, as after connect() to its own address. */
  get isSelfAddressed(): boolean {
    return (
      this.sourcePort === this.destinationPort &&
      this.source0 === this.destination0 &&
      ((this.kind & STATE.ipv6) === 0 ||
        (this.source1 === this.destination1 &&
          this.source2 === this.destination2 &&
          this.source3 === this.destination3))
    );
  }

  private writeSource(view: DataView, first: number, rest: number, isIpv6: boolean): void {
    view.setUint32(first, this.source0);
    if (isIpv6) {
      view.setUint32(rest, this.source1);
      view.setUint32(rest + 4, this.source2);
      view.setUint32(rest + 8, this.source3);
    }
  }

  private writeDestination(view: DataView, first: number, rest: number, isIpv6: boolean): void {
    view.setUint32(first, this.destination0);
    if (isIpv6) {
      view.setUint32(rest, this.destination1);
      view.setUint32(rest + 4, this.destination2);
      view.setUint32(rest + 8, this.destination3);
    }
  }

  private isTailOfClient(view: DataView, at: number, ofSource: boolean): boolean {
    return (
      view.getUint32(at + ROW.clientAddress1) === (ofSource ? this.source1 : this.destination1) &&
      view.getUint32(at + ROW.clientAddress2) === (ofSource ? this.source2 : this.destination2) &&
      view.getUint32(at + ROW.clientAddress3) === (ofSource ? this.source3 : this.destination3)
    );
  }

  private isTailOfServer(view: DataView, at: number, ofSource: boolean): boolean {
    return (
      view.getUint32(at + ROW.serverAddress1) === (ofSource ? this.source1 : this.destination1) &&
      view.getUint32(at + ROW.serverAddress2) === (ofSource ? this.source2 : this.destination2) &&
      view.getUint32(at + ROW.serverAddress3) === (ofSource ? this.source3 : this.destination3)
    );
  }
}

function portsOf(client: number, server: number): number {
  return ((client << 16) | server) >>> 0;
}

/** The hash of a flow by those of its two ends, whichever comes first. */
export function flowHash(oneEnd: number, otherEnd: number, kind: number): number {
  return (oneEnd + otherEnd + kind) | 0;
}
