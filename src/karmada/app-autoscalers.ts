import type { IConstruct } from 'constructs';
import { renderedBelow } from '../app/app-inventory';
import { passOf } from '../app/synth-pass';
import { Inventory } from '../kubernetes/inventory';
import { ScaleTargets } from '../rules/karmada/hub/autoscalers-by-target';

const AUTOSCALERS = new Set(['HorizontalPodAutoscaler', 'ScaledObject', 'FederatedHPA']);

/**
 * The autoscalers of the whole app, once in each pass: one may be propagated by another policy, or be in a chart of its
 * own. They are rendered before the objects that depend on them.
 */
export function scalingIn(construct: IConstruct): ScaleTargets {
  return passOf(construct).once(scalingIn, () => (
    new ScaleTargets(new Inventory(renderedBelow(construct.node.root, AUTOSCALERS).rendered).autoscalers)));
}
