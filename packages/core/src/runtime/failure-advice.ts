import type { ProgramSetup } from '../programs/program';
import { failureText } from '../socket-failure';
import type { SocketFailure } from '../socket-failure';
import { findPortHolder } from './port-holder';

/** Gives a failure in one line, with what the user can do about it where that is known. */
export async function failureAdvice(failure: SocketFailure, setup: ProgramSetup): Promise<string> {
  const advice = await adviceFor(failure, setup);
  return advice === '' ? failureText(failure) : `${failureText(failure)}: ${advice}`;
}

async function adviceFor({ call, name }: SocketFailure, setup: ProgramSetup): Promise<string> {
  const { address, port } = setup.endpoint;
  switch (name) {
    case 'EADDRINUSE': {
      const holder = await findPortHolder(setup.protocol, port);
      if (holder) return `port ${port} is held by ${holder.name} (pid ${holder.pid})`;
      return `to see who holds it: ss -${setup.protocol === 'tcp' ? 't' : 'u'}lnp 'sport = :${port}'`;
    }
    case 'EADDRNOTAVAIL':
      return call === 'bind' ? `no interface of this machine has ${address}` : '';
    case 'EACCES':
      return call === 'bind' && port < 1024 ? 'a port below 1024 needs root or CAP_NET_BIND_SERVICE' : '';
    case 'ECONNREFUSED':
      return 'nothing listens there, or a firewall refuses';
    case 'ENETUNREACH':
    case 'EHOSTUNREACH':
      return `no way to ${address} from this machine`;
    default:
      return '';
  }
}
