import { firstIndex } from './first-index';

/**
 * Gives where among packets in capture order the one of a number stands; -1: it is not there. Those of a whole capture are
 * found at once.
 */
export function placeOfPacket<Each>(
  packets: readonly Each[],
  numberOf: (packet: Each) => number,
  number: number,
): number {
  const isAt = (place: number): boolean => {
    const packet = packets[place];
    return packet !== undefined && numberOf(packet) === number;
  };
  if (isAt(number - 1)) return number - 1;
  const place = firstIndex(packets.length, (at) => {
    const packet = packets[at];
    return packet !== undefined && numberOf(packet) < number;
  });
  return isAt(place) ? place : -1;
}
