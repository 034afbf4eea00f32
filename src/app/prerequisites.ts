import type { IConstruct } from 'constructs';
import { lookAtApp } from './validator';
import type { Rendering } from '../kubernetes/rendered-objects';
import type { NeededBy, Prerequisite } from '../prerequisites/kinds/prerequisite';
import { prerequisiteText } from '../prerequisites/prerequisite-text';
import { prerequisitesOf } from '../prerequisites/prerequisites-of';
import { checksArguments } from '../validation/checks-arguments';

/** An object that needs something of the cluster. */
export interface PrerequisiteUse {
  /** The path of the object in the construct tree. */
  readonly path: string;
  /** The object, such as `Deployment vision/classifier`. */
  readonly object: string;
  /** The field that refers to it, such as `spec.metrics[0]`. */
  readonly field: string;
}

/** Something that must be in the cluster before the manifests of a program work. */
export interface ClusterPrerequisite {
  /** What it is known by, such as `metrics-server` or `secret/vision/registry`. It stays the same between versions. */
  readonly id: string;
  /** What it is, as a heading. */
  readonly title: string;
  /** What it is for, and what happens without it. */
  readonly why: string;
  /** The objects that need it, each once. */
  readonly neededBy: PrerequisiteUse[];
  /** The clusters that must have it; empty for the cluster to which the manifests are applied. */
  readonly clusters: string[];
  /** The command that shows whether it is there. */
  readonly check: string;
  /** What the command prints where it is there. */
  readonly expected: string;
  /**
   * The address of a page that describes how to get it.
   *
   * @default - there is none
   */
  readonly install?: string;
  /**
   * The oldest version that is enough, such as `1.34`.
   *
   * @default - any version, as far as is known
   */
  readonly version?: string;
}

/**
 * Lists what the objects of a program need of the cluster, and the program does not bring: metrics-server, an operator,
 * a Secret, a node with a label.
 *
 * @example
 *
 * const first = Prerequisites.of(chart)[0];
 * const command = first.check;
 * const text = Prerequisites.describe(chart);
 */
@checksArguments
export class Prerequisites {
  /**
   * What the objects below a construct need. What any chart of the app brings is not listed.
   *
   * @param scope the app, a chart or any construct
   */
  public static of(scope: IConstruct): ClusterPrerequisite[] {
    return below(scope).map(({ prerequisite: { neededBy, clusters, ...data }, uses }) => (
      { ...data, clusters: [...clusters], neededBy: uses }));
  }

  /**
   * The same as a text: each prerequisite with the objects that need it, the command, and what it prints.
   *
   * @param scope the app, a chart or any construct
   */
  public static describe(scope: IConstruct): string {
    return prerequisiteText(below(scope).map(({ prerequisite }) => prerequisite));
  }

  private constructor() {}
}

interface Below {
  readonly prerequisite: Prerequisite;
  readonly uses: PrerequisiteUse[];
}

/** What objects below a construct need, without those that need it elsewhere. */
function below(scope: IConstruct): Below[] {
  return lookAtApp(scope, (inventory, rendering) => prerequisitesOf(inventory).flatMap((found): Below[] => {
    const neededBy = found.neededBy.filter((by) => isBelow(by, scope, rendering));
    if (neededBy.length === 0) return [];
    const uses = neededBy.map((by) => ({ path: pathOf(by, rendering), object: by.title, field: by.field }));
    return [{ prerequisite: { ...found, neededBy }, uses }];
  }));
}

function isBelow({ object, owner }: NeededBy, scope: IConstruct, rendering: Rendering): boolean {
  return rendering.objectOf(owner ?? object)?.node.scopes.includes(scope) === true;
}

function pathOf({ object, owner }: NeededBy, rendering: Rendering): string {
  return rendering.objectOf(owner ?? object)?.node.path ?? '';
}
