import { decodeControlMessages } from './control-message';
import type { ControlMessage } from './control-message';
import type { Sockaddr } from './sockaddr';

/** What a Message is made of; everything but the data may be absent. */
export interface MessageParts {
  /** The data: sent from here, or received into it. */
  readonly buffer: Uint8Array;
  /** sendmsg(): where to; recvmsg(): filled with where from. */
  readonly address?: Sockaddr;
  /** Room for control messages, as recvmsg() gives them: see control-message.ts. */
  readonly controlBytes?: number;
}

/**
 * sendmsg(2)'s and recvmsg(2)'s struct msghdr, with one buffer: what goes in, and after recvmsg() what came.
 * Can be used again and again.
 */
export class Message {
  readonly buffer: Uint8Array;
  readonly address: Sockaddr | null;
  readonly control: Uint8Array;
  /** How many bytes of `buffer` are sent, or may be filled. */
  lengthBytes: number;
  /** How many bytes of `control` the last recvmsg() filled. */
  controlLengthBytes = 0;
  /** `msg_flags` of the last recvmsg(): MSG_TRUNC, MSG_CTRUNC, MSG_ERRQUEUE, ... */
  flags = 0;

  constructor({ buffer, address, controlBytes = 0 }: MessageParts) {
    this.buffer = buffer;
    this.lengthBytes = buffer.byteLength;
    this.address = address ?? null;
    this.control = new Uint8Array(controlBytes);
  }

  /** The control messages of the last recvmsg(). */
  get controlMessages(): ControlMessage[] {
    return decodeControlMessages(this.control.subarray(0, this.controlLengthBytes));
  }
}
