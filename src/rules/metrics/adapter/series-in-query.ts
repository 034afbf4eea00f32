import { tokensOf } from './promql-tokens';

/** Words before a list of labels. */
const CLAUSES = new Set(['by', 'group_left', 'group_right', 'ignoring', 'on', 'without']);
/** Words of PromQL that name no series. */
const KEYWORDS = new Set([...CLAUSES, 'and', 'bool', 'inf', 'nan', 'offset', 'or', 'unless']);
/** Functions that have a value where there is no series. */
const WITHOUT_SERIES = new Set(['absent', 'absent_over_time', 'time', 'vector']);

/** The names of the series of a query: words that are neither called nor in the list of a clause. */
export function seriesOf(query: string): string[] {
  const names: string[] = [];
  const tokens = tokensOf(query);
  /** Whether each bracket that is open lists labels. */
  const lists: boolean[] = [];
  for (const [i, { kind, text }] of tokens.entries()) {
    if (kind === 'open') lists.push(CLAUSES.has(tokens[i - 1]?.text.toLowerCase() ?? ''));
    if (kind === 'close') lists.pop();
    const next = tokens[i + 1];
    // An aggregation is followed by a bracket, or by its clause.
    const isCalled = next?.kind === 'open' || /^(?:by|without)$/i.test(next?.text ?? '');
    if (kind !== 'word' || lists.includes(true) || isCalled) continue;
    if (!KEYWORDS.has(text.toLowerCase())) names.push(text);
  }
  return names;
}

/** Whether a query may have a value other than zero where none of its series exists. */
export function hasValueWithoutSeries(query: string): boolean {
  const tokens = tokensOf(query);
  return tokens.some(({ kind, text }, i) => {
    if (kind !== 'word' || tokens[i + 1]?.kind !== 'open' || !WITHOUT_SERIES.has(text.toLowerCase())) return false;
    const isZero = tokens[i + 2]?.text === '0' && tokens[i + 3]?.kind === 'close';
    return text.toLowerCase() !== 'vector' || !isZero;
  });
}
