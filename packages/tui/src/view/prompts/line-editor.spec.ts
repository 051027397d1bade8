import { editLine } from './line-editor';
import { openPrompt } from './prompt-state';

/** The line after these keys, with `|` where the cursor is. */
function edited(text: string, ...keys: readonly string[]): string {
  let line = openPrompt('command', text);
  for (const key of keys) line = editLine(line, key) ?? line;
  return `${line.text.slice(0, line.cursor)}|${line.text.slice(line.cursor)}`;
}

describe('editLine()', () => {
  it.each([
    ['ab', ['left', 'x'], 'ax|b'],
    ['ab', ['home', 'right', 'delete'], 'a|'],
    ['ab cd', ['C-w'], 'ab |'],
    ['ab cd  ', ['C-w'], 'ab |'],
    ['ab cd', ['left', 'C-u'], '|d'],
    ['ab cd', ['C-a', 'right', 'C-k'], 'a|'],
    ['a', ['C-e', 'space', 'b'], 'a b|'],
    ['你🚀', ['backspace'], '你|'],
    ['你🚀', ['left', 'left', 'left'], '|你🚀'],
    ['', ['backspace', 'delete', 'left', 'right'], '|'],
    ['a', ['f5', 'C-x', 'pagedown'], 'a|'],
  ] as const)('of %j with %j gives %s', (text, keys, expected) => {
    expect(edited(text, ...keys)).toBe(expected);
  });
});
