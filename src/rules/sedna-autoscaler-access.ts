import type { Facts } from './facts';
import { namespaceOf } from './facts';
import type { Manifest } from './manifest';
import type { Rule } from './rule';
import { SEDNA_SOURCE, WORKER_TYPES } from '../private/sedna';

const VERBS = ['get', 'create', 'update', 'delete'];

/** Sedna as it is installed may not make the autoscalers that a service asks for. */
export const sednaAutoscalerAccess: Rule = {
  id: 'sedna-autoscaler-access',
  severity: 'advice',
  check: (facts) => facts.jointServices.flatMap((object) => {
    const scaled = WORKER_TYPES.filter((type) => object.spec?.[`${type}Worker`]?.hpa !== undefined);
    if (scaled.length === 0 || isGranted(facts, namespaceOf(object))) return [];
    return [{
      object,
      problem: {
        at: `spec.${scaled[0]}Worker.hpa`,
        rule: 'no role among these objects lets Sedna make autoscalers in this namespace',
        why: 'Sedna\'s own role does not: it makes the cloud Deployment, is refused the autoscaler (Forbidden), makes nothing more, and the service is Failed for good',
        fix: 'bind get, create, update and delete on horizontalpodautoscalers to the ServiceAccount of its Global Manager (SednaAutoscalerAccess), before the service',
        source: SEDNA_SOURCE,
      },
    }];
  }),
};

function isGranted(facts: Facts, namespace: string): boolean {
  const bindings = [...facts.of('ClusterRoleBinding'), ...facts.of('RoleBinding').filter((b) => namespaceOf(b) === namespace)];
  return bindings.some(({ kind, roleRef, subjects = [] }) => {
    if (!subjects.some((s) => s.kind === 'ServiceAccount' || s.kind === 'Group')) return false;
    return facts.of(roleRef?.kind ?? '').some((role) => role.metadata?.name === roleRef?.name
      && (role.kind === 'ClusterRole' || (kind === 'RoleBinding' && namespaceOf(role) === namespace)) && grants(role));
  });
}

function grants({ rules = [] }: Manifest): boolean {
  const has = (list: readonly string[] = [], value: string) => list.includes(value) || list.includes('*');
  const verbs = rules.filter((r) => has(r.apiGroups, 'autoscaling') && has(r.resources, 'horizontalpodautoscalers')).flatMap((r) => r.verbs ?? []);
  return VERBS.every((v) => has(verbs, v));
}
