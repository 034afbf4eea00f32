/** The aggregations and functions of PromQL that return one value; not `scalar`, whose result KEDA cannot read. */
const SINGLE_VALUED = new Set([
  'sum', 'max', 'min', 'avg', 'count', 'group', 'vector', 'absent', 'quantile', 'stddev', 'stdvar',
]);

/** The modifiers with which an aggregation returns a value for each group. */
const GROUPINGS = new Set(['by', 'without']);

/** The modifiers with which a binary operation returns a value for each series of one side. */
const MATCHINGS = new Set(['group_left', 'group_right']);

/** A name, a keyword or a number, or any other character that is not a space. */
const TOKEN = /[\w:]+|\S/g;

/**
 * Whether a PromQL query returns one value for any number of series: each operand of `or` begins with an aggregation
 * without grouping. The time is linear in the length of the query.
 */
export function isOneValue(query: unknown): boolean {
  const tokens = typeof query === 'string' ? tokensOf(query) : [];
  let open = 0;
  let end = -1;
  do {
    let start = end + 1;
    for (; tokens[start] === '('; start += 1) open += 1;
    if (!SINGLE_VALUED.has(tokens[start])) return false;
    const closing = closingBracket(tokens, start + 1);
    if (closing === undefined || GROUPINGS.has(tokens[closing + 1])) return false;
    const operations = operationsAt(tokens, closing + 1);
    if (operations === undefined) return false;
    open -= operations.closed;
    if (open < 0) return false;
    end = operations.end;
  } while (end < tokens.length);
  return open === 0;
}

/**
 * Reads the operations on a value: where they end, which is at the next `or` or at the end of the query, and how many
 * brackets around the value they close. Undefined when they may return several values, or a bracket is not closed.
 */
function operationsAt(tokens: readonly string[], start: number): { end: number; closed: number } | undefined {
  let closed = 0;
  let inner = 0;
  let end = start;
  for (; end < tokens.length && !(tokens[end] === 'or' && inner === 0); end += 1) {
    if (MATCHINGS.has(tokens[end])) return undefined;
    if (tokens[end] === '(') {
      inner += 1;
    } else if (tokens[end] === ')' && inner > 0) {
      inner -= 1;
    } else if (tokens[end] === ')') {
      closed += 1;
    }
  }
  return inner === 0 ? { end, closed } : undefined;
}

/** The place of the bracket that closes the one at `start`; undefined when there is none. */
function closingBracket(tokens: readonly string[], start: number): number | undefined {
  if (tokens[start] !== '(') return undefined;
  let depth = 0;
  for (let i = start; i < tokens.length; i += 1) {
    if (tokens[i] === '(') depth += 1;
    if (tokens[i] === ')') depth -= 1;
    if (depth === 0) return i;
  }
  return undefined;
}

/**
 * The tokens of a query in lower case. A string literal is one token, its quote; a comment is none. Empty when a string
 * literal does not end.
 */
function tokensOf(query: string): string[] {
  const tokens: string[] = [];
  const pattern = new RegExp(TOKEN);
  for (let match = pattern.exec(query); match !== null; match = pattern.exec(query)) {
    const [token] = match;
    if (token === '#') {
      const end = query.indexOf('\n', match.index);
      if (end < 0) break;
      pattern.lastIndex = end;
    } else {
      tokens.push(token.toLowerCase());
      if ('"\'`'.includes(token)) {
        const end = endOfString(query, match.index);
        if (end === undefined) return [];
        pattern.lastIndex = end;
      }
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
