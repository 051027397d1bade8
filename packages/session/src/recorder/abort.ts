/** Settles when the signal is given; never where there is no signal. */
export function aborted(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) resolve();
    else signal?.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** Gives how a recording ended for its session.json: the signal's reason, else `completed`. */
export function howItEnded(signal: AbortSignal | undefined): string {
  return signal?.aborted ? String(signal.reason) : 'completed';
}
