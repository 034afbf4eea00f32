import type { Workload } from '../../kubernetes/inventory';
import type { LegacyRule } from '../rule';
import { title } from '../rule';

/** A Service that sends to a port by a name that no container of its pods has. */
export const serviceTargetPortUnknown: LegacyRule = {
  id: 'service-target-port-unknown',
  severity: 'error',
  check: (facts) => facts.of('Service').flatMap((object) => {
    const pods = facts.behind(object);
    return (object.spec?.ports ?? []).flatMap((p: any, i: number) => {
      const target = p.targetPort;
      if (typeof target !== 'string' || /^\d+$/.test(target)) return [];
      const blind = pods.filter((w) => !w.containers.some((c) => (c.ports ?? []).some((d) => d.name === target)));
      if (blind.length === 0) return [];
      return [{
        object,
        problem: {
          field: `spec.ports[${i}].targetPort`,
          value: target,
          rule: `no port of ${title(blind[0].object)} has that name`,
          why: 'its pods would be no endpoint of the Service, and get no request',
          fix: `name the container's port so, or send to one of ${names(blind[0]) || 'those that you declare first'}`,
        },
      }];
    });
  }),
};

function names({ containers }: Workload): string {
  return containers.flatMap((c) => c.ports ?? []).flatMap((p) => (p.name === undefined ? [] : [p.name])).join(', ');
}
