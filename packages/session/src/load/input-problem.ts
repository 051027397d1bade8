import { printable } from '../printable';
import type { InputProblem } from '../recording';

/** Gives a problem as the line that tells of it: `run/packets.pcap: byte 4096: record claims 4294967295 bytes`. */
export function inputProblem(file: string, byteOffset: number | null, text: string): InputProblem {
  const name = printable(file);
  const place = byteOffset === null ? '' : `byte ${byteOffset}: `;
  return { file: name, byteOffset, text: `${name}: ${place}${printable(text)}` };
}

/** The same for inputs that do not go together: packets of two captures have no common order that could be trusted. */
export function secondCaptureProblem(file: string, first: string): InputProblem {
  const text = `a second capture beside ${printable(first)}: one recording has one; compare takes several`;
  return { ...inputProblem(file, null, text), kind: 'usage' };
}
