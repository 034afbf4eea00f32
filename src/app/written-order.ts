import { ApiObject, Chart, type App } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { ConstructTree } from './construct-tree';
import { inDependencyOrder, type Before } from './dependency-order';
import { impliedDependencies } from './implied-dependencies';

/** The charts of an app, and the objects of each, in the order in which cdk8s writes them. */
export interface WrittenOrder {
  readonly charts: readonly Chart[];
  /** Whether the files are numbered, since charts depend on each other. */
  readonly isNumbered: boolean;
  /** How many objects there are in all. */
  readonly count: number;
  objectsOf(chart: Chart): readonly ApiObject[];
}

/**
 * What cdk8s' `App` finds out anew for each chart. Undefined where its own look must say what is wrong or unusual: a
 * circle, or a dependency on a construct outside the app or in no chart.
 */
export function writtenOrder(app: App): WrittenOrder | undefined {
  const tree = new ConstructTree(app);
  const { charts, count } = tree;
  const before = impliedDependencies(tree);
  if (!before) return undefined;
  if (before.size === 0) {
    return { charts: indicesFirst(charts), isNumbered: false, count, objectsOf: (chart) => tree.objectsOf(chart) };
  }
  const sorted = inDependencyOrder(indicesFirst(tree.constructs), before);
  if (!sorted) return undefined;
  const objects = new Map<Chart, readonly ApiObject[]>();
  for (const chart of charts) {
    const own = objectsInOrder(tree, chart, before);
    if (!own) return undefined;
    objects.set(chart, own);
  }
  return {
    charts: sorted.filter((c): c is Chart => Chart.isChart(c)),
    count,
    isNumbered: charts.some((chart) => before.get(chart)?.some((b) => Chart.isChart(b))),
    objectsOf: (chart) => objects.get(chart) ?? [],
  };
}

type Dependencies = ReadonlyMap<IConstruct, readonly Before[]>;

function objectsInOrder(tree: ConstructTree, chart: Chart, before: Dependencies): readonly ApiObject[] | undefined {
  const constructs = chart.node.findAll();
  if (!constructs.some((c) => before.has(c))) return tree.objectsOf(chart);
  return inDependencyOrder(constructs, before)
    ?.filter((c): c is ApiObject => ApiObject.isApiObject(c) && tree.chartOf(c) === chart);
}

/**
 * cdk8s keeps constructs by their path in an object of JavaScript, where paths that are whole numbers come first. Only
 * that of a child of the app can be one.
 */
function indicesFirst<C extends IConstruct>(constructs: readonly C[]): C[] {
  const isIndex = ({ node }: C) => node.scope?.node.scope === undefined && isArrayIndex(node.id);
  return [...constructs.filter(isIndex), ...constructs.filter((c) => !isIndex(c))];
}

function isArrayIndex(id: string): boolean {
  return /^(?:0|[1-9]\d{0,9})$/.test(id) && Number(id) < 2 ** 32 - 1;
}
