import { ApiObject, Chart } from 'cdk8s';
import { Dependable, type IConstruct } from 'constructs';
import type { ConstructTree } from './construct-tree';
import { Group, type Before } from './dependency-order';

/**
 * What must come before each construct of an app: its declared dependencies, and those that cdk8s derives from them.
 * A chart depends on the charts in it, and on those that something in it depends on. Where one construct depends on
 * another, so do its objects on those of the other.
 *
 * Undefined where a construct depends on one outside the tree, where one of the two is in no chart, or where others
 * stand for a construct on which something depends.
 */
export function impliedDependencies(tree: ConstructTree): ReadonlyMap<IConstruct, readonly Before[]> | undefined {
  const dependencies = new Dependencies(tree);
  if (!dependencies.addDeclared()) return undefined;
  dependencies.addNestedCharts();
  if (!dependencies.isEmpty && !tree.constructs.every(standsForItself)) return undefined;
  dependencies.addCharts();
  dependencies.addObjects();
  return dependencies.all();
}

class Dependencies {
  private readonly before = new Map<IConstruct, Set<Before>>();
  private readonly groups = new Map<IConstruct, Group>();

  public constructor(private readonly tree: ConstructTree) {}

  public get isEmpty(): boolean {
    return this.before.size === 0;
  }

  public all(): Map<IConstruct, Before[]> {
    return new Map([...this.before].map(([construct, before]) => [construct, [...before]]));
  }

  /** Adds the declared dependencies; false where one of them cannot be sorted here. */
  public addDeclared(): boolean {
    const { tree } = this;
    for (const construct of tree.constructs) {
      for (const target of construct.node.dependencies) {
        if (!tree.chartOf(target) || !tree.chartOf(construct)) return false;
        this.add(construct, target);
      }
    }
    return true;
  }

  public addNestedCharts(): void {
    for (const chart of this.tree.charts) {
      const { scope } = chart.node;
      if (Chart.isChart(scope)) this.add(scope as Chart, chart);
    }
  }

  public addCharts(): void {
    for (const [source, target] of this.pairs()) {
      const [from, to] = [this.tree.chartOf(source)!, this.tree.chartOf(target)!];
      if (from !== to) this.add(from, to);
    }
  }

  public addObjects(): void {
    for (const [source, target] of this.pairs()) {
      const { members } = this.groupOf(target);
      if (members.length === 0) continue;
      const sources = this.groupOf(source).members;
      if (this.mayShare(source, target)) {
        for (const member of members) {
          for (const from of sources) if (from !== member) this.add(from, member);
        }
      } else {
        const before = members.length === 1 ? members[0] : this.groupOf(target);
        for (const from of sources) this.add(from, before);
      }
    }
  }

  /** Whether one object may be below both, which does not depend on itself. */
  private mayShare(source: IConstruct, target: IConstruct): boolean {
    if (this.tree.chartOf(source) !== this.tree.chartOf(target)) return false;
    return isInside(source, target) || isInside(target, source);
  }

  private add(construct: IConstruct, before: Before): void {
    const known = this.before.get(construct);
    if (known) known.add(before);
    else this.before.set(construct, new Set([before]));
  }

  /** Each construct with each other on which it depends so far, in the order of the tree. */
  private pairs(): Array<[source: IConstruct, target: IConstruct]> {
    const pairs: Array<[IConstruct, IConstruct]> = [];
    if (this.isEmpty) return pairs;
    for (const source of this.tree.constructs) {
      for (const target of this.before.get(source) ?? []) {
        if (!(target instanceof Group)) pairs.push([source, target]);
      }
    }
    return pairs;
  }

  /** The objects below a construct that are written with its chart. */
  private groupOf(construct: IConstruct): Group {
    const known = this.groups.get(construct);
    if (known) return known;
    const chart = this.tree.chartOf(construct);
    const isMember = (c: IConstruct) => ApiObject.isApiObject(c) && this.tree.chartOf(c) === chart;
    const group = new Group(construct.node.findAll().filter(isMember));
    this.groups.set(construct, group);
    return group;
  }
}

function isInside(construct: IConstruct, scope: IConstruct): boolean {
  let at: IConstruct | undefined = construct;
  while (at !== undefined && at !== scope) at = at.node.scope;
  return at === scope;
}

/** Whether a dependency on a construct is one on that construct itself, as it is unless a program says otherwise. */
function standsForItself(construct: IConstruct): boolean {
  const { dependencyRoots: roots } = Dependable.of(construct);
  return roots.length === 1 && roots[0] === construct;
}
