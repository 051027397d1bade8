module.exports = { displayName: 'wire', preset: '../../tools/jest/preset.cjs' };
