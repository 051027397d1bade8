module.exports = { displayName: 'sockscope', preset: '../../tools/jest/preset.cjs' };
