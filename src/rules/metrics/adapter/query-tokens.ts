/** A name, a keyword or a number, an operator of two characters, or any other character that is not a space. */
const TOKEN = /[\w:.]+|[=!<>]=|[=!]~|\S/g;

/**
 * The tokens of a query in lower case. A string literal is one token; a comment is none. Empty when a string literal
 * does not end. The time is linear in the length of the query.
 */
export function queryTokens(query: string): string[] {
  const tokens: string[] = [];
  const pattern = new RegExp(TOKEN);
  for (let match = pattern.exec(query); match !== null; match = pattern.exec(query)) {
    const [token] = match;
    if (token === '#') {
      const end = query.indexOf('\n', match.index);
      if (end < 0) break;
      pattern.lastIndex = end;
    } else if ('"\'`'.includes(token)) {
      const end = endOfString(query, match.index);
      if (end === undefined) return [];
      tokens.push(query.slice(match.index, end));
      pattern.lastIndex = end;
    } else {
      tokens.push(token.toLowerCase());
    }
  }
  return tokens;
}

/** The place after a string literal; undefined when it does not end. Between backticks a backslash escapes nothing. */
function endOfString(query: string, start: number): number | undefined {
  const quote = query[start];
  for (let i = start + 1; i < query.length; i += 1) {
    if (query[i] === quote) return i + 1;
    if (query[i] === '\\' && quote !== '`') i += 1;
  }
  return undefined;
}

const CLOSED_BY: Readonly<Record<string, string>> = { '(': ')', '{': '}', '[': ']' };

/** The bracket that closes each bracket, by their places; undefined when one is not closed, or not opened. */
export function bracketsOf(tokens: readonly string[]): ReadonlyMap<number, number> | undefined {
  const closing = new Map<number, number>();
  const open: number[] = [];
  for (const [i, token] of tokens.entries()) {
    if (CLOSED_BY[token] !== undefined) {
      open.push(i);
    } else if (token === ')' || token === '}' || token === ']') {
      const start = open.pop();
      if (start === undefined || CLOSED_BY[tokens[start]] !== token) return undefined;
      closing.set(start, i);
    }
  }
  return open.length === 0 ? closing : undefined;
}
