import { openWire } from '@sockscope/wire';
import type { Impairment } from '@sockscope/wire';
import type { Needs } from '../script/scenario';
import { openNetworkNamespace } from './network-namespace';
import { HERE } from './place';
import type { Place } from './place';

export type OpenedPlace =
  | { readonly ok: true; readonly place: Place; close(this: void): Promise<void> }
  /** One line: what is missing. */
  | { readonly ok: false; readonly text: string };

/**
 * Makes the place that a scenario needs: two network namespaces with a wire between them; or one of its own, where other
 * traffic cannot disturb it and settings are its own; where none can be made and neither is needed, this machine's loopback
 * interface.
 */
export async function openPlace(needs: Needs): Promise<OpenedPlace> {
  return needs.wire === undefined ? openNamespace(needs) : openWired(needs, needs.wire);
}

async function openNamespace({ settings = {}, mtu }: Needs): Promise<OpenedPlace> {
  const opened = await openNetworkNamespace();
  if (!opened.ok) {
    if (Object.keys(settings).length > 0 || mtu !== undefined) return opened;
    return { ok: true, place: HERE, close: () => Promise.resolve() };
  }
  const { namespace } = opened;
  const close = (): Promise<void> => Promise.resolve(namespace.close());
  const { enter } = namespace;
  const place = {
    ...HERE,
    text: 'a network namespace of its own',
    isShared: false,
    enter: { client: enter, server: enter },
  };
  return prepared(place, close, async () => {
    for (const [name, value] of Object.entries(settings)) await namespace.set(name, value);
    if (mtu !== undefined) await namespace.setMtu(mtu);
  });
}

async function openWired({ settings = {} }: Needs, impairment: Partial<Impairment>): Promise<OpenedPlace> {
  const opened = await openWire(impairment);
  if (!opened.ok) return opened;
  const { wire } = opened;
  const { client, server } = wire;
  const place = {
    text: 'a wire between two network namespaces, captured at the client',
    interface: client.interfaceName,
    isShared: false,
    hosts: { client: client.addresses.ipv4, server: server.addresses.ipv4 },
    enter: { client: client.namespace.enter, server: server.namespace.enter },
    roundTripMs: 2 * ((impairment.delayMs ?? 0) + (impairment.jitterMs ?? 0)),
    wire,
  };
  return prepared(
    place,
    () => wire.close(),
    async () => {
      for (const [name, value] of Object.entries(settings)) {
        await Promise.all([client, server].map(({ namespace }) => namespace.setParameter(name, value)));
      }
    },
  );
}

/** Makes the settings of a place, which is taken away again where one cannot be made. */
async function prepared(place: Place, close: () => Promise<void>, prepare: () => Promise<void>): Promise<OpenedPlace> {
  try {
    await prepare();
    return { ok: true, place, close };
  } catch (error) {
    await close();
    return { ok: false, text: error instanceof Error ? error.message : String(error) };
  }
}
