export type * from './wire/decode-error';
export type * from './wire/packet';
export type * from './flow/connection';
export type * from './wire/packet-detail';
