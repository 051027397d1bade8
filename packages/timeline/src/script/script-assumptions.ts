import type { CapturedPacket, Connection, PacketFlow } from '@sockscope/capture';
import type { TracedCall } from '@sockscope/core/trace';
import type { NotedCall } from './call-notation';
import type { NotedPacket } from './packet-notation';

/** What a line of a script says of a call beside its notation. */
export type NotedCallLine = NotedCall & Pick<TracedCall, 'sequence' | 'enterNs' | 'returnNs' | 'result' | 'errno'>;

/** A call of which only its line is known. What it was not is said beside it. */
export function assumedCall(noted: NotedCallLine): TracedCall {
  return { ...noted, thread: 0, local: null, peer: null, data: null };
}

/** The numbers of a packet's notation. */
export interface RelativeNumbers {
  readonly sequence: number;
  readonly acknowledged: number | null;
}

/** Reads the numbers of a packet's notation; zeros where it has none. */
export function relativeNumbersOf(notation: string): RelativeNumbers {
  const ack = / ack (\d+)/.exec(notation)?.[1];
  return {
    sequence: Number(/ (\d+):/.exec(notation)?.[1] ?? 0),
    acknowledged: ack === undefined ? null : Number(ack),
  };
}

/** A packet of which only its line is known. */
export function assumedPacket(
  noted: NotedPacket,
  { number, timestampNs, fromClient }: { number: number; timestampNs: bigint | null; fromClient: boolean },
  connection: Pick<Connection, 'index' | 'client' | 'server'>,
  relative: RelativeNumbers,
): CapturedPacket {
  const [from, to] = fromClient ? [connection.client, connection.server] : [connection.server, connection.client];
  return {
    ...noted,
    number,
    timestampNs,
    ...frameOf(noted),
    source: from.address,
    destination: to.address,
    sourcePort: from.port,
    destinationPort: to.port,
    icmp: null,
    problem: null,
    flow: assumedFlow(noted, connection.index, fromClient, relative),
  };
}

/** A script does not keep where the frame stood in its file, nor how long it was. */
export function frameOf({
  payloadBytes,
}: Pick<CapturedPacket, 'payloadBytes'>): Pick<
  CapturedPacket,
  'wireBytes' | 'capturedBytes' | 'frameOffset' | 'linkType'
> {
  return { wireBytes: payloadBytes ?? 0, capturedBytes: payloadBytes ?? 0, frameOffset: 0, linkType: 1 };
}

function assumedFlow(
  { tcp, payloadBytes }: NotedPacket,
  connection: number,
  fromClient: boolean,
  { sequence, acknowledged }: RelativeNumbers,
): PacketFlow {
  const bytes = payloadBytes ?? 0;
  const from = Math.max(0, sequence - 1);
  return {
    connection,
    fromClient,
    stream: tcp === null || bytes === 0 ? null : { from, to: from + bytes },
    acknowledgedBytes: acknowledged === null ? null : Math.max(0, acknowledged - 1),
    acknowledgesFin: false,
    isRetransmission: false,
    datagram: null,
    isIcmpError: false,
  };
}
