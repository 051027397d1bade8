export type * from './recording';
export type { ByteRange, CapturedPacket, Connection, DecodeError, PacketDetail, PacketField } from '@sockscope/capture';
