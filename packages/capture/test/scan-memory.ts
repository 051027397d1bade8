import { ScanMemory } from '../src/assembly/scan-memory';

/** A new memory. Where tests run there has to be one. */
export function scanMemory(): ScanMemory {
  const memory = ScanMemory.create();
  if (memory === null) {
    throw new Error('no memory of WebAssembly');
  }
  return memory;
}
