import type { CapturedPacket } from '../flow/connection';
import { decodeErrorReason } from '../wire/decode-error-text';
import { timestampTextOrNull } from './timestamp-text';

/** A packet as one JSON object; what does not apply is absent. Ready for JSON.stringify(). */
export interface PacketJson {
  readonly number: number;
  /** `seconds.nnnnnnnnn` */
  readonly timestamp: string | null;
  readonly wireBytes: number;
  readonly capturedBytes: number;
  readonly source: string | null;
  readonly destination: string | null;
  readonly ipProtocol?: number;
  readonly protocol: 'tcp' | 'udp' | 'icmp' | 'icmpv6' | null;
  readonly sourcePort?: number;
  readonly destinationPort?: number;
  readonly flags?: number;
  readonly flagText?: string;
  readonly sequence?: number;
  readonly acknowledgment?: number;
  readonly payloadBytes?: number;
  readonly connection?: number;
  readonly problem?: { readonly layer: string; readonly offset: number; readonly reason: string };
}

/** Gives a packet as `packets --json` prints it. */
export function packetJson(packet: CapturedPacket): PacketJson {
  const { tcp, flow, problem } = packet;
  return {
    number: packet.number,
    timestamp: timestampTextOrNull(packet.timestampNs),
    wireBytes: packet.wireBytes,
    capturedBytes: packet.capturedBytes,
    source: packet.source,
    destination: packet.destination,
    ...(packet.ipProtocol === null ? {} : { ipProtocol: packet.ipProtocol }),
    protocol: packet.protocol,
    ...(packet.sourcePort === null ? {} : { sourcePort: packet.sourcePort }),
    ...(packet.destinationPort === null ? {} : { destinationPort: packet.destinationPort }),
    ...(tcp === null
      ? {}
      : { flags: tcp.flags, flagText: tcp.flagText, sequence: tcp.sequence, acknowledgment: tcp.acknowledgment }),
    ...(packet.payloadBytes === null ? {} : { payloadBytes: packet.payloadBytes }),
    ...(flow === null ? {} : { connection: flow.connection }),
    ...(problem === null
      ? {}
      : { problem: { layer: problem.layer, offset: problem.offset, reason: decodeErrorReason(problem) } }),
  };
}
