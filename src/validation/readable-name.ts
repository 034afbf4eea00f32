import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';

/** An id that is in kebab case as it is. */
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/**
 * The default name of a construct: the ids below its chart in kebab case, without a hash. `Classifier` becomes
 * `classifier`, `CarFp32` becomes `car-fp32`.
 */
export function readableName(construct: IConstruct): string {
  const chart = Chart.of(construct);
  const ids: string[] = [];
  for (let c: IConstruct | undefined = construct; c && c !== chart; c = c.node.scope) ids.unshift(kebab(c.node.id));
  if (ids.length === 1) return ids[0];
  return ids.filter((id, i) => id !== '' && id !== ids[i - 1]).join('-');
}

function kebab(id: string): string {
  if (KEBAB.test(id)) return id;
  return id
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}
