/** What a view can be saved as, by the ending of the file's name. */
export type SaveFormat = 'text' | 'markdown' | 'svg' | 'csv' | 'json' | 'pcapng';

/** What a screen that is no ladder can be saved as. */
export type ScreenFormat = Exclude<SaveFormat, 'csv' | 'json' | 'pcapng'>;

const FORMATS: ReadonlyMap<string, SaveFormat> = new Map([
  ['txt', 'text'],
  ['md', 'markdown'],
  ['svg', 'svg'],
  ['csv', 'csv'],
  ['json', 'json'],
  ['jsonl', 'json'],
  ['pcapng', 'pcapng'],
  // Readers go by the content.
  ['pcap', 'pcapng'],
]);

/** The endings that are offered. */
export const ENDINGS = ['txt', 'md', 'svg', 'csv', 'json', 'pcapng'] as const;

/** Gives the format that a file's name asks for; null where its ending is none of them. */
export function saveFormat(fileName: string): SaveFormat | null {
  const ending = /\.([a-z]+)$/i.exec(fileName)?.[1]?.toLowerCase() ?? '';
  return FORMATS.get(ending) ?? null;
}

/** True for the formats that a screen has, too. */
export function isScreenFormat(format: SaveFormat): format is ScreenFormat {
  return format !== 'csv' && format !== 'json' && format !== 'pcapng';
}

/** Gives names that a view may be saved under: the title, made safe for a shell, with each ending. */
export function proposedNames(title: string): readonly string[] {
  const name = title.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[-.]+|-+$/g, '') || 'sockscope';
  return ENDINGS.map((ending) => `${name}.${ending}`);
}
