import type { Manifest } from '../../../kubernetes/manifest';
import { shapeOf } from '../../../kubernetes/schema/manifest-schema';
import { conform } from '../../../kubernetes/schema/manifest-shape';
import { workload, type Workload } from '../../../kubernetes/workload';

/** The pod of an object of any kind that has one, or its template, where Deployments have it. */
export function podOf(object: Manifest): Workload | undefined {
  if (object.kind === 'Pod' || object.kind === 'CronJob') return workload(object);
  const containers = object.spec?.template?.spec?.containers;
  return containers === undefined ? undefined : workload(conform(object, shapeOf('Deployment')));
}
