import { join } from 'node:path';

/** Gives the command of a plain Node program that talks over loopback and writes a trace, as core's programs do. */
export function tracedProgram(
  role: 'server' | 'client',
  protocol: 'tcp' | 'udp',
  host: string,
  port: number,
  count = 1,
): readonly string[] {
  return [process.execPath, join(__dirname, 'traced-program.cjs'), role, protocol, host, `${port}`, `${count}`];
}
