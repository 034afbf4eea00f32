import { isConstruct } from './fits-type';
import type { Problem } from './problem';

/** The constructs that define no object themselves, so they may stand on an app. */
export const WITHOUT_CHART: ReadonlySet<string> = new Set(['CloudPlacement', 'EdgePlacement']);

/** What cdk8s marks its charts with, whichever copy of it. */
const CHART = Symbol.for('cdk8s.Chart');

/** A construct, of whatever version of `constructs`. */
interface Placed {
  readonly node: { readonly scope?: Placed };
}

/** Whether a construct is in no chart, nor is one itself: an app, or what stands on it. */
export function isOutsideCharts(scope: unknown): boolean {
  if (!isConstruct(scope)) return false;
  for (let at = scope as Placed | undefined; at !== undefined; at = at.node.scope) if (CHART in at) return false;
  return true;
}

export function noChartProblem(): Problem {
  return {
    code: 'validation/no-chart',
    field: 'scope',
    rule: 'must be a Chart, or a construct below one',
    why: 'cdk8s writes the objects of charts, and an app has none itself',
    fix: "make a chart and give it: const chart = new Chart(app, 'vision', { namespace: 'vision' })",
  };
}
