import type { Workload } from '../../kubernetes/inventory';
import type { LegacyRule } from '../rule';
import { title } from '../rule';

/** A Service that sends to a port number which no container of its pods declares: it may be listened on, but nothing says so. */
export const servicePortUndeclared: LegacyRule = {
  id: 'service-port-undeclared',
  severity: 'advice',
  check: (facts) => facts.of('Service').flatMap((object) => {
    const pods = facts.behind(object);
    return (object.spec?.ports ?? []).flatMap((p: any, i: number) => {
      const target = Number(p.targetPort || p.port);
      if (Number.isNaN(target)) return [];
      const blind = pods.filter((w) => !w.containers.some((c) => (c.ports ?? []).some((d) => d.containerPort === target)));
      if (blind.length === 0) return [];
      return [{
        object,
        problem: {
          field: `spec.ports[${i}].targetPort`,
          value: target,
          rule: `no container of ${title(blind[0].object)} declares that port`,
          why: 'what listens there is not written down, and connections are refused when nothing does',
          fix: `declare the port on the container, or send to one of ${numbers(blind[0]) || 'those that you declare first'}`,
        },
      }];
    });
  }),
};

function numbers({ containers }: Workload): string {
  return containers.flatMap((c) => c.ports ?? []).map((p) => p.containerPort).join(', ');
}
