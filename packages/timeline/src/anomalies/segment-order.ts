import type { CapturedPacket } from '@sockscope/capture';
import { FIN, RST, SYN } from '../tcp-flags';

/** How far the stream of one direction has come. */
interface Direction {
  /** The byte after the highest that was seen. */
  highest: number;
  /** Acknowledged bytes and window of the last bare ACK. */
  acknowledged: number | null;
  windowBytes: number;
}

/** What the order of one connection's segments shows. */
export interface OrderFinding {
  readonly kind: 'out-of-order' | 'missing-data' | 'duplicate-ack';
  readonly text: string;
}

/** Follows the segments of one connection in capture order and finds what stands out of it. */
export class SegmentOrder {
  readonly #toServer: Direction = { highest: 0, acknowledged: null, windowBytes: -1 };
  readonly #toClient: Direction = { highest: 0, acknowledged: null, windowBytes: -1 };
  readonly #beganWithSyn: boolean;

  constructor(beganWithSyn: boolean) {
    this.#beganWithSyn = beganWithSyn;
  }

  add({ tcp, flow, payloadBytes }: CapturedPacket): OrderFinding | null {
    if (tcp === null || flow === null) return null;
    const own = flow.fromClient ? this.#toServer : this.#toClient;
    const other = flow.fromClient ? this.#toClient : this.#toServer;
    if (flow.stream !== null) {
      own.acknowledged = null;
      return flow.isRetransmission || flow.isProbe === true ? null : placed(flow.stream, own, this.#beganWithSyn);
    }
    const isBareAck = (tcp.flags & (SYN | FIN | RST)) === 0 && payloadBytes === 0;
    return isBareAck ? acknowledged(flow.acknowledgedBytes, tcp.windowBytes, own, other) : null;
  }
}

function placed(
  { from, to }: { readonly from: number; readonly to: number },
  own: Direction,
  beganWithSyn: boolean,
): OrderFinding | null {
  const { highest } = own;
  own.highest = Math.max(highest, to);
  if (from < highest) {
    return { kind: 'out-of-order', text: `bytes ${from} to ${to} came after byte ${highest} had come` };
  }
  const isGap = from > highest && (highest > 0 || beganWithSyn);
  return isGap ? { kind: 'missing-data', text: `bytes ${highest} to ${from} were not seen before it` } : null;
}

/** The same acknowledgment and window again, while later bytes of the other end have been seen (RFC 5681 §2). */
function acknowledged(
  bytes: number | null,
  windowBytes: number,
  own: Direction,
  other: Direction,
): OrderFinding | null {
  const isSame = bytes !== null && bytes === own.acknowledged && windowBytes === own.windowBytes;
  own.acknowledged = bytes;
  own.windowBytes = windowBytes;
  if (!isSame || other.highest <= bytes) return null;
  return { kind: 'duplicate-ack', text: `byte ${bytes} is awaited still; ${other.highest} bytes had been sent` };
}
