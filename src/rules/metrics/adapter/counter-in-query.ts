import { tokensOf, type Token } from './promql-tokens';

/** Functions that make something else of a counter, and clauses that list labels. */
const NOT_THE_VALUE = new Set([
  'absent', 'absent_over_time', 'by', 'changes', 'count', 'count_over_time', 'delta', 'deriv', 'group', 'group_left',
  'group_right', 'idelta', 'ignoring', 'increase', 'irate', 'on', 'rate', 'resets', 'timestamp', 'without',
]);

/**
 * The first counter whose value itself a query reads; undefined when there is none, and when the query has an `offset`,
 * by which it may subtract the counter from itself.
 */
export function counterIn(query: string, isCounter: (series: string) => boolean): string | undefined {
  const tokens = tokensOf(query);
  if (tokens.some(({ text }) => text.toLowerCase() === 'offset')) return undefined;
  /** The word before each bracket that is open. */
  const open: string[] = [];
  for (const [i, { kind, text }] of tokens.entries()) {
    const isCalled = tokens[i + 1]?.kind === 'open';
    if (kind === 'open') open.push(wordAt(tokens, i - 1));
    if (kind === 'close') open.pop();
    if (kind !== 'word' || isCalled || !isCounter(text)) continue;
    if (!open.some((word) => NOT_THE_VALUE.has(word))) return text;
  }
  return undefined;
}

function wordAt(tokens: readonly Token[], at: number): string {
  return tokens[at]?.kind === 'word' ? tokens[at].text.toLowerCase() : '';
}
