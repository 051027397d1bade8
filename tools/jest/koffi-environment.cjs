const { TestEnvironment } = require('jest-environment-node');
const koffi = require('koffi');

/** Hands the sandbox the koffi that this worker process loaded, outside the sandbox's module registry. */
module.exports = class KoffiEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global.__KOFFI__ = koffi;
  }
};
