/** A condition on one label of a series. */
export interface LabelMatcher {
  readonly label: string;
  readonly operator: string;
  readonly value: string;
}

const COMMENT = /#[^\n]*/y;
const QUOTES = new Set('"\'`');
const STRING = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`/sy;
const MATCHER = /\s*([a-zA-Z_]\w*)\s*(=~|!~|!=|=)\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`)\s*(?:,\s*)?/sy;

/**
 * The label matchers of each `{…}` after the name of a series, in the order of the query. Undefined where one is
 * written in another way, so that nothing is known of it.
 */
export function matchersOf(query: string): LabelMatcher[][] | undefined {
  const found: LabelMatcher[][] = [];
  let at = 0;
  while (at < query.length) {
    const skipped = end(COMMENT, query, at) ?? end(STRING, query, at);
    if (skipped !== undefined) {
      at = skipped;
    } else if (QUOTES.has(query[at])) {
      // A string that does not end; to look for its end again behind it would take a time that grows as a square.
      return undefined;
    } else if (query[at] === '{') {
      const isNamed = /[\w:]\s*$/.test(query.slice(Math.max(0, at - 20), at));
      const [matchers, after] = listAt(query, at + 1);
      if (!isNamed || query[after] !== '}') return undefined;
      found.push(matchers);
      at = after + 1;
    } else {
      at += 1;
    }
  }
  return found;
}

function listAt(query: string, start: number): [matchers: LabelMatcher[], after: number] {
  const matchers: LabelMatcher[] = [];
  let at = start;
  while (/\s/.test(query[at] ?? '')) at += 1;
  MATCHER.lastIndex = at;
  for (let match = MATCHER.exec(query); match !== null; match = MATCHER.exec(query)) {
    const [, label, operator, text] = match;
    matchers.push({ label, operator, value: unquoted(text) });
    at = MATCHER.lastIndex;
  }
  return [matchers, at];
}

/** The value of a string; of its escapes only those that stand for themselves are read. */
function unquoted(text: string): string {
  const inner = text.slice(1, -1);
  return text.startsWith('`') ? inner : inner.replace(/\\([\\"'])/g, '$1');
}

function end(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
