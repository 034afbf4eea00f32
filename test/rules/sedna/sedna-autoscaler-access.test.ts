import { sednaAutoscalerAccess } from '../../../src/rules/sedna/sedna-autoscaler-access';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const JOINT = `
apiVersion: sedna.io/v1alpha1
kind: JointInferenceService
metadata: { name: helmet, namespace: vision }
spec:
  edgeWorker: { model: { name: little }, hpa: { maxReplicas: 2 } }
  cloudWorker: { model: { name: big } }
`;

const ROLE = 'kind: Role\nmetadata: { name: autoscalers, namespace: vision }';
const BINDING = 'kind: RoleBinding\nmetadata: { name: autoscalers, namespace: vision }';
const ROLE_REF = 'roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: autoscalers }';
const VERBS = 'verbs: [get, create, update, delete]';
const RESOURCES = 'apiGroups: [autoscaling], resources: [horizontalpodautoscalers]';
const RULE = `{ ${RESOURCES}, ${VERBS} }`;
const SUBJECT = '{ kind: ServiceAccount, name: sedna, namespace: sedna }';
const GROUP = "{ kind: Group, name: 'system:serviceaccounts:sedna', apiGroup: rbac.authorization.k8s.io }";

const GRANTED = `${JOINT}---
apiVersion: rbac.authorization.k8s.io/v1
${ROLE}
rules:
  - ${RULE}
---
apiVersion: rbac.authorization.k8s.io/v1
${BINDING}
${ROLE_REF}
subjects:
  - ${SUBJECT}
`;

/** The ClusterRole of the same right, bound in the namespace. */
const CLUSTER_ROLE = change(
  change(GRANTED, ROLE, 'kind: ClusterRole\nmetadata: { name: autoscalers }'),
  'kind: Role, name: autoscalers',
  'kind: ClusterRole, name: autoscalers',
);

const EVERYWHERE = 'kind: ClusterRoleBinding\nmetadata: { name: autoscalers }';

/** What Sedna installs, in short: nothing of autoscaling. */
const STOCK = `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: sedna }
rules:
  - { apiGroups: [sedna.io], resources: [models, jointinferenceservices], verbs: [get, list, watch, patch] }
  - { apiGroups: ['', apps], resources: [deployments, pods], verbs: [create, get, list, watch, update, delete] }
  - { apiGroups: [''], resources: [services, secrets, configmaps], verbs: [create, list, get, delete] }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: sedna }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: sedna }
subjects: [${SUBJECT}]
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
metadata:
  name: hpa-helmet-deployment-edge
  namespace: vision
  ownerReferences: [{ apiVersion: sedna.io/v1alpha1, kind: JointInferenceService, name: helmet }]
spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: helmet-deployment-edge }, maxReplicas: 2 }
`;

/** A role that Kubernetes brings, bound in the namespace of the service. */
function builtIn(name: string, kind: string = 'ClusterRole'): string {
  return `${JOINT}---
apiVersion: rbac.authorization.k8s.io/v1
${BINDING}
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ${kind}, name: ${name} }
subjects: [${SUBJECT}]
`;
}

function place(worker: string = 'edge', namespace: string = 'vision'): [string, string] {
  return [`JointInferenceService ${namespace}/helmet`, `spec.${worker}Worker.hpa`];
}

test('the examples of sedna-autoscaler-access', () => {
  expect(codes(sednaAutoscalerAccess.failing)).toEqual(['sedna-autoscaler-access']);
  expect(codes(sednaAutoscalerAccess.repaired)).toEqual([]);
});

