import { bracketsOf, queryTokens } from './query-tokens';

/** The most that gauges of ratios and percents show, by name; of what they count, nobody has more than all. */
const MOST: ReadonlyMap<string, number> = new Map([
  ...[
    'vllm:gpu_cache_usage_perc', 'vllm:cpu_cache_usage_perc', 'vllm:kv_cache_usage_perc',
    'vllm:gpu_prefix_cache_hit_rate', 'llamacpp:kv_cache_usage_ratio', 'sglang:token_usage', 'sglang:cache_hit_rate',
    'nv_gpu_utilization', 'nv_cpu_utilization', 'nvidia_smi_utilization_gpu_ratio', 'DCGM_FI_PROF_GR_ENGINE_ACTIVE',
    'DCGM_FI_PROF_SM_ACTIVE', 'DCGM_FI_PROF_SM_OCCUPANCY', 'DCGM_FI_PROF_PIPE_TENSOR_ACTIVE',
    'DCGM_FI_PROF_DRAM_ACTIVE',
  ].map((name): [string, number] => [name, 1]),
  ...[
    'DCGM_FI_DEV_GPU_UTIL', 'DCGM_FI_DEV_MEM_COPY_UTIL', 'DCGM_FI_DEV_ENC_UTIL', 'DCGM_FI_DEV_DEC_UTIL',
    'nvidia_gpu_duty_cycle',
  ].map((name): [string, number] => [name, 100]),
]);
const BY_LOWER_NAME = new Map([...MOST].map(([name, most]) => [name.toLowerCase(), most]));

/** Functions and aggregations whose value is at most the largest that they are given. */
const BELOW_LARGEST = new Set([
  'avg', 'max', 'min', 'avg_over_time', 'max_over_time', 'min_over_time', 'last_over_time', 'floor', 'sort',
]);
const NUMBER = /^\d+(?:\.\d+)?(?:e[+-]?\d+)?$/;
/** An expression that is nested deeper is not read. */
const DEEPEST = 30;

/** The most that a gauge of this name shows; undefined where it is not known to be a ratio or a percent. */
export function mostOfSeries(name: string): number | undefined {
  return MOST.get(name);
}

/**
 * The most that a PromQL query returns: of averages, maxima and minima of known gauges, of what `clamp_max` cuts, also
 * when it is multiplied or divided by a number. Undefined for all else.
 */
export function mostOfQuery(query: string): number | undefined {
  const tokens = queryTokens(query);
  const closing = bracketsOf(tokens);
  return closing === undefined ? undefined : new Bounds(tokens, closing).expression(0, tokens.length, 0);
}

/** Reads what expressions return at most. */
class Bounds {
  public constructor(
    private readonly tokens: readonly string[], private readonly closing: ReadonlyMap<number, number>,
  ) {}

  /** The most of the tokens from `start` to `end`: operands with `*` and `/`, of which all but one are numbers. */
  public expression(start: number, end: number, depth: number): number | undefined {
    if (depth > DEEPEST || start >= end) return undefined;
    let [most, at] = this.operand(start, end, depth);
    while (most !== undefined && at < end) {
      const operator = this.tokens[at];
      const [right, next] = this.operand(at + 1, end, depth);
      if (right === undefined) return undefined;
      if (operator === 'or') most = Math.max(most, right);
      else if (operator === '*') most *= right;
      else if (operator === '/' && NUMBER.test(this.tokens[at + 1]) && right > 0) most /= right;
      else return undefined;
      at = next;
    }
    return most;
  }

  private operand(start: number, end: number, depth: number): [most: number | undefined, after: number] {
    const token = this.tokens[start] ?? '';
    const close = this.closing.get(start);
    if (token === '(' && close !== undefined) return [this.expression(start + 1, close, depth + 1), close + 1];
    if (NUMBER.test(token)) return [Number(token), start + 1];
    const open = this.afterClause(start + 1);
    const last = this.closing.get(open);
    if (this.tokens[open] !== '(' || last === undefined) return this.series(start, end);
    const after = Math.min(this.afterClause(last + 1), end);
    if (BELOW_LARGEST.has(token)) return [this.expression(open + 1, last, depth + 1), after];
    if (token === 'clamp_max' || token === 'vector') return [this.lastNumber(open, last), after];
    return [undefined, end];
  }

  private series(start: number, end: number): [most: number | undefined, after: number] {
    let at = start + 1;
    for (const bracket of ['{', '[']) if (this.tokens[at] === bracket) at = (this.closing.get(at) ?? end) + 1;
    return [BY_LOWER_NAME.get(this.tokens[start]), Math.min(at, end)];
  }

  /** The place after `by (…)` or `without (…)`, if that is what is at a place. */
  private afterClause(at: number): number {
    const isClause = this.tokens[at] === 'by' || this.tokens[at] === 'without';
    const close = isClause ? this.closing.get(at + 1) : undefined;
    return close === undefined ? at : close + 1;
  }

  /** The last argument of a call, where it is a number. */
  private lastNumber(open: number, close: number): number | undefined {
    const isAlone = this.tokens[close - 2] === ',' || close - 2 === open;
    return isAlone && NUMBER.test(this.tokens[close - 1]) ? Number(this.tokens[close - 1]) : undefined;
  }
}
