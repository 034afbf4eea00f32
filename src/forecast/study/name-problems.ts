import type { ServiceNames } from './service-names';
import type { Problem } from '../../validation/problem';

/** A name that no service has, or several. */
export function unknownService(field: string, value: unknown, names: ServiceNames): Problem {
  // Other values are no names, and some of them cannot be written as a text.
  const name = typeof value === 'string' ? value : '';
  const several = names.find(name).map((service) => names.of(service));
  if (several.length > 1) {
    return {
      code: 'forecast/ambiguous-service',
      field,
      value,
      rule: 'must be the name of one service',
      why: 'the load would be of several',
      fix: `use one of ${several.join(', ')}`,
    };
  }
  const all = names.all;
  const similar = names.similar(name);
  const listed = all.length <= 20 ? all.join(', ') : `${all.slice(0, 20).join(', ')} and ${all.length - 20} more`;
  return {
    code: 'forecast/unknown-service',
    field,
    value,
    rule: 'must be the name of a workload that an autoscaler scales',
    why: 'a forecast is of workloads with an autoscaler',
    fix: similar === undefined ? `use one of: ${listed || 'there is none'}` : `did you mean ${similar}?`,
  };
}