describe('sedna-autoscaler-access fires', () => {
  test('on an autoscaler of the edge worker', () => {
    expect(told(sednaAutoscalerAccess, JOINT)).toEqual([[
      'JointInferenceService vision/helmet',
      'spec.edgeWorker.hpa: no role among these objects lets Sedna create HorizontalPodAutoscalers in this namespace — '
      + "Sedna's own role does not: it gets Forbidden, creates nothing after that, "
      + 'and the JointInferenceService is Failed permanently; '
      + 'bind get, create, update and delete on horizontalpodautoscalers to the ServiceAccount of the Global Manager, '
      + `before the JointInferenceService is created (SednaAutoscalerAccess) (${sednaAutoscalerAccess.source})`,
    ]]);
  });

  test('once for the service', () => {
    const both = change(JOINT, 'model: { name: big }', 'model: { name: big }, hpa: { maxReplicas: 3 }');
    expect(fires(sednaAutoscalerAccess, both)).toEqual([place()]);
  });

  test('on an autoscaler of the cloud worker alone', () => {
    const none = change(JOINT, ', hpa: { maxReplicas: 2 }', '');
    const cloud = change(none, 'model: { name: big }', 'model: { name: big }, hpa: { maxReplicas: 3 }');
    expect(fires(sednaAutoscalerAccess, cloud)).toEqual([place('cloud')]);
  });

  test('beside what Sedna installs', () => {
    expect(fires(sednaAutoscalerAccess, `${JOINT}---\n${STOCK}`)).toEqual([place()]);
  });

  test.each<[string, string, string]>([
    ['when the role may not get', VERBS, 'verbs: [create, update, delete]'],
    ['when the role may not create', VERBS, 'verbs: [get, update, delete]'],
    ['when the role may not update', VERBS, 'verbs: [get, create, delete]'],
    ['when the role may not delete', VERBS, 'verbs: [get, create, update]'],
    ['when the role is of another group of the API', 'apiGroups: [autoscaling]', "apiGroups: ['']"],
    ['when the role is of the status alone',
      'resources: [horizontalpodautoscalers]', 'resources: [horizontalpodautoscalers/status]'],
    ['when the role is of one autoscaler alone', VERBS, `${VERBS}, resourceNames: [hpa-helmet-deployment-edge]`],
    ['when the role has no rules', `rules:\n  - ${RULE}`, 'rules: null'],
    ['when the rules are a text', `rules:\n  - ${RULE}`, 'rules: all'],
    ['when the rule is null', RULE, 'null'],
    ['when the role is in another namespace', ROLE, ROLE.replace('vision', 'sedna')],
    ['when the binding is in another namespace', BINDING, BINDING.replace('vision', 'sedna')],
    ['when the binding names another role', 'kind: Role, name: autoscalers', 'kind: Role, name: others'],
    ['when the binding names a ClusterRole of that name',
      'kind: Role, name: autoscalers', 'kind: ClusterRole, name: autoscalers'],
    ['when a binding of all namespaces names a Role, which it cannot', BINDING, EVERYWHERE],
    ['when the binding names no role', ROLE_REF, 'roleRef: null'],
    ['when the binding is of a user', SUBJECT, '{ kind: User, name: sedna, apiGroup: rbac.authorization.k8s.io }'],
    ['when the binding is of a group of users',
      SUBJECT, '{ kind: Group, name: developers, apiGroup: rbac.authorization.k8s.io }'],
    ['when the binding is of nobody', `subjects:\n  - ${SUBJECT}`, 'subjects: null'],
    ['when the subject is null', SUBJECT, 'null'],
  ])('%s', (_, from, to) => {
    expect(fires(sednaAutoscalerAccess, change(GRANTED, from, to))).toEqual([place()]);
  });

  test.each<[string, string, string]>([
    ['has another account', 'serviceAccountName: sedna', 'serviceAccountName: manager'],
    ['has the default account', '      serviceAccountName: sedna\n', ''],
    ['has an account that is null', 'serviceAccountName: sedna', 'serviceAccountName: null'],
    ['is in another namespace', 'name: gm, namespace: sedna', 'name: gm, namespace: edge'],
    ['is known by its digest',
      "serviceAccountName: sedna\n      containers: [{ name: gm, image: 'kubeedge/sedna-gm:v0.7.0' }]",
      "containers: [{ name: gm, image: 'sedna-gm@sha256:00' }]"],
  ])('when the Global Manager among the objects %s', (_, from, to) => {
    expect(fires(sednaAutoscalerAccess, `${GRANTED}---\n${change(MANAGER, from, to)}`)).toEqual([place()]);
  });

  test('when the group is that of another namespace than the Global Manager\'s', () => {
    const edge = change(MANAGER, 'name: gm, namespace: sedna', 'name: gm, namespace: edge');
    expect(fires(sednaAutoscalerAccess, `${change(GRANTED, SUBJECT, GROUP)}---\n${edge}`)).toEqual([place()]);
  });

  test.each<[string, string]>([
    ['view', builtIn('view')],
    ['system:node', builtIn('system:node')],
    ['a Role that is called edit', builtIn('edit', 'Role')],
  ])('on %s, which does not hold the right', (_, text) => {
    expect(fires(sednaAutoscalerAccess, text)).toEqual([place()]);
  });

  test.each<[string, string, string]>([
    ['that somebody else made', 'ownerReferences:', 'owners:'],
    ['of another service', 'kind: JointInferenceService, name: helmet', 'kind: JointInferenceService, name: other'],
    ['of a service in another namespace', 'namespace: vision', 'namespace: audio'],
    ['of another kind', 'kind: JointInferenceService', 'kind: ScaledObject'],
  ])('beside an autoscaler %s', (_, from, to) => {
    expect(fires(sednaAutoscalerAccess, `${JOINT}---\n${change(MADE, from, to)}`)).toEqual([place()]);
  });

  test('on the service of a namespace in which nothing is granted, beside one in which it is', () => {
    const audio = JOINT.replace('namespace: vision', 'namespace: audio');
    expect(fires(sednaAutoscalerAccess, `${GRANTED}---\n${audio}`)).toEqual([place('edge', 'audio')]);
  });
});

