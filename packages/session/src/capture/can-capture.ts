import { closeSync, openSync } from 'node:fs';
import { devNull } from 'node:os';
import type { CaptureFailure } from './packet-capture';
import { startCapture } from './start-capture';

/** What a machine can record with. */
export type CaptureAbility =
  { readonly ok: true; readonly capturedWith: string } | { readonly ok: false; readonly failure: CaptureFailure };

/** Tells whether this process may capture on an interface, by trying: rights have too many sources to be looked up. */
export async function canCapture(interfaceName: string): Promise<CaptureAbility> {
  const descriptor = openSync(devNull, 'w');
  try {
    const started = await startCapture({ interface: interfaceName, filter: [], descriptor });
    if (!started.ok) return started;
    await started.capture.stop();
    return { ok: true, capturedWith: started.capture.capturedWith };
  } finally {
    closeSync(descriptor);
  }
}
