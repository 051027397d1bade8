import type { Packet } from '../wire/packet';
import { OPEN } from './close-tracker';
import type { Connection, PacketFlow } from './connection';
import { UNSEEN_HANDSHAKE } from './handshake-tracker';
import type { Participants } from './participants';
import { PacketTally } from './participants';

interface Direction {
  datagrams: number;
  payloadBytes: number;
}

/** The datagrams between two endpoints. */
export class UdpExchange {
  private readonly tally: PacketTally;
  private readonly toServer: Direction = { datagrams: 0, payloadBytes: 0 };
  private readonly toClient: Direction = { datagrams: 0, payloadBytes: 0 };

  constructor(index: number, participants: Participants) {
    this.tally = new PacketTally(index, participants);
  }

  add(packet: Packet): PacketFlow {
    const fromClient = this.isSentByClient(packet);
    const direction = fromClient ? this.toServer : this.toClient;
    const datagram = direction.datagrams;
    direction.datagrams += 1;
    direction.payloadBytes += packet.payloadBytes ?? 0;
    this.tally.add(packet.number, fromClient);
    return {
      connection: this.tally.index,
      fromClient,
      stream: null,
      acknowledgedBytes: null,
      acknowledgesFin: false,
      isRetransmission: false,
      datagram,
      isIcmpError: false,
    };
  }

  /** Takes an ICMP error that quotes one of the datagrams. */
  addIcmpError(packet: Packet, quotesClient: boolean): PacketFlow {
    return this.tally.addIcmpError(packet.number, quotesClient);
  }

  snapshot(): Connection {
    return {
      ...this.tally.snapshot('udp'),
      payloadBytes: { clientToServer: this.toServer.payloadBytes, serverToClient: this.toClient.payloadBytes },
      handshake: UNSEEN_HANDSHAKE,
      close: OPEN,
    };
  }

  /** Tells whether a packet, or a quoted one, is the client's. */
  isSentByClient({ source, sourcePort }: Pick<Packet, 'source' | 'sourcePort'>): boolean {
    return this.tally.isClient(source, sourcePort);
  }
}
