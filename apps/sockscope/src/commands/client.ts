import type { HostAndPort } from '../arguments';
import { runTraced, type TraceOptions } from './run-traced';

export interface ClientOptions extends TraceOptions {
  readonly article?: boolean;
  readonly host: string;
  readonly port: number;
  readonly buffer?: number;
  readonly timeout?: number;
}

/** `sockscope client`: sends its input; an address on the command line comes before `--host` and `--port`. */
export async function client(
  protocol: 'tcp' | 'udp',
  address: HostAndPort | undefined,
  options: ClientOptions,
): Promise<number> {
  const { article = false, buffer, timeout } = options;
  return runTraced(
    {
      role: 'client',
      protocol,
      article,
      host: address?.host ?? options.host,
      port: address?.port ?? options.port,
      ...(buffer !== undefined && { bufferBytes: buffer }),
      ...(timeout !== undefined && { timeoutMs: timeout }),
    },
    options,
  );
}
