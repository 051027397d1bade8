module.exports = { displayName: 'capture', preset: '../../tools/jest/preset.cjs' };
