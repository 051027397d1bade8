// `npm start [-- ARGUMENTS]`: sets up, then is `sockscope demo`: in this process, so that signals reach it as they are.
const path = require('node:path');
const { root, setUp } = require('./setup.cjs');

setUp();

const command = path.join(root, 'apps', 'sockscope', 'bin', 'sockscope.cjs');
process.argv = [process.execPath, command, 'demo', ...process.argv.slice(2)];
require(command);
