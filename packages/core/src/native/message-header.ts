import type { Message } from '../message';
import { libc } from './libc';

// Offsets in struct msghdr and struct iovec on a 64-bit machine: recvmsg(2). Pointers and sizes are 64-bit words.
const MSGHDR_BYTES = 56;
const NAME = 0;
const NAME_LENGTH = 8;
const VECTOR = 16;
const VECTOR_LENGTH = 24;
const CONTROL = 32;
const CONTROL_LENGTH = 40;
const FLAGS = 48;
const IOVEC_BYTES = 16;
const BASE = 0;
const LENGTH = 8;
const LITTLE_ENDIAN = true;

/** struct msghdr with one struct iovec, filled from a Message for a call and read back into it. One call at a time. */
export class MessageHeader {
  private readonly header = new Uint8Array(MSGHDR_BYTES);
  private readonly vector = new Uint8Array(IOVEC_BYTES);
  private readonly headerView = new DataView(this.header.buffer);
  private readonly vectorView = new DataView(this.vector.buffer);

  /** Gives the structure for sendmsg(). Control messages are not sent. */
  toSend(message: Message): Uint8Array {
    return this.fill(message, message.address?.lengthBytes ?? 0, 0);
  }

  /** Gives the structure for recvmsg(). */
  toReceive(message: Message): Uint8Array {
    message.address?.clear();
    return this.fill(message, message.address?.lengthBytes ?? 0, message.control.byteLength);
  }

  /** Puts what recvmsg() filled in into the message; nothing where it failed. */
  received(message: Message, hasFailed: boolean): void {
    message.controlLengthBytes = 0;
    message.flags = 0;
    if (hasFailed) return;
    if (message.address) message.address.lengthCell[0] = this.headerView.getUint32(NAME_LENGTH, LITTLE_ENDIAN);
    message.controlLengthBytes = Number(this.headerView.getBigUint64(CONTROL_LENGTH, LITTLE_ENDIAN));
    message.flags = this.headerView.getInt32(FLAGS, LITTLE_ENDIAN);
  }

  private fill(
    { buffer, lengthBytes, address, control }: Message,
    nameBytes: number,
    controlBytes: number,
  ): Uint8Array {
    const { headerView, vectorView } = this;
    const { address: pointerTo } = libc();
    vectorView.setBigUint64(BASE, pointerTo(buffer), LITTLE_ENDIAN);
    vectorView.setBigUint64(LENGTH, BigInt(lengthBytes), LITTLE_ENDIAN);
    headerView.setBigUint64(NAME, pointerTo(address?.bytes ?? null), LITTLE_ENDIAN);
    headerView.setUint32(NAME_LENGTH, nameBytes, LITTLE_ENDIAN);
    headerView.setBigUint64(VECTOR, pointerTo(this.vector), LITTLE_ENDIAN);
    headerView.setBigUint64(VECTOR_LENGTH, 1n, LITTLE_ENDIAN);
    headerView.setBigUint64(CONTROL, pointerTo(controlBytes > 0 ? control : null), LITTLE_ENDIAN);
    headerView.setBigUint64(CONTROL_LENGTH, BigInt(controlBytes), LITTLE_ENDIAN);
    headerView.setInt32(FLAGS, 0, LITTLE_ENDIAN);
    return this.header;
  }
}
