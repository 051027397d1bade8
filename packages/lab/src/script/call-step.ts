import type { ActorName } from './step';
import { payloadBytes } from './call-request';
import type { CallRequest } from './call-request';

/** What a call of a script must return. */
export type ExpectedResult =
  | { readonly kind: 'success' }
  | { readonly kind: 'exactly'; readonly result: number }
  | { readonly kind: 'between'; readonly least: number; readonly most: number }
  | { readonly kind: 'failure'; readonly errno: string };

/**
 * A call of a script and what it must return. Without a word it must succeed: a send() takes all that it was given, a
 * recv() gives at least a byte.
 */
export class CallStep {
  readonly kind = 'call';
  readonly actor: ActorName;
  readonly request: CallRequest;
  readonly expected: ExpectedResult;

  constructor(actor: ActorName, request: CallRequest, expected: ExpectedResult = usualResult(request)) {
    this.actor = actor;
    this.request = request;
    this.expected = expected;
  }

  /** It returns this number. */
  gives(result: number): CallStep {
    return new CallStep(this.actor, this.request, { kind: 'exactly', result });
  }

  /** It returns a number within these bounds: the kernel decides. */
  givesBetween(least: number, most: number): CallStep {
    return new CallStep(this.actor, this.request, { kind: 'between', least, most });
  }

  /** It fails with this error, such as `EAGAIN`. */
  fails(errno: string): CallStep {
    return new CallStep(this.actor, this.request, { kind: 'failure', errno });
  }
}

function usualResult(request: CallRequest): ExpectedResult {
  switch (request.call) {
    case 'send':
    case 'sendto':
      return { kind: 'exactly', result: payloadBytes(request.payload) };
    case 'recv':
    case 'recvfrom':
      return { kind: 'between', least: 1, most: request.lengthBytes };
    default:
      return { kind: 'success' };
  }
}
