import type { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';

/** The charts of which it is known to which cluster they are applied, by the name of the cluster. */
const clusters = new WeakMap<IConstruct, string>();

/** Remembers that a chart is applied to a cluster of a name, and to no other. */
export function markCluster(chart: Chart, cluster: string): void {
  clusters.set(chart, cluster);
}

/** The cluster that the objects of a construct are applied to; undefined where nothing says so. */
export function clusterOf(construct: IConstruct): string | undefined {
  const chart = [...construct.node.scopes].reverse().find((c) => clusters.has(c));
  return chart && clusters.get(chart);
}

/** Whether two constructs may be applied to one cluster. */
export function mayShareCluster(one: IConstruct, other: IConstruct): boolean {
  const [a, b] = [clusterOf(one), clusterOf(other)];
  return a === undefined || b === undefined || a === b;
}
