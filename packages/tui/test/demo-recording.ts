import type { Recording } from '@sockscope/session';
import { TcpConversation } from './tcp-conversation';

/** Whole seconds of 2026-01-02T03:04:05Z, so that goldens do not depend on the day. */
const START_NS = 1_767_323_045_000_000_000n;

const GREETING = '你好，TCP客户端！\n';

/**
 * Gives a hand-made recording of what the demo does: one listener that serves `count` connections, one after the other; each
 * client sends a word and gets the greeting back. The last is refused where `withRefused` is set.
 */
export function demoRecording({ count = 1, withRefused = false, live = false } = {}): Recording {
  const conversation = new TcpConversation(START_NS);
  conversation.listen();
  for (let i = 0; i < count; i++) conversation.serve(51_234 + i, '我', GREETING);
  if (withRefused) conversation.refused(51_999);
  return conversation.recording(live ? 'live' : 'ended');
}

/** Text that tries everything on a terminal: colours, clearing, titles, C1 controls, bidi, joiners, lone surrogates, tags. */
export const HOSTILE =
  '\x1b[31m\x1b[2J\x1b]0;PWNED\x07\u009b2J\u009d0;PWNED\u0007\u202eevil\u200d\ufeff\ud800{red-bg}{/escape}\r\n\t\x0e\x9c你';

/** Gives a recording in which every text that comes from outside is hostile. */
export function hostileRecording(): Recording {
  const conversation = new TcpConversation(START_NS, HOSTILE);
  conversation.listen();
  conversation.serve(51_234, HOSTILE, HOSTILE);
  return conversation.recording('ended');
}
