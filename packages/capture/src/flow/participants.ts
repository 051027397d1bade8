import type { Connection, FlowEndpoint, PacketFlow } from './connection';

/** The two ends of a connection and how they were told apart. */
export type Participants = Pick<Connection, 'client' | 'server' | 'clientKnownBy'>;

/** Tells whether both ends are one socket, as after connect() to its own address. */
export function isSelfAddressed({ client, server }: Participants): boolean {
  return client.address === server.address && client.port === server.port;
}

/** What TCP connections and UDP exchanges have in common: their ends, and which packets are theirs. */
export class PacketTally {
  readonly index: number;
  private readonly participants: Participants;
  private readonly packets: number[] = [];
  private clientToServer = 0;

  constructor(index: number, participants: Participants) {
    this.index = index;
    this.participants = participants;
  }

  isClient(address: string | null, port: number | null): boolean {
    const { client } = this.participants;
    return client.port === port && client.address === address;
  }

  add(packetNumber: number, fromClient: boolean): void {
    this.packets.push(packetNumber);
    this.clientToServer += fromClient ? 1 : 0;
  }

  /** Adds an ICMP error; it counts as sent by the end that the quoted packet was sent to. */
  addIcmpError(packetNumber: number, quotesClient: boolean): PacketFlow {
    this.add(packetNumber, !quotesClient);
    return {
      connection: this.index,
      fromClient: !quotesClient,
      stream: null,
      acknowledgedBytes: null,
      acknowledgesFin: false,
      isRetransmission: false,
      datagram: null,
      isIcmpError: true,
    };
  }

  /** The list of packets is shared and grows; all else is as it stands now. */
  snapshot<Protocol extends 'tcp' | 'udp'>(
    protocol: Protocol,
  ): Pick<Connection, 'index' | 'client' | 'server' | 'clientKnownBy' | 'packets' | 'packetCount'> & {
    readonly protocol: Protocol;
  } {
    const { index, packets, clientToServer } = this;
    const packetCount = { clientToServer, serverToClient: packets.length - clientToServer };
    return { index, protocol, ...this.participants, packets, packetCount };
  }
}

/** An end as the key of a table: unlike the endpoint itself, equal for equal ends. */
export function endpointKey({ address, port }: FlowEndpoint): string {
  return `${address} ${port}`;
}
