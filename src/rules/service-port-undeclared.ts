import { namespaceOf } from './facts';
import type { Rule } from './rule';
import { title } from './rule';

/** A Service that sends to a port which no container of its pods declares. */
export const servicePortUndeclared: Rule = {
  id: 'service-port-undeclared',
  severity: 'error',
  check: (facts) => facts.of('Service').flatMap((object) => {
    const pods = facts.selected(namespaceOf(object), { matchLabels: object.spec?.selector });
    return (object.spec?.ports ?? []).flatMap((p: any, i: number) => {
      const target = p.targetPort ?? p.port;
      const blind = pods.filter((w) => !w.containers.some((c) => (c.ports ?? []).some((d) => d.containerPort === target || d.name === target)));
      if (blind.length === 0) return [];
      return [{
        object,
        problem: {
          at: `spec.ports[${i}].targetPort`,
          got: target,
          rule: `no container of ${title(blind[0].object)} declares that port`,
          why: 'connections to the Service would be refused',
          fix: `declare the port on the container, or send to one of ${blind[0].containers.flatMap((c) => c.ports ?? []).map((d) => d.containerPort).join(', ') || 'none so far'}`,
        },
      }];
    });
  }),
};
