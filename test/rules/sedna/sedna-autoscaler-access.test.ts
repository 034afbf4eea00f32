import { sednaAutoscalerAccess } from '../../../src/rules/sedna/sedna-autoscaler-access';
import { change, told } from '../manifests';

const JOINT = `
apiVersion: sedna.io/v1alpha1
kind: JointInferenceService
metadata: { name: helmet, namespace: vision }
spec:
  edgeWorker: { model: { name: little }, hpa: { maxReplicas: 2 } }
  cloudWorker: { model: { name: big } }
`;

const GRANTED = `${JOINT}---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: autoscalers, namespace: vision }
rules:
  - { apiGroups: [autoscaling], resources: [horizontalpodautoscalers], verbs: [get, create, update, delete] }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: autoscalers, namespace: vision }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: autoscalers }
subjects:
  - { kind: ServiceAccount, name: sedna, namespace: sedna }
`;

const RULE = '{ apiGroups: [autoscaling], resources: [horizontalpodautoscalers], verbs: [get, create, update, delete] }';
const SUBJECT = '{ kind: ServiceAccount, name: sedna, namespace: sedna }';

/** The same, granted in all namespaces. */
const CLUSTER_WIDE = GRANTED.replace('kind: Role\nmetadata: { name: autoscalers, namespace: vision }', 'kind: ClusterRole\nmetadata: { name: autoscalers }')
  .replace('kind: RoleBinding\nmetadata: { name: autoscalers, namespace: vision }', 'kind: ClusterRoleBinding\nmetadata: { name: autoscalers }')
  .replace('kind: Role, name: autoscalers', 'kind: ClusterRole, name: autoscalers');

/** What Sedna installs, in short: nothing of autoscaling. */
const STOCK = `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: sedna }
rules:
  - { apiGroups: [sedna.io], resources: [datasets, models, jointinferenceservices], verbs: [get, list, watch, patch] }
  - { apiGroups: ['', apps], resources: [deployments, pods], verbs: [create, get, list, watch, update, delete] }
  - { apiGroups: [''], resources: [services, secrets, configmaps], verbs: [create, list, get, delete] }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: sedna }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: sedna }
subjects: [{ kind: ServiceAccount, name: sedna, namespace: sedna }]
`;

/** Sedna's Global Manager, as Sedna installs it. */
const MANAGER = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: gm, namespace: sedna }
spec:
  template:
    metadata: { labels: { sedna: gm } }
    spec:
      serviceAccountName: sedna
      containers: [{ name: gm, image: 'kubeedge/sedna-gm:v0.7.0' }]
`;

/** An autoscaler that Sedna made of the service. */
const MADE = `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: hpa-helmet-deployment-edge, namespace: vision, ownerReferences: [{ apiVersion: sedna.io/v1alpha1, kind: JointInferenceService, name: helmet }] }
spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: helmet-deployment-edge }, maxReplicas: 2 }
`;

const GROUP = "{ kind: Group, name: 'system:serviceaccounts:sedna', apiGroup: rbac.authorization.k8s.io }";

/** A role that Kubernetes brings, bound in the namespace of the service. */
function builtIn(name: string, kind: string = 'ClusterRole'): string {
  return `${JOINT}---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: autoscalers, namespace: vision }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ${kind}, name: ${name} }
