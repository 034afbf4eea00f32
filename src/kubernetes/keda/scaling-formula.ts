/** Words of the language of KEDA's formulas (expr) that are no names. */
const WORDS = new Set([
  'and', 'or', 'not', 'in', 'contains', 'startsWith', 'endsWith', 'matches', 'true', 'false', 'nil', 'let', 'if',
  'else',
]);
/** Strings, numbers, names with what belongs to them, and any other character. */
const TOKEN = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`|[\d.]+(?:[eE][+-]?\d+)?|[A-Za-z_$][\w$]*|\S/g;
const NAME = /^[A-Za-z_]\w*$/;
/** What opens a piece of the language that is not read here: a predicate, a map, a pipe, a comment, a placeholder. */
const UNREAD = /[{}|#$[\]]|\/\/|\/\*/;

/**
 * The names of a formula that are neither known, nor called, nor set by `let`. None for a formula with a piece of the
 * language that is not read here.
 */
export function unknownNames(formula: string, known: ReadonlySet<string>): string[] {
  if (UNREAD.test(formula)) return [];
  const tokens = formula.match(TOKEN) ?? [];
  const unknown = new Set<string>();
  const set = new Set<string>();
  for (const [i, token] of tokens.entries()) {
    if (!NAME.test(token) || WORDS.has(token)) continue;
    if (tokens[i - 1] === 'let') set.add(token);
    else if (tokens[i + 1] !== '(' && tokens[i - 1] !== '.' && !known.has(token) && !set.has(token)) unknown.add(token);
  }
  return [...unknown];
}
