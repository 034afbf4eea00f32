import { createRequire } from 'module';
import type { SyntaxNode } from '@lezer/common';
import type { LRParser } from '@lezer/lr';

// Its types are those of an ES module, which a test of CommonJS cannot import.
const { parser } = createRequire(__filename)('@prometheus-io/lezer-promql') as { parser: LRParser };

/**
 * The part of PromQL that this library prints, over samples in memory, with the arithmetic of Prometheus. Prometheus'
 * own parser reads it; `test/metrics/promtool.ts` lets Prometheus itself compute the same queries.
 */

export type Labels = Readonly<Record<string, string>>;

export interface Sample {
  /** Seconds. */
  readonly at: number;
  /** Undefined where Prometheus has marked the series as stale. */
  readonly value?: number;
}

export interface Series {
  readonly name: string;
  readonly labels: Labels;
  readonly samples: readonly Sample[];
}

export interface Point {
  readonly labels: Labels;
  readonly value: number;
}

type Value = number | readonly Point[];

/** The series of a name. */
export type Source = (name: string) => readonly Series[];

/** What a function makes of the samples between two times; undefined without a result. */
type OverRange = (points: ReadonlyArray<Required<Sample>>, start: number, end: number) => number | undefined;

/** How long an instant query looks back, in seconds. */
const LOOKBACK = 300;

const SECONDS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86400 };

const trees = new Map<string, SyntaxNode>();

/** The result of an instant query; a number becomes a point without labels. */
export function evaluate(query: string, source: Source, now: number): readonly Point[] {
  const tree = trees.get(query) ?? parser.parse(query).topNode;
  trees.set(query, tree);
  const value = new Evaluation(query, source, now).of(tree.firstChild!);
  return typeof value === 'number' ? [{ labels: {}, value }] : value;
}

class Evaluation {
  constructor(private readonly query: string, private readonly source: Source, private readonly now: number) {}

  public of(node: SyntaxNode): Value {
    switch (node.name) {
      case 'ParenExpr': return this.of(node.firstChild!);
      case 'NumberDurationLiteral': return Number(this.text(node));
      case 'VectorSelector': return this.instant(node);
      case 'AggregateExpr': return this.aggregate(node);
      case 'BinaryExpr': return this.binary(node);
      case 'FunctionCall': return this.call(node);
      default: throw new Error(`no evaluation of ${node.name} in ${this.query}`);
    }
  }

  private text({ from, to }: SyntaxNode): string {
    return this.query.slice(from, to);
  }

  private vector(node: SyntaxNode): readonly Point[] {
    return this.of(node) as readonly Point[];
  }

  /** The series that a selector selects. */
  private selected(node: SyntaxNode): Series[] {
    const matchers = node.getChild('LabelMatchers')?.getChildren('UnquotedLabelMatcher') ?? [];
    const tests = matchers.map((matcher) => {
      const label = this.text(matcher.getChild('LabelName')!);
      const value = JSON.parse(this.text(matcher.getChild('StringLiteral')!)) as string;
      return matches(label, this.text(matcher.getChild('MatchOp')!), value);
    });
    const name = this.text(node.getChild('Identifier')!);
    return this.source(name).filter(({ labels }) => tests.every((test) => test(labels)));
  }

  private instant(node: SyntaxNode): Point[] {
    return this.selected(node).flatMap(({ labels, samples }) => {
      const last = latest(samples, this.now);
      if (last?.value === undefined || last.at <= this.now - LOOKBACK) return [];
      return [{ labels, value: last.value }];
    });
  }

  private call(node: SyntaxNode): readonly Point[] {
    const name = this.text(node.getChild('FunctionIdentifier')!);
    const inputs = children(node.getChild('FunctionCallBody')!);
    switch (name) {
      case 'rate': return this.overRange(inputs[0], extrapolatedRate);
      case 'avg_over_time': return this.overRange(inputs[0], average);
      case 'floor': return this.vector(inputs[0]).map(({ labels, value }) => ({ labels, value: Math.floor(value) }));
      default: throw new Error(`no evaluation of ${name} in ${this.query}`);
    }
  }

  private overRange(matrix: SyntaxNode, compute: OverRange): Point[] {
    const [, number, unit] = /^(\d+)(\w+)$/.exec(this.text(matrix.getChild('DurationExpr')!))!;
    const start = this.now - Number(number) * SECONDS[unit];
    return this.selected(matrix.getChild('VectorSelector')!).flatMap(({ labels, samples }) => {
      const points = within(samples, start, this.now).filter((s): s is Required<Sample> => s.value !== undefined);
      const value = compute(points, start, this.now);
      return value === undefined ? [] : [{ labels, value }];
    });
  }

  private aggregate(node: SyntaxNode): Point[] {
    const by = node.getChild('AggregateModifier')?.getChild('GroupingLabels')?.getChildren('LabelName') ?? [];
    const names = by.map((label) => this.text(label));
    const [body] = children(node.getChild('FunctionCallBody')!);
    const groups = new Map<string, { labels: Labels; values: number[] }>();
    for (const { labels, value } of this.vector(body)) {
      const kept = Object.fromEntries(names.filter((n) => labels[n] !== undefined).map((n) => [n, labels[n]]));
      const group = groups.get(keyOf(kept)) ?? { labels: kept, values: [] };
      group.values.push(value);
      groups.set(keyOf(kept), group);
    }
    const combine = AGGREGATIONS[this.text(node.getChild('AggregateOp')!)];
    return [...groups.values()].map(({ labels, values }) => ({ labels, value: combine(values) }));
  }

