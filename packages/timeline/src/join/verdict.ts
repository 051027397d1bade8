import type { KernelReason, PacketOwner } from '../model';
import type { JoinedCall } from './joined-call';

/** Who made a packet, as the rules find it: a call with the link that it then has, the kernel, or not known. */
export type Verdict =
  | { readonly kind: 'made-by'; readonly call: JoinedCall; readonly text: string | null }
  | Exclude<PacketOwner, { kind: 'call' }>;

/** The kernel as owner; its words are put together only when somebody reads them. */
class KernelVerdict {
  readonly kind = 'kernel';
  readonly reason: KernelReason;
  private readonly words: () => string;

  constructor(reason: KernelReason, words: () => string) {
    this.reason = reason;
    this.words = words;
  }

  get text(): string {
    return this.words();
  }
}

/** A verdict for a packet that a call made. @param text why the packet is what it is, where a reader would wonder */
export function byCall(call: JoinedCall, text: string | null = null): Verdict {
  return { kind: 'made-by', call, text };
}

/** A verdict for a packet that no call made. */
export function byKernel(reason: KernelReason, text: string | (() => string)): Verdict {
  return typeof text === 'string' ? { kind: 'kernel', reason, text } : new KernelVerdict(reason, text);
}

/** A verdict for a packet that nobody can be named for. */
export function byNobodyKnown(text: string): Verdict {
  return { kind: 'unknown', text };
}
