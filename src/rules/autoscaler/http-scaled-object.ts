import { namespaceOf, type Inventory } from '../../kubernetes/inventory';
import { ADD_ON_GROUP } from '../../kubernetes/keda/http-add-on';
import type { Report } from '../rule';
import { title } from '../rule';

/** The annotation with which the HTTP add-on makes no ScaledObject. */
const SKIP = 'httpscaledobject.keda.sh/skip-scaledobject-creation';

/** HTTPScaledObjects, of which the HTTP add-on makes ScaledObjects, of workloads that something else scales. */
export function checkHttpScaledObjects(inventory: Inventory, report: Report): void {
  const scaled = new Map(inventory.autoscalers.map((one) => [`${one.namespace}/${one.targetRef}`, one.object]));
  for (const object of inventory.of('HTTPScaledObject')) {
    const isSkipped = object.metadata?.annotations?.[SKIP] === 'true';
    if (!object.apiVersion.startsWith(ADD_ON_GROUP) || isSkipped || inventory.isPatch(object)) continue;
    const { kind = 'Deployment', name } = object.spec?.scaleTargetRef ?? {};
    const target = `${kind}/${name}`;
    const other = scaled.get(`${namespaceOf(object)}/${target}`);
    if (!other) continue;
    const isOverwritten = other.kind === 'ScaledObject' && other.metadata?.name === object.metadata?.name;
    report(object, {
      field: 'spec.scaleTargetRef',
      value: target,
      rule: `must not be beside ${title(other)}, which scales it too: the add-on makes a ScaledObject itself`,
      why: isOverwritten ? 'it overwrites the ScaledObject of its name, triggers included'
        : 'the webhook of KEDA rejects the ScaledObject that the add-on makes, so requests start nothing',
      fix: `set the annotation ${SKIP}: "true", or use an InterceptorRoute`,
      severity: other.kind === 'HorizontalPodAutoscaler' ? 'warning' : 'error',
    });
  }
}
