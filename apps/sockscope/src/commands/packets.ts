import { packetJson, packetLine } from '@sockscope/capture';
import { load } from '../load';
import { printLines } from '../output';
import { printJson } from '../print-json';

export interface PacketsOptions {
  readonly json?: boolean;
}

/** `sockscope packets`: one line a packet. */
export async function packets(inputs: readonly string[], { json }: PacketsOptions): Promise<number> {
  const { recording, status } = await load(inputs);
  if (json) await printJson(mapLazily(recording.packets, packetJson));
  else await printLines(mapLazily(recording.packets, packetLine));
  return status;
}

function* mapLazily<From, To>(items: readonly From[], change: (item: From) => To): Generator<To> {
  for (const item of items) yield change(item);
}
