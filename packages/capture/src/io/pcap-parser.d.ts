/** The part of pcap-parser 0.2.1 that is used; the package ships no types. */
declare module 'pcap-parser' {
  import type { EventEmitter } from 'node:events';

  /** Fields of a record header as the file holds them. */
  interface PacketHeader {
    readonly timestampSeconds: number;
    /** Microseconds by name; a nanosecond file's units are nanoseconds. */
    readonly timestampMicroseconds: number;
    readonly capturedLength: number;
    readonly originalLength: number;
  }

  interface Packet {
    readonly header: PacketHeader;
    readonly data: Buffer;
  }

  interface Parser {
    on(event: 'packetHeader', listener: (header: PacketHeader) => void): this;
    on(event: 'packet', listener: (packet: Packet) => void): this;
  }

  /** The stream must have pause() and resume(); its `data` events are parsed before emit() returns. */
  export function parse(stream: EventEmitter & { pause(): unknown; resume(): unknown }): Parser;
}