  private binary(node: SyntaxNode): Value {
    const [left, operator, right] = children(node);
    const sign = this.text(operator);
    const [a, b] = [this.of(left), this.of(right)];
    if (sign === 'or') return union(a as readonly Point[], b as readonly Point[]);
    if (sign === 'and') return (a as readonly Point[]).filter(among(b as readonly Point[]));
    const compare = COMPARISONS[sign];
    if (compare) return pairs(a, b).filter(({ x, y }) => compare(x, y)).map(({ labels, x }) => ({ labels, value: x }));
    const compute = ARITHMETIC[sign];
    if (typeof a === 'number' && typeof b === 'number') return compute(a, b);
    return pairs(a, b).map(({ labels, x, y }) => ({ labels, value: compute(x, y) }));
  }
}

const AGGREGATIONS: Readonly<Record<string, (values: readonly number[]) => number>> = {
  sum: (values) => values.reduce((a, b) => a + b, 0),
  avg: (values) => values.reduce((a, b) => a + b, 0) / values.length,
  max: (values) => Math.max(...values),
  count: (values) => values.length,
};
const ARITHMETIC: Readonly<Record<string, (x: number, y: number) => number>> = {
  '+': (x, y) => x + y,
  '-': (x, y) => x - y,
  '*': (x, y) => x * y,
  '/': (x, y) => x / y,
};
const COMPARISONS: Readonly<Record<string, (x: number, y: number) => boolean>> = {
  '==': (x, y) => x === y,
  '>': (x, y) => x > y,
  '>=': (x, y) => x >= y,
  '<': (x, y) => x < y,
};

function children(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) found.push(child);
  return found;
}

function matches(label: string, operator: string, value: string): (labels: Labels) => boolean {
  if (operator === '=') return (labels) => (labels[label] ?? '') === value;
  if (operator === '!=') return (labels) => (labels[label] ?? '') !== value;
  const pattern = new RegExp(`^(?:${value})$`);
  return operator === '=~'
    ? (labels) => pattern.test(labels[label] ?? '')
    : (labels) => !pattern.test(labels[label] ?? '');
}

function keyOf(labels: Labels): string {
  return Object.keys(labels).sort().map((name) => `${name}=${labels[name]}`).join();
}

/** Points of both sides with the same labels; a number stands beside each point. */
function pairs(a: Value, b: Value): Array<{ labels: Labels; x: number; y: number }> {
  if (typeof a === 'number') return (b as readonly Point[]).map(({ labels, value }) => ({ labels, x: a, y: value }));
  if (typeof b === 'number') return a.map(({ labels, value }) => ({ labels, x: value, y: b }));
  const others = new Map(b.map(({ labels, value }) => [keyOf(labels), value]));
  return a.flatMap(({ labels, value }) => {
    const other = others.get(keyOf(labels));
    return other === undefined ? [] : [{ labels, x: value, y: other }];
  });
}

function among(others: readonly Point[]): (point: Point) => boolean {
  const keys = new Set(others.map(({ labels }) => keyOf(labels)));
  return ({ labels }) => keys.has(keyOf(labels));
}

function union(a: readonly Point[], b: readonly Point[]): readonly Point[] {
  const known = among(a);
  return [...a, ...b.filter((point) => !known(point))];
}

/** The samples after one time, until another one. */
function within(samples: readonly Sample[], after: number, until: number): readonly Sample[] {
  return samples.slice(firstAfter(samples, after), firstAfter(samples, until));
}

function latest(samples: readonly Sample[], until: number): Sample | undefined {
  return samples[firstAfter(samples, until) - 1];
}

/** The index of the first sample after a time. */
function firstAfter(samples: readonly Sample[], time: number): number {
  let [low, high] = [0, samples.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (samples[middle].at <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The rate of a counter: Prometheus extrapolates the samples to the window, but no further than half a step where the
 * series begins or ends in it, and never below zero.
 *
 * @see https://github.com/prometheus/prometheus/blob/main/promql/functions.go
 */
function extrapolatedRate(points: ReadonlyArray<Required<Sample>>, start: number, end: number): number | undefined {
  if (points.length < 2) return undefined;
  const [first, last] = [points[0], points[points.length - 1]];
  let increase = last.value - first.value;
  for (const [i, { value }] of points.entries()) {
    if (i > 0 && value < points[i - 1].value) increase += points[i - 1].value;
  }
  const sampled = last.at - first.at;
  const step = sampled / (points.length - 1);
  const bounded = (span: number) => (span >= step * 1.1 ? step / 2 : span);
  let toStart = bounded(first.at - start);
  if (increase > 0 && first.value >= 0) toStart = Math.min(toStart, sampled * (first.value / increase));
  return (increase * (sampled + toStart + bounded(end - last.at))) / sampled / (end - start);
}

function average(points: ReadonlyArray<Required<Sample>>): number | undefined {
  if (points.length === 0) return undefined;
  return points.reduce((sum, { value }) => sum + value, 0) / points.length;
}
