/** The functions of PromQL that make one value of many series. */
const AGGREGATION = /^(?:sum|max|min|avg|count|group|scalar|vector|absent|quantile|stddev|stdvar)\s*\(/i;

/** Whether a query gives one value whatever there is: its outermost call aggregates, and groups by nothing. */
export function isOneValue(query: unknown): boolean {
  let text = String(query).trim();
  while (text.startsWith('(') && closing(text, 0) === text.length - 1) text = text.slice(1, -1).trim();
  const head = AGGREGATION.exec(text);
  if (!head) return false;
  const end = closing(text, head[0].length - 1);
  return end > 0 && !/^\s*(by|without)\b/i.test(text.slice(end + 1));
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
