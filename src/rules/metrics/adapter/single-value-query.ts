import { bracketsOf, queryTokens } from './query-tokens';

/**
 * What an expression returns: one value, a value for each of several series, a number, which KEDA cannot read, or what
 * is not known here.
 */
export type Result = 'one' | 'many' | 'number' | 'unknown';

/** Aggregations: one value for each group. */
const AGGREGATIONS = new Set([
  'sum', 'max', 'min', 'avg', 'count', 'group', 'quantile', 'stddev', 'stdvar', 'count_values', 'topk', 'bottomk',
  'limitk', 'limit_ratio',
]);
/** Aggregations that return several series of each group. */
const SELECTING = new Set(['topk', 'bottomk', 'limitk', 'limit_ratio', 'count_values']);
/** Functions that return one value, whatever they are given. */
const SINGLE = new Set(['absent', 'absent_over_time', 'vector']);
/** Functions that return a number. */
const NUMBERS = new Set(['scalar', 'time', 'pi']);
const GROUPINGS = new Set(['by', 'without']);
const MATCHINGS = new Set(['on', 'ignoring', 'group_left', 'group_right', 'bool']);
const SETS = new Set(['or', 'and', 'unless']);
const ARITHMETIC = new Set(['+', '-', '*', '/', '%', '^', 'atan2', '==', '!=', '>', '<', '>=', '<=']);
/** An expression that is nested deeper is not read. */
const DEEPEST = 50;

/**
 * Whether a PromQL query may return one value however many series there are. False only where it can return several:
 * a selector, a function of one, an aggregation into groups; and where it is no query, or returns a number.
 */
export function isOneValue(query: unknown): boolean {
  const result = typeof query === 'string' ? resultOf(query) : undefined;
  return result === 'one' || result === 'unknown';
}

/** What a PromQL query returns; undefined where its brackets or its strings are not closed, and where it is empty. */
export function resultOf(query: string): Result | undefined {
  const tokens = queryTokens(query);
  const closing = bracketsOf(tokens);
  if (tokens.length === 0 || closing === undefined) return undefined;
  return new Reader(tokens, closing).expression(0, tokens.length, 0);
}

/** Whether a query ends in a range, outside of all brackets: it returns all samples of a time, and no value. */
export function isRange(query: string): boolean {
  const tokens = queryTokens(query);
  const closing = bracketsOf(tokens);
  if (closing === undefined || tokens.at(-1) !== ']') return false;
  return ![...closing].some(([open, close]) => tokens[open] === '(' && close === tokens.length - 1);
}

/** Reads what expressions return. Each token is read once at each depth. */
class Reader {
  public constructor(
    private readonly tokens: readonly string[], private readonly closing: ReadonlyMap<number, number>,
  ) {}

  /** The result of the tokens from `start` to `end`. `dropped` is a label that the function around it takes away. */
  public expression(start: number, end: number, depth: number, dropped?: string): Result {
    if (depth > DEEPEST) return 'unknown';
    let at = this.afterSigns(start);
    if (at >= end) return 'many';
    let whole: Result | undefined;
    let [part, next] = this.operand(at, end, depth, dropped);
    while (next < end) {
      const operator = this.tokens[next];
      if (!SETS.has(operator) && !ARITHMETIC.has(operator)) return part === 'number' ? part : 'unknown';
      const [many, after] = this.matching(next + 1, end);
      at = this.afterSigns(after);
      if (at >= end) return 'many';
      const [right, following] = this.operand(at, end, depth, dropped);
      if (operator === 'or') {
        whole = either(whole, part);
        part = right;
      } else if (!SETS.has(operator)) {
        part = combined(part, right, many);
      }
      next = following;
    }
    return either(whole, part);
  }

  private afterSigns(start: number): number {
    let at = start;
    while (this.tokens[at] === '-' || this.tokens[at] === '+') at += 1;
    return at;
  }

  /** The modifiers of a binary operation: which side may have several values for one of the other. */
  private matching(start: number, end: number): [many: string | undefined, after: number] {
    let many: string | undefined;
    let at = start;
    while (at < end && MATCHINGS.has(this.tokens[at])) {
      if (this.tokens[at].startsWith('group_')) many = this.tokens[at];
      at += 1;
      if (this.tokens[at - 1] !== 'bool' && this.tokens[at] === '(') at = this.closing.get(at)! + 1;
    }
    return [many, at];
  }

