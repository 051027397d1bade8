import { charWidth, isCommon, isNarrow } from './display-width';

/**
 * Characters that a terminal obeys, draws as nothing, or gives a width that nobody can foresee: controls (C0, DEL, C1),
 * format characters (bidi controls, joiners, BOM), lone surrogates, line and paragraph separators, private use, unassigned.
 */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

/** Some terminals paint it into the emoji before it, others beside it. */
const SKIN_TONE = /[\u{1f3fb}-\u{1f3ff}]/u;

const EMOJI_PRESENTATION = /(?<=\p{Emoji})\ufe0f/gu;
/** Behind a number, in the texts that come with a timeline: those are made once, whatever they are printed on. */
const MICROSECONDS = /(?<=\d)\u00b5s\b/g;

const PLAIN = /^[ -~]*$/;

/** Accented letters have up to three marks; a tower of them would leave its line. */
const MOST_MARKS = 3;

export interface SafeTextOptions {
  /** Writes `28µs` as `28us` and everything else outside ASCII as escapes, for terminals whose locale is not UTF-8. */
  readonly asciiOnly?: boolean;
}

/** Gives a hidden character in visible form. */
type Escape = (char: string) => string;

/** Gives `·`, or `.` where only ASCII may be printed. */
function dot(options: SafeTextOptions): string {
  return options.asciiOnly === true ? '.' : '·';
}

/**
 * Gives text that may go to a terminal whatever it holds: one line, no control characters, each character as wide as
 * displayWidth() says. What a terminal would obey or hide is a visible `·`. The result of a safe text is that text.
 */
export function safeText(text: string, options: SafeTextOptions = {}): string {
  if (options.asciiOnly === true ? PLAIN.test(text) : isNarrow(text)) return text;
  const written = options.asciiOnly === true ? text.replace(MICROSECONDS, 'us') : text;
  return visible(written, options, (char) => {
    const isPrintable = options.asciiOnly === true && !isUnsafe(char) && charWidth(char.codePointAt(0) ?? 0) > 0;
    return isPrintable ? codePointEscape(char) : dot(options);
  });
}

/** Gives `\u{4f60}`. */
export function codePointEscape(char: string): string {
  return `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`;
}

/** Gives the text with each character that must not be printed as it is replaced by what `escape` makes of it. */
export function visible(text: string, options: SafeTextOptions, escape: Escape): string {
  let result = '';
  let marks = MOST_MARKS;
  for (const char of text.includes('\ufe0f') ? text.replace(EMOJI_PRESENTATION, '') : text) {
    const codePoint = char.codePointAt(0) ?? 0;
    if (isCommon(codePoint) && (options.asciiOnly !== true || codePoint < 0x7f)) {
      result += char;
      marks = 0;
      continue;
    }
    const isMark = charWidth(codePoint) === 0;
    // A mark that opens the text would stand on a character that is not part of it.
    marks = isMark ? marks + 1 : 0;
    const isRefused = isUnsafe(char) || marks > MOST_MARKS || (options.asciiOnly === true && codePoint > 0x7e);
    result += isRefused ? escape(char) : char;
  }
  return result;
}

function isUnsafe(char: string): boolean {
  return HIDDEN.test(char) || SKIN_TONE.test(char);
}
