import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { clusterOf } from './cluster-charts';
import { passOf } from './synth-pass';
import { hasVersions, versionOf } from './versions/scope-version';
import { Inventory } from '../kubernetes/inventory';
import type { Manifest } from '../kubernetes/manifest';
import type { Rendering } from '../kubernetes/rendered-objects';
import type { TargetVersion } from '../kubernetes/versions/target-version';

/** Objects as they are printed, and those that cdk8s cannot render. */
export interface RenderedObjects {
  readonly rendered: readonly Manifest[];
  readonly failed: ReadonlyArray<{ readonly object: ApiObject; readonly error: Error }>;
}

/** The objects below a construct, rendered in the pass that is under way; of all kinds, or of those that are wanted. */
export function renderedBelow(scope: IConstruct, kinds?: ReadonlySet<string>): RenderedObjects {
  const { rendering, progress, objects } = passOf(scope);
  const rendered: Manifest[] = [];
  const failed: Array<{ object: ApiObject; error: Error }> = [];
  const constructs = scope.node.scope === undefined && objects ? objects : scope.node.findAll();
  for (const object of constructs) {
    if (!ApiObject.isApiObject(object) || kinds?.has(object.kind) === false) continue;
    try {
      rendered.push(rendering.of(object));
      progress?.show('rendered', rendered.length, constructs.length);
    } catch (error) {
      failed.push({ object, error: error as Error });
    }
  }
  return { rendered, failed };
}

/** All objects of the app of a construct, rendered once in a pass. */
export function appObjects(construct: IConstruct): RenderedObjects {
  return passOf(construct).once(appObjects, () => renderedBelow(construct.node.root));
}

/** The inventory of the app of a construct, once in a pass. */
export function appInventory(construct: IConstruct): Inventory {
  return passOf(construct).once(appInventory, () => inventoryOf(construct, appObjects(construct)));
}

/** The inventory of objects that were rendered below a construct. */
export function inventoryOf(scope: IConstruct, { rendered }: RenderedObjects): Inventory {
  const { rendering } = passOf(scope);
  return new Inventory(rendered, {
    clusters: (manifest) => {
      const object = rendering.objectOf(manifest);
      return object && clusterOf(object);
    },
    kubernetes: hasVersions(scope) ? versionsOf(rendering) : undefined,
  });
}

/** The version of each object, which is that of its scope: looked for once in each scope. */
function versionsOf(rendering: Rendering): (manifest: Manifest) => TargetVersion | undefined {
  const known = new Map<IConstruct | undefined, TargetVersion | undefined>();
  return (manifest) => {
    const object = rendering.objectOf(manifest);
    if (object === undefined) return undefined;
    const { scope } = object.node;
    if (!known.has(scope)) known.set(scope, scope && versionOf(scope));
    return known.get(scope);
  };
}
