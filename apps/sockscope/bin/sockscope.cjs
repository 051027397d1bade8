#!/usr/bin/env node
const { loadBundle } = require('./bundle.cjs');

// Where a stack is asked for, it names the files of dist/.
const bundle = process.env.SOCKSCOPE_DEBUG ? null : loadBundle();
(bundle ?? require('../dist/main.js')).main(process.argv.slice(2));
