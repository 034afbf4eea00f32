import type { IConstruct } from 'constructs';

/** What must come before something: constructs, and groups that several have in common. */
export type Before = IConstruct | Group;

/** Constructs that all come before whatever names the group. */
export class Group {
  public constructor(public readonly members: readonly IConstruct[]) {}
}

/**
 * Constructs so that each comes behind what it depends on, as cdk8s' `DependencyGraph` sorts them: depth first, those
 * on which nothing depends in the order given. Undefined where they depend on each other in a circle.
 *
 * cdk8s visits what several constructs depend on once for each of them, and again for each of those. Here everything is
 * visited once.
 */
export function inDependencyOrder(
  constructs: readonly IConstruct[],
  before: ReadonlyMap<IConstruct, readonly Before[]>,
): IConstruct[] | undefined {
  const sorting = new Sorting(constructs, before);
  return sorting.sorted();
}

/** A construct or a group whose dependencies are being visited, and how many of them were. */
interface Visit {
  readonly at: Before;
  readonly next: readonly Before[];
  count: number;
}

class Sorting {
  private readonly order: IConstruct[] = [];
  private readonly scope: ReadonlySet<Before>;
  private readonly open = new Set<Before>();
  private readonly done = new Set<Before>();

  public constructor(
    private readonly constructs: readonly IConstruct[],
    private readonly before: ReadonlyMap<IConstruct, readonly Before[]>,
  ) {
    this.scope = new Set(constructs);
  }

  public sorted(): IConstruct[] | undefined {
    const needed = this.needed();
    for (const construct of this.constructs) {
      if (!needed.has(construct) && !this.visit(construct)) return undefined;
    }
    // What only a circle leads to was not visited.
    return this.order.length === this.constructs.length ? this.order : undefined;
  }

  /** What something else depends on. */
  private needed(): Set<Before> {
    const needed = new Set<Before>();
    for (const construct of this.constructs) {
      for (const target of this.before.get(construct) ?? []) {
        // A chart may depend on one of thousands of objects, which are not sorted with it.
        if (needed.has(target) || !this.isInScope(target)) continue;
        needed.add(target);
        if (target instanceof Group) target.members.forEach((member) => needed.add(member));
      }
    }
    return needed;
  }

  /** Whether all that a construct depends on could be put before it. Not recursive: chains may be long. */
  private visit(start: IConstruct): boolean {
    const stack = [this.enter(start)];
    while (stack.length > 0) {
      const visit = stack[stack.length - 1];
      if (visit.count === visit.next.length) {
        this.leave(visit.at);
        stack.pop();
        continue;
      }
      const target = visit.next[visit.count++];
      if (this.open.has(target)) return false;
      if (!this.done.has(target) && this.isInScope(target)) stack.push(this.enter(target));
    }
    return true;
  }

  /** What is outside is not sorted here; the members of a group are in one chart. */
  private isInScope(target: Before): boolean {
    return this.scope.has(target instanceof Group ? target.members[0] : target);
  }

  private enter(at: Before): Visit {
    this.open.add(at);
    return { at, next: at instanceof Group ? at.members : this.before.get(at) ?? [], count: 0 };
  }

  private leave(at: Before): void {
    this.open.delete(at);
    this.done.add(at);
    if (!(at instanceof Group)) this.order.push(at);
  }
}
