// Shared Jest settings. `testEnvironment` and the koffi mapping exist because a native add-on that is
// loaded again for every test file keeps its memory: it is loaded once per Jest worker instead.
const path = require('node:path');

const here = (file) => path.join(__dirname, file);

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: here('koffi-environment.cjs'),
  moduleNameMapper: { '^koffi$': here('koffi-shared.cjs') },
  testEnvironmentOptions: {
    customExportConditions: ['@sockscope/source', 'node', 'require', 'default'],
    // What the shared koffi holds outlives a test file on purpose; Jest would warn of each use.
    globalsCleanup: 'off',
  },
  // A machine that many share may stand still for seconds; a test that hangs still ends.
  testTimeout: 30_000,
  testMatch: ['**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/out-tsc/'],
  modulePathIgnorePatterns: ['/dist/', '/out-tsc/'],
  transform: {
    '^.+\\.[cm]?[tj]s$': [
      '@swc/jest',
      {
        swcrc: false,
        sourceMaps: 'inline',
        jsc: { parser: { syntax: 'typescript' }, target: 'es2022', keepClassNames: true },
        module: { type: 'commonjs' },
      },
    ],
  },
  // get-east-asian-width is published as an ES module only; Node >= 20.19 can require() it, Jest cannot.
  transformIgnorePatterns: ['/node_modules/(?!get-east-asian-width/)'],
  moduleFileExtensions: ['ts', 'js', 'cjs', 'json', 'node'],
  coverageProvider: 'v8',
  collectCoverageFrom: ['src/**/*.ts', '!src/**/*.spec.ts', '!src/**/*.d.ts'],
};
