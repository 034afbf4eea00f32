import type { DescribedObject } from './scaling-metric-options';
import { matches, METRIC_NAME } from '../validation/names';
import type { Problem } from '../validation/problem';

/** Problems of the object that a metric describes. */
export function describedProblems(described: DescribedObject | undefined): Problem[] {
  const { apiVersion, kind, name } = described ?? {};
  const versioned = typeof apiVersion === 'string' && /^([-a-z0-9.]+\/)?v\d+((alpha|beta)\d+)?$/.test(apiVersion);
  if (versioned && matches(METRIC_NAME, kind) && matches(METRIC_NAME, name)) return [];
  return [{
    code: 'values/incomplete-described-object',
    field: 'describedObject',
    value: { apiVersion, kind, name },
    rule: 'must name an object by apiVersion, kind and name',
    why: 'the HPA could not request its metric',
    fix: 'set all three, such as networking.k8s.io/v1, Ingress, web',
  }];
}
