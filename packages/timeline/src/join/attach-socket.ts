import type { Flow, FlowEnd } from './flow';
import type { JoinedCall } from './joined-call';
import { layCalls } from './spans';
import type { Socket } from './socket';

/** Calls that make a socket ready and act on no connection yet. */
const PREPARING: ReadonlySet<string> = new Set(['socket', 'bind', 'setsockopt', 'getsockopt', 'getsockname']);

/** Tells the calls of both ends which connection they act on, and the ends which calls open and close them. */
export function attachSockets(flow: Flow): void {
  for (const end of [flow.client, flow.server]) {
    if (end.socket !== null) {
      attachSocket(end, end.socket);
    }
  }
}

function attachSocket(end: FlowEnd, socket: Socket): void {
  const { index } = end.flow.connection;
  const shownIn = [index];
  let isConnected = socket.connect === null;
  const take = (joined: JoinedCall): void => {
    isConnected ||= joined === socket.connect;
    joined.role = end.side;
    joined.connection = !isConnected && PREPARING.has(joined.call.call) ? null : index;
    joined.shownIn = shownIn;
  };
  if (socket.accept !== null) {
    take(socket.accept);
  }
  socket.calls.forEach(take);
  end.accept = socket.accept;
  end.connect = socket.connect ?? socket.calls.find(opensFast) ?? null;
  end.shutdown = socket.calls.find(shutsWriting) ?? null;
  end.close = socket.close;
  layCalls(end, socket);
}

/** TCP Fast Open: sendto() connects as well (RFC 7413). */
function opensFast({ call }: JoinedCall): boolean {
  return call.arguments.flags?.includes('MSG_FASTOPEN') === true;
}

function shutsWriting({ call }: JoinedCall): boolean {
  const { how } = call.arguments;
  return call.call === 'shutdown' && call.errno === null && (how === 'SHUT_WR' || how === 'SHUT_RDWR');
}
