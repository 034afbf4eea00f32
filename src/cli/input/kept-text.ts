/** How many texts are known at a time, and how long they may be. */
const MOST = 2000;
const LONGEST = 60;

const known = new Map<string, string>();

/**
 * A text that was cut out of a file, as it is kept: a copy, since a piece of a text holds all of it, and the same one
 * for the same text, since manifests repeat themselves.
 */
export function kept(text: string): string {
  if (text.length > LONGEST) return copy(text);
  const before = known.get(text);
  if (before !== undefined) return before;
  if (known.size >= MOST) known.clear();
  const made = copy(text);
  known.set(made, made);
  return made;
}

/** The engine copies what it must join, and cuts the first letter off the result. */
function copy(text: string): string {
  return ` ${text}`.slice(1);
}
