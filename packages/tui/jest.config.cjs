module.exports = { displayName: 'tui', preset: '../../tools/jest/preset.cjs' };
