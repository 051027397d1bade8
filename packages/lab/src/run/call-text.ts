import type { CallRequest } from '../script/call-request';

/** Gives a call of a script in short: `send(c)`, `socket(c)`. */
export function callText(request: CallRequest): string {
  return `${request.call}(${request.call === 'socket' ? request.as : request.fd})`;
}
