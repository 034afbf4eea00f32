import type { Construct } from 'constructs';
import { removeNamespace } from '../kubernetes/json-patches';
import { plainObject } from '../kubernetes/plain-object';

const RBAC = 'rbac.authorization.k8s.io';
const PODS = 'prometheus-adapter-pods';

/** The RBAC objects without which the adapter exits, rejects every request, or serves no metric of pods. */
export function grantAdapter(scope: Construct, account: string, namespace: string): void {
  const subjects = [{ kind: 'ServiceAccount', name: account, namespace }];
  const role = (kind: string, name: string) => ({ apiGroup: RBAC, kind, name });
  const clusterWide = (id: string, kind: string, name: string, content: object) => {
    removeNamespace(plainObject(scope, id, { apiVersion: `${RBAC}/v1`, kind, metadata: { name }, ...content }));
  };
  plainObject(scope, 'AuthReader', {
    apiVersion: `${RBAC}/v1`,
    kind: 'RoleBinding',
    metadata: { name: 'prometheus-adapter-auth-reader', namespace: 'kube-system' },
    roleRef: role('Role', 'extension-apiserver-authentication-reader'),
    subjects,
  });
  clusterWide('AuthDelegator', 'ClusterRoleBinding', 'prometheus-adapter:system:auth-delegator', {
    roleRef: role('ClusterRole', 'system:auth-delegator'),
    subjects,
  });
  clusterWide('Pods', 'ClusterRole', PODS, { rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['list'] }] });
  clusterWide('PodsBinding', 'ClusterRoleBinding', PODS, { roleRef: role('ClusterRole', PODS), subjects });
}
