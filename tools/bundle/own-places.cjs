const fs = require('node:fs');
const path = require('node:path');

/** The bundle's own place, where no name of a file hides it. */
const BANNER = 'const BUNDLE_FOLDER = __dirname;';

/**
 * A plugin for esbuild: code of ours that looks for files beside itself finds them where it stood before it was bundled.
 *
 * @param folder Where the bundle will be.
 */
function ownPlaces(folder) {
  return {
    name: 'own-places',
    setup({ initialOptions, onLoad }) {
      initialOptions.banner = { js: BANNER };
      onLoad({ filter: /\/(apps|packages)\/[^/]+\/dist\/.*\.js$/ }, ({ path: file }) => {
        const text = fs.readFileSync(file, 'utf8');
        if (!/\b__(dirname|filename)\b/.test(text)) return undefined;
        const place = placeOf(path.relative(folder, file));
        // Before a directive it would be none.
        return { contents: text.replace(/^("use strict";)?/, (directive) => directive + place) };
      });
    },
  };
}

function placeOf(relativePath) {
  const [file, directory] = [relativePath, path.dirname(relativePath)].map(
    (place) => `require("node:path").join(BUNDLE_FOLDER, ${JSON.stringify(place)})`,
  );
  return `const __filename = ${file}, __dirname = ${directory};`;
}

module.exports = { ownPlaces };
