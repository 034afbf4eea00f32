/** The functions of PromQL that make one value of many series; `scalar` is none of them, for KEDA cannot read its answer. */
const AGGREGATION = /^(?:sum|max|min|avg|count|group|vector|absent|quantile|stddev|stdvar)\s*\(/i;

/** Whether a query gives one value whatever there is: its outermost call aggregates, and groups by nothing. */
export function isOneValue(query: unknown): boolean {
  const text = String(query).trim();
  const head = text.startsWith('(') ? ['('] : AGGREGATION.exec(text);
  const end = head ? closing(text, head[0].length - 1) : -1;
  if (end < 0) return false;
  const rest = text.slice(end + 1);
  if (head![0] === '(' ? !isOneValue(text.slice(1, end)) : /^\s*(by|without)\b/i.test(rest)) return false;
  return !/\bgroup_(left|right)\b/i.test(rest) && others(rest).every(isOneValue);
}

/** What is joined by `or`, outside brackets and quotes: each would add its own values. */
function others(rest: string): string[] {
  for (let i = 0; i < rest.length; i += 1) {
    if (rest[i] === '(') {
      const end = closing(rest, i);
      if (end < 0) return [''];
      i = end;
    } else if (/^\bor\b/i.test(rest.slice(i)) && !/\w/.test(rest[i - 1] ?? '')) {
      return [rest.slice(i + 2)];
    }
  }
  return [];
}

/** Where the bracket at a place is closed; -1 when it never is. */
function closing(text: string, open: number): number {
  let depth = 0;
  let quote = '';
  for (let i = open; i < text.length; i += 1) {
    const c = text[i];
    if (quote !== '') {
      if (c === '\\') i += 1;
      else if (c === quote) quote = '';
    } else if (c === '"' || c === '\'' || c === '`') {
      quote = c;
    } else if (c === '(') {
      depth += 1;
    } else if (c === ')') {
      depth -= 1;
      if (depth === 0) return i;
    }
  }
  return -1;
}
