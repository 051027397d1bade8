module.exports = { displayName: 'core', preset: '../../tools/jest/preset.cjs' };
