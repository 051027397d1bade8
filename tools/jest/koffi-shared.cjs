module.exports = globalThis.__KOFFI__;
