import type { AcceptWaits } from './accept-waits';
import type { FlowEnd } from './flow';
import { callName } from './joined-call';
import { byKernel, byNobodyKnown } from './link-book';
import type { Verdict } from './link-book';
import type { Segment } from './tcp-track';

/** Tells who made the first SYN: connect(), or the sendto(MSG_FASTOPEN) that stands for it. */
export function synVerdict(end: FlowEnd): Verdict {
  return end.connect === null
    ? byNobodyKnown(end.ambiguity ?? "the client's connect() was not traced")
    : { kind: 'made-by', call: end.connect };
}

/**
 * Tells who made a SYN-ACK: the server's kernel, because the socket listens. accept() makes no packet, and whether
 * it waits already is said because the reader expects otherwise.
 */
export function synAckVerdict(server: FlowEnd, { packet }: Segment, waits: AcceptWaits | null): Verdict {
  const { listener, flow } = server;
  if (flow.isSelfConnected) {
    return byKernel('handshake-answer', 'the socket is connected to itself: its kernel answers its own SYN');
  }
  if (listener === null || waits === null || packet.timestampNs === null) {
    return byKernel('handshake-answer', "the server's kernel answers for a listening socket; no accept() is needed");
  }
  return byKernel(
    'handshake-answer',
    `the kernel answers for listen(${listener.fd}); ${acceptText(server, packet.timestampNs, waits)}`,
  );
}

function acceptText({ listener, accept }: FlowEnd, timeNs: bigint, waits: AcceptWaits): string {
  const name = accept === null ? `accept(${listener?.fd ?? '?'})` : callName(accept);
  switch (waits.at(timeNs)) {
    case 'none':
      return 'accept() has not been called yet';
    case 'waiting':
      return `${name} was already waiting`;
    case 'away':
      return `${name} is not waiting now: the connection will be queued`;
  }
}
