module.exports = {
  displayName: 'sockscope',
  preset: '../../tools/jest/preset.cjs',
  // Whole programs run here, several a test.
  testTimeout: 60_000,
};
