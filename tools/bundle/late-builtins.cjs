/** Modules of Node that most commands import and never use, and that take milliseconds to load. */
const LATE = /^node:(child_process|net|timers\/promises|zlib)$/;

/**
 * What they are until something of them is asked for: all that is bundled asks when it uses it. To the compiler's helpers for
 * `import * as` and for default imports they are modules of ECMAScript, which these leave as they are.
 */
const contentsOf = (name) => `
let loaded;
const load = () => (loaded ??= require(${JSON.stringify(name)}));
const get = (_, key) => (key === '__esModule' ? true : key === 'default' ? load() : load()[key]);
module.exports = new Proxy({}, { get });
`;

/** A plugin for esbuild: some modules of Node are loaded when they are used first. */
function lateBuiltins() {
  return {
    name: 'late-builtins',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: LATE }, ({ path: name, namespace }) =>
        namespace === 'late' ? { path: name, external: true } : { path: name, namespace: 'late' },
      );
      onLoad({ filter: /./, namespace: 'late' }, ({ path: name }) => ({ contents: contentsOf(name) }));
    },
  };
}

module.exports = { lateBuiltins };
