module.exports = { displayName: 'timeline', preset: '../../tools/jest/preset.cjs' };
