import type { Needs } from '../script/scenario';
import { openNetworkNamespace } from './network-namespace';
import { HERE } from './place';
import type { Place } from './place';

export type OpenedPlace =
  | { readonly ok: true; readonly place: Place; close(this: void): void }
  /** One line: what is missing. */
  | { readonly ok: false; readonly text: string };

/**
 * Makes the place that a scenario needs: a network namespace of its own, where other traffic cannot disturb it and
 * settings are its own; where none can be made and no settings are needed, this machine's loopback interface.
 */
export async function openPlace({ settings = {}, mtu }: Needs): Promise<OpenedPlace> {
  const opened = await openNetworkNamespace();
  if (!opened.ok) {
    if (Object.keys(settings).length > 0 || mtu !== undefined) return opened;
    return { ok: true, place: HERE, close: () => undefined };
  }
  const { namespace } = opened;
  try {
    for (const [name, value] of Object.entries(settings)) await namespace.set(name, value);
    if (mtu !== undefined) await namespace.setMtu(mtu);
  } catch (error) {
    namespace.close();
    return { ok: false, text: error instanceof Error ? error.message : String(error) };
  }
  const place = { ...HERE, text: 'a network namespace of its own', enter: namespace.enter };
  return { ok: true, place, close: () => namespace.close() };
}
