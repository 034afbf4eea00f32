import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { passOf } from '../app/synth-pass';
import { Inventory } from '../kubernetes/inventory';
import { ScaleTargets } from '../rules/karmada/hub/scale-targets';

const AUTOSCALERS = new Set(['HorizontalPodAutoscaler', 'ScaledObject', 'FederatedHPA']);

/**
 * The autoscalers of the whole app, once in each pass: one may be propagated by another policy, or be in a chart of its
 * own. They are rendered before the objects that depend on them.
 */
export function scalingIn(construct: IConstruct): ScaleTargets {
  const pass = passOf(construct);
  return pass.once(ScaleTargets, () => {
    const objects = construct.node.root.node.findAll().filter((c): c is ApiObject => ApiObject.isApiObject(c));
    const rendered = objects.filter((o) => AUTOSCALERS.has(o.kind)).map((o) => pass.rendering.of(o));
    return new ScaleTargets(new Inventory(rendered).autoscalers);
  });
}
