/** The word that a slip of the keyboard makes of another one: two letters at most, and not the first. */
export function meant(word: string, words: readonly string[]): string | undefined {
  return nearest(word, words.filter((other) => other[0] === word[0]), 2);
}

/** The same, where no digit differs: `qwen3-8b` and `qwen3-4b` are two names. */
export function misspelled(word: string, words: readonly string[]): string | undefined {
  const digits = (text: string) => text.replace(/\D/g, '');
  return meant(word, words.filter((other) => digits(other) === digits(word)));
}

/**
 * The word that is written most like another one; undefined where none is close.
 *
 * @param most how many letters may differ
 */
export function nearest(
  word: string, words: readonly string[], most: number = Math.max(2, Math.floor(word.length / 3)),
): string | undefined {
  let found: string | undefined;
  let fewest = most + 1;
  for (const candidate of words) {
    if (Math.abs(candidate.length - word.length) >= fewest) continue;
    const edits = distance(word, candidate);
    if (edits < fewest) [found, fewest] = [candidate, edits];
  }
  return found;
}

/** How many letters must be inserted, removed or replaced (Levenshtein). */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, j) => j);
  for (let i = 0; i < from.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < to.length; j++) {
      next.push(Math.min(next[j] + 1, row[j + 1] + 1, row[j] + (from[i] === to[j] ? 0 : 1)));
    }
    row = next;
  }
  return row[to.length];
}
