module.exports = { displayName: 'lab', preset: '../../tools/jest/preset.cjs' };