subjects: [${SUBJECT}]
`;
}

function message(worker: string = 'edge'): string {
  return `spec.${worker}Worker.hpa: no role among these objects lets Sedna make autoscalers in this namespace — `
    + 'Sedna\'s own role does not: it makes the cloud Deployment, is refused the autoscaler (Forbidden), makes nothing more, and the service is Failed for good; '
    + 'bind get, create, update and delete on horizontalpodautoscalers to the ServiceAccount of its Global Manager (SednaAutoscalerAccess), before the service '
    + '(https://github.com/kubeedge/sedna)';
}

describe('sedna-autoscaler-access fires', () => {
  test('on an autoscaler of the edge worker, once for the service', () => {
    expect(told(sednaAutoscalerAccess, JOINT)).toEqual([['JointInferenceService vision/helmet', message()]]);
    expect(told(sednaAutoscalerAccess, change(JOINT, 'model: { name: big }', 'model: { name: big }, hpa: { maxReplicas: 3 }'))).toEqual([['JointInferenceService vision/helmet', message()]]);
  });

  test('on an autoscaler of the cloud worker alone', () => {
    const cloud = change(change(JOINT, ', hpa: { maxReplicas: 2 }', ''), 'model: { name: big }', 'model: { name: big }, hpa: { maxReplicas: 3 }');
    expect(told(sednaAutoscalerAccess, cloud)).toEqual([['JointInferenceService vision/helmet', message('cloud')]]);
  });

  test('beside what Sedna installs', () => {
    expect(told(sednaAutoscalerAccess, `${JOINT}---\n${STOCK}`)).toEqual([['JointInferenceService vision/helmet', message()]]);
  });

  test.each<[string, string, string]>([
    ['when the role may not get', 'verbs: [get, create, update, delete]', 'verbs: [create, update, delete]'],
    ['when the role may not create', 'verbs: [get, create, update, delete]', 'verbs: [get, update, delete]'],
    ['when the role may not update', 'verbs: [get, create, update, delete]', 'verbs: [get, create, delete]'],
    ['when the role may not delete', 'verbs: [get, create, update, delete]', 'verbs: [get, create, update]'],
    ['when the role is of another group of the API', 'apiGroups: [autoscaling]', "apiGroups: ['']"],
    ['when the role is of the status alone', 'resources: [horizontalpodautoscalers]', 'resources: [horizontalpodautoscalers/status]'],
    ['when the role is of one autoscaler alone', 'verbs: [get, create, update, delete]', 'verbs: [get, create, update, delete], resourceNames: [hpa-helmet-deployment-edge]'],
    ['when the role has no rules', `rules:\n  - ${RULE}`, 'rules: null'],
    ['when the rules are a text', `rules:\n  - ${RULE}`, 'rules: all'],
    ['when the rule is null', RULE, 'null'],
    ['when the role is in another namespace', 'kind: Role\nmetadata: { name: autoscalers, namespace: vision }', 'kind: Role\nmetadata: { name: autoscalers, namespace: sedna }'],
    ['when the binding is in another namespace', 'kind: RoleBinding\nmetadata: { name: autoscalers, namespace: vision }', 'kind: RoleBinding\nmetadata: { name: autoscalers, namespace: sedna }'],
    ['when the binding names another role', 'kind: Role, name: autoscalers', 'kind: Role, name: others'],
    ['when the binding names a ClusterRole of that name', 'kind: Role, name: autoscalers', 'kind: ClusterRole, name: autoscalers'],
    ['when a binding of all namespaces names a Role, which it cannot', 'kind: RoleBinding\nmetadata: { name: autoscalers, namespace: vision }', 'kind: ClusterRoleBinding\nmetadata: { name: autoscalers }'],
    ['when the binding names no role', 'roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: autoscalers }', 'roleRef: null'],
    ['when the binding is of a user', SUBJECT, '{ kind: User, name: sedna, apiGroup: rbac.authorization.k8s.io }'],
    ['when the binding is of a group of users', SUBJECT, '{ kind: Group, name: developers, apiGroup: rbac.authorization.k8s.io }'],
    ['when the binding is of nobody', `subjects:\n  - ${SUBJECT}`, 'subjects: null'],
    ['when the subject is null', SUBJECT, 'null'],
  ])('%s', (_, from, to) => {
    expect(told(sednaAutoscalerAccess, change(GRANTED, from, to))).toEqual([['JointInferenceService vision/helmet', message()]]);
  });

  test.each<[string, string, string]>([
    ['has another account', 'serviceAccountName: sedna', 'serviceAccountName: manager'],
    ['has the default account', '      serviceAccountName: sedna\n', ''],
    ['has an account that is null', 'serviceAccountName: sedna', 'serviceAccountName: null'],
    ['is in another namespace', 'name: gm, namespace: sedna', 'name: gm, namespace: edge'],
    ['is told by its digest', "serviceAccountName: sedna\n      containers: [{ name: gm, image: 'kubeedge/sedna-gm:v0.7.0' }]", "containers: [{ name: gm, image: 'sedna-gm@sha256:00' }]"],
  ])('when the Global Manager among the objects %s', (_, from, to) => {
    expect(told(sednaAutoscalerAccess, `${GRANTED}---\n${change(MANAGER, from, to)}`)).toEqual([['JointInferenceService vision/helmet', message()]]);
  });

  test('when the group is that of another namespace than the Global Manager\'s', () => {
    const edge = change(MANAGER, 'name: gm, namespace: sedna', 'name: gm, namespace: edge');
    expect(told(sednaAutoscalerAccess, `${change(GRANTED, SUBJECT, GROUP)}---\n${edge}`)).toEqual([['JointInferenceService vision/helmet', message()]]);
  });

  test.each<[string, string]>([
    ['view', builtIn('view')], ['system:node', builtIn('system:node')], ['a Role that is called edit', builtIn('edit', 'Role')],
  ])('on %s, which does not hold the right', (_, text) => {
    expect(told(sednaAutoscalerAccess, text)).toEqual([['JointInferenceService vision/helmet', message()]]);
  });

  test.each<[string, string, string]>([
    ['that somebody else made', ', ownerReferences: [{ apiVersion: sedna.io/v1alpha1, kind: JointInferenceService, name: helmet }]', ''],
    ['of another service', 'kind: JointInferenceService, name: helmet', 'kind: JointInferenceService, name: other'],
    ['of a service in another namespace', 'name: hpa-helmet-deployment-edge, namespace: vision', 'name: hpa-helmet-deployment-edge, namespace: audio'],
    ['of another kind', 'kind: JointInferenceService', 'kind: ScaledObject'],
  ])('beside an autoscaler %s', (_, from, to) => {
    expect(told(sednaAutoscalerAccess, `${JOINT}---\n${change(MADE, from, to)}`)).toEqual([['JointInferenceService vision/helmet', message()]]);
  });

  test('on the service of a namespace in which nothing is granted, beside one in which it is', () => {
    expect(told(sednaAutoscalerAccess, `${GRANTED}---\n${JOINT.replace('namespace: vision', 'namespace: audio')}`)).toEqual([['JointInferenceService audio/helmet', message()]]);
  });
});

describe('sedna-autoscaler-access is silent', () => {
  test('when a Role of the namespace is bound', () => {
    expect(told(sednaAutoscalerAccess, GRANTED)).toEqual([]);
  });

  test('when a ClusterRole is bound in all namespaces', () => {
    expect(told(sednaAutoscalerAccess, CLUSTER_WIDE)).toEqual([]);
  });

  test('when a ClusterRole is bound in the namespace', () => {
    expect(told(sednaAutoscalerAccess, change(CLUSTER_WIDE, 'kind: ClusterRoleBinding\nmetadata: { name: autoscalers }', 'kind: RoleBinding\nmetadata: { name: autoscalers, namespace: vision }'))).toEqual([]);
  });

  test('when Sedna\'s own role is extended', () => {
    expect(told(sednaAutoscalerAccess, `${JOINT}---\n${change(STOCK, 'rules:\n', `rules:\n  - ${RULE}\n`)}`)).toEqual([]);
  });

  test.each<[string, string, string]>([
    ['when the role may do everything', RULE, "{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }"],
    ['when two of its rules grant it together', RULE, '{ apiGroups: [autoscaling], resources: [horizontalpodautoscalers], verbs: [get, create] }\n  - { apiGroups: [autoscaling], resources: [horizontalpodautoscalers], verbs: [update, delete] }'],
    ['when it grants more', RULE, '{ apiGroups: [apps, autoscaling], resources: [deployments, horizontalpodautoscalers], verbs: [get, list, watch, create, update, patch, delete] }'],
    ['when it names no autoscaler, and so is of all', 'verbs: [get, create, update, delete]', 'verbs: [get, create, update, delete], resourceNames: []'],
    ['when what it names is null', 'verbs: [get, create, update, delete]', 'verbs: [get, create, update, delete], resourceNames: null'],
    ['when an account is bound and nobody says which is Sedna\'s', 'name: sedna, namespace: sedna', 'name: manager, namespace: edge'],
    ['when no worker has an autoscaler', ', hpa: { maxReplicas: 2 }', ''],
  ])('%s', (_, from, to) => {
    expect(told(sednaAutoscalerAccess, change(GRANTED, from, to))).toEqual([]);
  });

  test.each(['system:serviceaccounts:sedna', 'system:serviceaccounts', 'system:authenticated'])('when the group %s is bound, whether the Global Manager is among the objects or not', (group) => {
    const bound = change(GRANTED, SUBJECT, `{ kind: Group, name: '${group}', apiGroup: rbac.authorization.k8s.io }`);
    expect([told(sednaAutoscalerAccess, bound), told(sednaAutoscalerAccess, `${bound}---\n${MANAGER}`)]).toEqual([[], []]);
  });

  test('when the account of the Global Manager is bound', () => {
    expect(told(sednaAutoscalerAccess, `${GRANTED}---\n${MANAGER}`)).toEqual([]);
    const unnamed = change(MANAGER, '      serviceAccountName: sedna\n', '');
    expect(told(sednaAutoscalerAccess, `${change(GRANTED, 'name: sedna, namespace: sedna', 'name: default, namespace: sedna')}---\n${unnamed}`)).toEqual([]);
  });

  test.each(['edit', 'admin', 'cluster-admin'])('when %s is bound, which Kubernetes brings', (name) => {
    expect(told(sednaAutoscalerAccess, builtIn(name))).toEqual([]);
    expect(told(sednaAutoscalerAccess, change(builtIn(name), 'kind: RoleBinding\nmetadata: { name: autoscalers, namespace: vision }', 'kind: ClusterRoleBinding\nmetadata: { name: autoscalers }'))).toEqual([]);
  });

  test('beside an autoscaler that Sedna made of the service: it could', () => {
    expect(told(sednaAutoscalerAccess, `${JOINT}---\n${MADE}`)).toEqual([]);
  });

  test.each<[string, string, string]>([
    ['when no worker has an autoscaler', 'hpa: { maxReplicas: 2 }', 'nodes: 2'],
    ['when hpa is null', 'hpa: { maxReplicas: 2 }', 'hpa: null'],
    ['when hpa is a text', 'hpa: { maxReplicas: 2 }', 'hpa: fast'],
    ['when the workers are null', '  edgeWorker: { model: { name: little }, hpa: { maxReplicas: 2 } }', '  edgeWorker: null'],
    ['of a kind of that name in another group', 'sedna.io/v1alpha1', 'example.com/v1'],
  ])('without a role %s', (_, from, to) => {
    expect(told(sednaAutoscalerAccess, change(JOINT, from, to))).toEqual([]);
  });
});
