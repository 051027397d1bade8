/** What is used here of the WebAssembly JavaScript Interface (https://www.w3.org/TR/wasm-js-api); TypeScript knows it as a part of browsers. */
declare namespace WebAssembly {
  class Memory {
    readonly buffer: ArrayBuffer | SharedArrayBuffer;
    /** @throws RangeError where there is no room for so much as the maximum */
    constructor(descriptor: { initial: number; maximum: number; shared?: true });
    /** @throws RangeError where there is no more memory */
    grow(pages: number): number;
  }

  class Module {
    constructor(bytes: Uint8Array);
  }

  class Instance {
    readonly exports: Readonly<Record<string, unknown>>;
    constructor(module: Module, imports: { env: { memory: Memory } });
  }
}
