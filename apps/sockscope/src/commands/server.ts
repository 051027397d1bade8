import { runTraced, type TraceOptions } from './run-traced';

export interface ServerOptions extends TraceOptions {
  readonly article?: boolean;
  readonly host: string;
  readonly port: number;
  readonly backlog: number;
  readonly buffer?: number;
  readonly timeout?: number;
  readonly count?: number;
  readonly acceptDelay: number;
}

/** `sockscope server`: serves until it is ended, or until `--count` is reached. */
export async function server(protocol: 'tcp' | 'udp', options: ServerOptions): Promise<number> {
  const { article = false, host, port, backlog, buffer, timeout, count, acceptDelay } = options;
  return runTraced(
    {
      role: 'server',
      protocol,
      article,
      host,
      port,
      backlog,
      acceptDelayMs: acceptDelay,
      ...(buffer !== undefined && { bufferBytes: buffer }),
      ...(timeout !== undefined && { timeoutMs: timeout }),
      ...(count !== undefined && { count }),
    },
    options,
  );
}
