import { concatenate } from './variants';

const NOTHING = new Uint8Array();

interface EnhancedPacketFields {
  readonly interface?: number;
  readonly count?: bigint;
  readonly captured?: number;
  readonly wire?: number;
  readonly options?: Uint8Array;
}

/** Writes the blocks of a pcapng file, right or wrong: lengths can be made to lie. */
export class PcapngWriter {
  private readonly littleEndian: boolean;

  constructor(littleEndian = true) {
    this.littleEndian = littleEndian;
  }

  /** @param lies Lengths to be written at the beginning and at the end instead of the true ones. */
  block(type: number, body: Uint8Array, lies: { length?: number; trailer?: number } = {}): Uint8Array {
    const total = 12 + Math.ceil(body.length / 4) * 4;
    const length = lies.length ?? total;
    const block = new Uint8Array(total);
    const view = new DataView(block.buffer);
    view.setUint32(0, type, this.littleEndian);
    view.setUint32(4, length, this.littleEndian);
    block.set(body, 8);
    view.setUint32(total - 4, lies.trailer ?? length, this.littleEndian);
    return block;
  }

  section({ major = 1, minor = 0 } = {}): Uint8Array {
    return this.block(0x0a0d0d0a, concatenate([this.words(0x1a2b3c4d), this.halves(major, minor), this.words(-1, -1)]));
  }

  interface(linkType = 101, options: readonly (readonly [code: number, value: Uint8Array])[] = [], snaplenBytes = 0) {
    const body = [this.halves(linkType, 0), this.words(snaplenBytes)];
    return this.block(1, concatenate([...body, ...options.map(([code, value]) => this.option(code, value))]));
  }

  option(code: number, value: Uint8Array, lengthBytes = value.length): Uint8Array {
    const padding = new Uint8Array((4 - (value.length % 4)) % 4);
    return concatenate([this.halves(code, lengthBytes), value, padding]);
  }

  /** The value of if_tsoffset. */
  seconds(offset: bigint): Uint8Array {
    const value = new Uint8Array(8);
    new DataView(value.buffer).setBigInt64(0, offset, this.littleEndian);
    return value;
  }

  enhancedPacket(frame: Uint8Array, fields: EnhancedPacketFields = {}): Uint8Array {
    const {
      interface: number = 0,
      count = 0n,
      captured = frame.length,
      wire = frame.length,
      options = NOTHING,
    } = fields;
    const head = this.words(number, Number(count >> 32n), Number(count & 0xffffffffn), captured, wire);
    return this.block(6, concatenate([head, padded(frame), options]));
  }

  simplePacket(frame: Uint8Array, wire = frame.length): Uint8Array {
    return this.block(3, concatenate([this.words(wire), frame]));
  }

  obsoletePacket(frame: Uint8Array, count: bigint): Uint8Array {
    const times = this.words(Number(count >> 32n), Number(count & 0xffffffffn), frame.length, frame.length);
    return this.block(2, concatenate([this.halves(0, 7), times, frame]));
  }

  words(...values: readonly number[]): Uint8Array {
    const bytes = new Uint8Array(values.length * 4);
    const view = new DataView(bytes.buffer);
    values.forEach((value, index) => view.setUint32(index * 4, value, this.littleEndian));
    return bytes;
  }

  private halves(...values: readonly number[]): Uint8Array {
    const bytes = new Uint8Array(values.length * 2);
    const view = new DataView(bytes.buffer);
    values.forEach((value, index) => view.setUint16(index * 2, value, this.littleEndian));
    return bytes;
  }
}

function padded(bytes: Uint8Array): Uint8Array {
  return concatenate([bytes, new Uint8Array((4 - (bytes.length % 4)) % 4)]);
}
