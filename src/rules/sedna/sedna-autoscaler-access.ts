import type { Inventory } from '../../kubernetes/inventory';
import { namespaceOf } from '../../kubernetes/inventory';
import type { Manifest } from '../../kubernetes/manifest';
import type { LegacyRule } from '../rule';
import { JOINT_INFERENCE, SEDNA_SOURCE, WORKER_TYPES } from '../../kubernetes/sedna-generated';

const VERBS = ['get', 'create', 'update', 'delete'];
/** What Kubernetes brings, and which hold the right. */
const BUILT_IN = ['edit', 'admin', 'cluster-admin'];

/** Sedna as it is installed may not make the autoscalers that a service asks for. */
export const sednaAutoscalerAccess: LegacyRule = {
  id: 'sedna-autoscaler-access',
  severity: 'advice',
  check: (facts) => {
    if (facts.jointServices.length === 0) return [];
    const granted = grantedNamespaces(facts);
    const made = new Set(facts.of('HorizontalPodAutoscaler').flatMap((o) => (o.metadata?.ownerReferences ?? [])
      .filter(({ kind }) => kind === JOINT_INFERENCE).map(({ name }) => `${namespaceOf(o)}/${name}`)));
    return facts.jointServices.flatMap((object) => {
      const scaled = WORKER_TYPES.filter((type) => object.spec?.[`${type}Worker`]?.hpa !== undefined);
      const namespace = namespaceOf(object);
      if (scaled.length === 0 || granted.has(EVERYWHERE) || granted.has(namespace) || made.has(`${namespace}/${object.metadata?.name}`)) return [];
      return [{
        object,
        problem: {
          field: `spec.${scaled[0]}Worker.hpa`,
          rule: 'no role among these objects lets Sedna make autoscalers in this namespace',
          why: 'Sedna\'s own role does not: it makes the cloud Deployment, is refused the autoscaler (Forbidden), makes nothing more, and the service is Failed for good',
          fix: 'bind get, create, update and delete on horizontalpodautoscalers to the ServiceAccount of its Global Manager (SednaAutoscalerAccess), before the service',
          source: SEDNA_SOURCE,
        },
      }];
    });
  },
};

const EVERYWHERE = '*';

/** Where Sedna's Global Manager may make autoscalers. */
function grantedNamespaces(facts: Inventory): Set<string> {
  const manager = facts.workloads.find((w) => w.containers.some((c) => /(^|\/)sedna-gm(:|@|$)/.test(c.image ?? '')));
  const isManager = ({ kind, name, namespace }: { kind?: string; name?: string; namespace?: string }) => {
    if (kind === 'Group') {
      if (name === 'system:authenticated' || name === 'system:serviceaccounts') return true;
      return manager ? name === `system:serviceaccounts:${manager.namespace}` : /^system:serviceaccounts:/.test(name ?? '');
    }
    if (kind !== 'ServiceAccount') return false;
    return !manager || (name === (manager.pod.serviceAccountName ?? 'default') && namespace === manager.namespace);
  };
  const roles = new Map([...facts.of('Role'), ...facts.of('ClusterRole')].filter(grants).map((r) => [`${r.kind}/${r.kind === 'Role' ? namespaceOf(r) : ''}/${r.metadata?.name}`, r]));
  const bindings = [...facts.of('ClusterRoleBinding'), ...facts.of('RoleBinding')];
  return new Set(bindings.flatMap((b) => {
    const { kind = '', name = '' } = b.roleRef ?? {};
    const held = (kind === 'ClusterRole' && BUILT_IN.includes(name)) || roles.has(`${kind}/${kind === 'Role' ? namespaceOf(b) : ''}/${name}`);
    if (!held || !(b.subjects ?? []).some(isManager)) return [];
    return [b.kind === 'ClusterRoleBinding' ? EVERYWHERE : namespaceOf(b)];
  }));
}

function grants({ rules = [] }: Manifest): boolean {
  const has = (list: readonly string[] = [], value: string) => list.includes(value) || list.includes('*');
  const verbs = rules.filter((r) => has(r.apiGroups, 'autoscaling') && has(r.resources, 'horizontalpodautoscalers') && !r.resourceNames?.length).flatMap((r) => r.verbs ?? []);
  return VERBS.every((v) => has(verbs, v));
}
