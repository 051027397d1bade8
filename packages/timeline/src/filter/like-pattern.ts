/**
 * Gives a test for a pattern of `*` (anything) and `?` (one character). It takes at most the product of both lengths, where
 * a regular expression of a user can take for ever.
 */
export function likeTest(pattern: string): (text: string) => boolean {
  const wanted = [...pattern];
  return (text) => isLike([...text], wanted);
}

/** Walks both; after a mismatch the last `*` takes one character more. */
function isLike(text: readonly string[], pattern: readonly string[]): boolean {
  let at = 0;
  let wanted = 0;
  let star = -1;
  let resume = 0;
  while (at < text.length) {
    if (pattern[wanted] === '*') {
      star = wanted;
      resume = at;
      wanted += 1;
    } else if (pattern[wanted] === '?' || pattern[wanted] === text[at]) {
      at += 1;
      wanted += 1;
    } else if (star >= 0) {
      resume += 1;
      at = resume;
      wanted = star + 1;
    } else {
      return false;
    }
  }
  while (pattern[wanted] === '*') wanted += 1;
  return wanted === pattern.length;
}
