import type { PromptState } from './prompt-state';

/** Moves and changes of a line by the keys of readline(3). Gives null for a key that is none of them. */
export function editLine(line: PromptState, key: string): PromptState | null {
  const { text, cursor } = line;
  const edit = EDITS[key];
  if (edit) return { ...line, ...edit(text, cursor), completion: null };
  const typed = key === 'space' ? ' ' : key;
  return isText(typed) ? insertText(line, typed) : null;
}

/** Puts text in at the cursor: a typed character, or what was pasted. Line ends become spaces. */
export function insertText(line: PromptState, inserted: string): PromptState {
  const text = inserted.replace(/[\r\n\t]+/g, ' ').replace(/\p{Cc}/gu, '');
  const { text: before, cursor } = line;
  return {
    ...line,
    text: (before.slice(0, cursor) + text + before.slice(cursor)).slice(0, MOST_CHARS),
    cursor: Math.min(MOST_CHARS, cursor + text.length),
    completion: null,
  };
}

type Line = Pick<PromptState, 'text' | 'cursor'>;

const MOST_CHARS = 4096;

const EDITS: Readonly<Record<string, (text: string, cursor: number) => Line>> = {
  left: (text, cursor) => ({ text, cursor: before(text, cursor) }),
  right: (text, cursor) => ({ text, cursor: after(text, cursor) }),
  home: (text) => ({ text, cursor: 0 }),
  end: (text) => ({ text, cursor: text.length }),
  backspace: (text, cursor) => removed(text, before(text, cursor), cursor),
  delete: (text, cursor) => removed(text, cursor, after(text, cursor)),
  'C-w': (text, cursor) => removed(text, wordStart(text, cursor), cursor),
  'C-u': (text, cursor) => removed(text, 0, cursor),
  'C-k': (text, cursor) => removed(text, cursor, text.length),
  'C-a': (text) => ({ text, cursor: 0 }),
  'C-e': (text) => ({ text, cursor: text.length }),
};

/** True for one character, however many code units it takes; names of keys are longer. */
function isText(key: string): boolean {
  return [...key].length === 1 && !/\p{Cc}/u.test(key);
}

function removed(text: string, from: number, to: number): Line {
  return { text: text.slice(0, from) + text.slice(to), cursor: from };
}

function before(text: string, cursor: number): number {
  const last = [...text.slice(0, cursor)].at(-1);
  return cursor - (last?.length ?? 0);
}

function after(text: string, cursor: number): number {
  const [next] = text.slice(cursor);
  return cursor + (next?.length ?? 0);
}

function wordStart(text: string, cursor: number): number {
  return text.slice(0, cursor).replace(/\S*\s*$/u, '').length;
}