  private operand(start: number, end: number, depth: number, dropped?: string): [result: Result, after: number] {
    const [result, after] = this.primary(start, end, depth, dropped);
    let at = after;
    for (; at < end; at += 1) {
      if (this.tokens[at] === '[') {
        at = this.closing.get(at)!;
      } else if (this.tokens[at] === 'offset') {
        at += this.tokens[at + 1] === '-' ? 2 : 1;
      } else if (this.tokens[at] === '@') {
        at += 1;
        if (this.tokens[at + 1] === '(') at = this.closing.get(at + 1)!;
      } else {
        break;
      }
    }
    return [result, Math.min(at, end)];
  }

  private primary(start: number, end: number, depth: number, dropped?: string): [result: Result, after: number] {
    const token = this.tokens[start];
    const close = this.closing.get(start);
    if (token === '(') return [this.expression(start + 1, close!, depth + 1, dropped), close! + 1];
    if (token === '{') return ['many', close! + 1];
    if (/^[\d."'`]/.test(token) || token === 'inf' || token === 'nan') return ['number', start + 1];
    if (!/^[a-z_:]/.test(token)) return ['unknown', end];
    if (AGGREGATIONS.has(token)) return this.aggregation(start, depth, dropped);
    const next = this.closing.get(start + 1);
    if (this.tokens[start + 1] === '(' && next !== undefined) return [this.call(start, next, depth), next + 1];
    return ['many', this.tokens[start + 1] === '{' ? next! + 1 : start + 1];
  }

  private aggregation(start: number, depth: number, dropped?: string): [result: Result, after: number] {
    let grouping = GROUPINGS.has(this.tokens[start + 1]) ? start + 1 : undefined;
    const open = grouping === undefined ? start + 1 : (this.closing.get(start + 2) ?? start) + 1;
    const close = this.closing.get(open);
    if (this.tokens[open] !== '(' || close === undefined) return ['many', open];
    let after = close + 1;
    if (grouping === undefined && GROUPINGS.has(this.tokens[after])) {
      grouping = after;
      after = (this.closing.get(after + 1) ?? after) + 1;
    }
    const isSelection = SELECTING.has(this.tokens[start]) && !(this.tokens[open + 1] === '1' && open + 2 < close);
    const isOpen = isSelection || !this.isOneGroup(grouping, open, close, dropped);
    return [isOpen && this.arguments(open, close, depth) !== 'one' ? 'many' : 'one', after];
  }

  /** Whether all series are in one group: of labels that are taken away, or that have one value in all of them. */
  private isOneGroup(grouping: number | undefined, open: number, close: number, dropped?: string): boolean {
    if (grouping === undefined) return true;
    if (this.tokens[grouping] === 'without') return false;
    const labels = this.tokens.slice(grouping + 2, this.closing.get(grouping + 1)).filter((label) => label !== ',');
    return labels.every((label) => label === dropped || this.isFixed(label, open, close));
  }

  private isFixed(label: string, open: number, close: number): boolean {
    for (let i = open; i < close; i += 1) {
      if (this.tokens[i] === label && this.tokens[i + 1] === '=' && /^["'`]/.test(this.tokens[i + 2])) return true;
    }
    return false;
  }

  /** A function returns as many values as it is given. */
  private call(start: number, close: number, depth: number): Result {
    const name = this.tokens[start];
    if (SINGLE.has(name)) return 'one';
    if (NUMBERS.has(name)) return 'number';
    if (close === start + 2) return 'unknown';
    const result = this.arguments(start + 1, close, depth, name === 'histogram_quantile' ? 'le' : undefined);
    return result === 'number' ? 'unknown' : result;
  }

  private arguments(open: number, close: number, depth: number, dropped?: string): Result {
    const results: Result[] = [];
    let start = open + 1;
    for (let i = start; i <= close; i += 1) {
      i = i < close ? this.closing.get(i) ?? i : i;
      if (i < close && this.tokens[i] !== ',') continue;
      results.push(this.expression(start, i, depth + 1, dropped));
      start = i + 1;
    }
    return (['many', 'unknown', 'one'] as const).find((result) => results.includes(result)) ?? 'number';
  }
}

/** The result of `or`, which adds the values of the right side. */
function either(left: Result | undefined, right: Result): Result {
  if (left === undefined || left === right) return right;
  return left === 'many' || right === 'many' ? 'many' : 'unknown';
}

/** The result of an operation on two sides, of which series of equal labels meet. */
function combined(left: Result, right: Result, many: string | undefined): Result {
  if (many !== undefined) return many === 'group_left' ? left : right;
  if (left === 'number') return right;
  if (right === 'number' || left === right) return left;
  return left === 'one' || right === 'one' ? 'one' : 'unknown';
}
