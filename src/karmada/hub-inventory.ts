import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { passOf } from '../app/synth-pass';
import { Inventory } from '../kubernetes/inventory';
import type { Manifest } from '../kubernetes/manifest';

/** The objects of the whole app, once in each pass; what cdk8s cannot render is reported elsewhere. */
export function inventoryOf(construct: IConstruct): Inventory {
  const pass = passOf(construct);
  return pass.once(inventoryOf, () => {
    const rendered: Manifest[] = [];
    for (const object of construct.node.root.node.findAll()) {
      if (!ApiObject.isApiObject(object)) continue;
      try {
        rendered.push(pass.rendering.of(object));
      } catch {
        continue;
      }
    }
    return new Inventory(rendered);
  });
}
