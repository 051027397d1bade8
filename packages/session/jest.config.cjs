module.exports = { displayName: 'session', preset: '../../tools/jest/preset.cjs' };
