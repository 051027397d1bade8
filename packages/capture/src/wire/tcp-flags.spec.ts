import { flagText } from './tcp-flags';

test.each([
  [0x002, 'S'],
  [0x012, 'S.'],
  [0x010, '.'],
  [0x018, 'P.'],
  [0x011, 'F.'],
  [0x019, 'FP.'],
  [0x014, 'R.'],
  [0x0c2, 'SEW'],
  [0x1c2, 'SEW'],
  [0x000, 'none'],
])('flagText(0x%s) has tcpdump letters in its order', (flags, text) => {
  expect(flagText(flags)).toBe(text);
});
