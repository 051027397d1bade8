import type { TracedCall } from '@sockscope/core/trace';
import type { FilterField } from '../filter-field';

const MOVING: ReadonlySet<string> = new Set([
  'send',
  'sendto',
  'sendmsg',
  'write',
  'recv',
  'recvfrom',
  'recvmsg',
  'read',
]);

/** Bytes of data that a row moves. */
export const BYTE_FIELD: FilterField = {
  name: 'bytes',
  aliases: ['tcp.len', 'udp.length'],
  type: 'number',
  help: 'bytes of data that a packet carries, or that a call sent or received',
  example: 'bytes > 1000',
  read: ({ event }) => {
    if (event.kind === 'packet') return event.packet.packet.payloadBytes;
    return event.kind === 'call' ? movedBytes(event.call.call) : null;
  },
};

function movedBytes({ call, result }: TracedCall): number | null {
  return MOVING.has(call) && result !== null && result >= 0 ? result : null;
}