describe('sedna-autoscaler-access is silent', () => {
  test('when a Role of the namespace is bound', () => {
    expect(fires(sednaAutoscalerAccess, GRANTED)).toEqual([]);
  });

  test('when a ClusterRole is bound in all namespaces', () => {
    expect(fires(sednaAutoscalerAccess, change(CLUSTER_ROLE, BINDING, EVERYWHERE))).toEqual([]);
  });

  test('when a ClusterRole is bound in the namespace', () => {
    expect(fires(sednaAutoscalerAccess, CLUSTER_ROLE)).toEqual([]);
  });

  test('when Sedna\'s own role is extended', () => {
    const extended = change(STOCK, 'rules:\n', `rules:\n  - ${RULE}\n`);
    expect(fires(sednaAutoscalerAccess, `${JOINT}---\n${extended}`)).toEqual([]);
  });

  test.each<[string, string, string]>([
    ['when the role may do everything', RULE, "{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }"],
    ['when two of its rules grant it together',
      RULE, `{ ${RESOURCES}, verbs: [get, create] }\n  - { ${RESOURCES}, verbs: [update, delete] }`],
    ['when it grants more', RULE, '{ apiGroups: [apps, autoscaling], '
      + 'resources: [deployments, horizontalpodautoscalers], '
      + 'verbs: [get, list, watch, create, update, patch, delete] }'],
    ['when it names no autoscaler, and so is of all', VERBS, `${VERBS}, resourceNames: []`],
    ['when what it names is null', VERBS, `${VERBS}, resourceNames: null`],
    ['when an account is bound and nobody says which is Sedna\'s',
      'name: sedna, namespace: sedna', 'name: manager, namespace: edge'],
    ['when no worker has an autoscaler', ', hpa: { maxReplicas: 2 }', ''],
  ])('%s', (_, from, to) => {
    expect(fires(sednaAutoscalerAccess, change(GRANTED, from, to))).toEqual([]);
  });

  test.each([
    'system:serviceaccounts:sedna', 'system:serviceaccounts', 'system:authenticated',
  ])('when the group %s is bound, whether the Global Manager is among the objects or not', (group) => {
    const subject = change(GROUP, 'system:serviceaccounts:sedna', group);
    const bound = change(GRANTED, SUBJECT, subject);
    expect(fires(sednaAutoscalerAccess, bound)).toEqual([]);
    expect(fires(sednaAutoscalerAccess, `${bound}---\n${MANAGER}`)).toEqual([]);
  });

  test('when the account of the Global Manager is bound', () => {
    expect(fires(sednaAutoscalerAccess, `${GRANTED}---\n${MANAGER}`)).toEqual([]);
    const unnamed = change(MANAGER, '      serviceAccountName: sedna\n', '');
    const bound = change(GRANTED, 'name: sedna, namespace: sedna', 'name: default, namespace: sedna');
    expect(fires(sednaAutoscalerAccess, `${bound}---\n${unnamed}`)).toEqual([]);
  });

  test.each(['edit', 'admin', 'cluster-admin'])('when %s is bound, which Kubernetes brings', (name) => {
    expect(fires(sednaAutoscalerAccess, builtIn(name))).toEqual([]);
    expect(fires(sednaAutoscalerAccess, change(builtIn(name), BINDING, EVERYWHERE))).toEqual([]);
  });

  test('beside an autoscaler that Sedna made of the service: it could', () => {
    expect(fires(sednaAutoscalerAccess, `${JOINT}---\n${MADE}`)).toEqual([]);
  });

  test.each<[string, string, string]>([
    ['when no worker has an autoscaler', 'hpa: { maxReplicas: 2 }', 'nodes: 2'],
    ['when hpa is null', 'hpa: { maxReplicas: 2 }', 'hpa: null'],
    ['when hpa is a text', 'hpa: { maxReplicas: 2 }', 'hpa: fast'],
    ['when the worker is null', 'edgeWorker: { model: { name: little }, hpa: { maxReplicas: 2 } }', 'edgeWorker: null'],
    ['of a kind of that name in another group', 'sedna.io/v1alpha1', 'example.com/v1'],
  ])('without a role %s', (_, from, to) => {
    expect(fires(sednaAutoscalerAccess, change(JOINT, from, to))).toEqual([]);
  });
});
