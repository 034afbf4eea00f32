import { tokensOf, type Token } from './promql-tokens';

/** Functions that make something else of a counter, and clauses that list labels. */
const NOT_THE_VALUE = new Set([
  'absent', 'absent_over_time', 'by', 'changes', 'count', 'count_over_time', 'count_values', 'delta', 'deriv', 'group',
  'group_left', 'group_right', 'histogram_avg', 'histogram_fraction', 'histogram_quantile', 'idelta', 'ignoring',
  'increase', 'irate', 'on', 'present_over_time', 'rate', 'resets', 'sgn', 'stddev_over_time', 'stdvar_over_time',
  'timestamp', 'without',
]);

/** Operations of which only the left side has a value. */
const FILTERS = new Set(['and', 'unless']);

/**
 * The first counter whose value itself a query reads; undefined when there is none, and when the query may make
 * something else of it: by `offset` or `bool`, or by a difference or a ratio of counters. What stands behind `and` or
 * `unless` only selects.
 */
export function counterIn(query: string, isCounter: (series: string) => boolean): string | undefined {
  const tokens = tokensOf(query);
  if (tokens.some(({ text }) => /^(?:offset|bool)$/i.test(text))) return undefined;
  if (comparesCounters(tokens, isCounter)) return undefined;
  /** The word before each bracket that is open. */
  const open: string[] = [];
  /** Whether only what is selected by stands here, within each bracket that is open. */
  const selects: boolean[] = [false];
  for (const [i, { kind, text }] of tokens.entries()) {
    const isCalled = tokens[i + 1]?.kind === 'open';
    if (kind === 'open') {
      open.push(wordAt(tokens, i - 1));
      selects.push(false);
    }
    if (kind === 'close') {
      open.pop();
      selects.pop();
    }
    if (kind !== 'word') continue;
    if (FILTERS.has(text.toLowerCase())) selects[selects.length - 1] = true;
    if (text.toLowerCase() === 'or') selects[selects.length - 1] = false;
    if (isCalled || selects.includes(true) || !isCounter(text)) continue;
    if (!open.some((word) => NOT_THE_VALUE.has(word))) return text;
  }
  return undefined;
}

/** Whether something is divided by a counter, or a counter is subtracted from it. */
function comparesCounters(tokens: readonly Token[], isCounter: (series: string) => boolean): boolean {
  let last = tokens.length - 1;
  while (last >= 0 && !(tokens[last].kind === 'word' && isCounter(tokens[last].text))) last -= 1;
  return tokens.some(({ text }, i) => (
    i > 0 && i < last && (text === '-' || text === '/') && tokens[i + 1].kind !== 'number'));
}

function wordAt(tokens: readonly Token[], at: number): string {
  return tokens[at]?.kind === 'word' ? tokens[at].text.toLowerCase() : '';
}
