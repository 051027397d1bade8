import type { HandshakePhases } from '../model';

/** Gives the known phases of a handshake as strings of nanoseconds; one that is not known is absent. */
export function phasesJson(phases: HandshakePhases): Readonly<Record<string, string>> {
  const known = Object.entries(phases).filter((entry): entry is [string, bigint] => entry[1] !== null);
  return Object.fromEntries(known.map(([name, durationNs]) => [name, durationNs.toString()]));
}
