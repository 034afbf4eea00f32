import { change, told } from '../manifests';
import { duplicateObject } from '../../../src/rules/workload/duplicate-object';

const TWICE = `
apiVersion: v1
kind: Service
metadata: { name: classifier, namespace: vision }
---
# the second
apiVersion: v1
kind: Service
metadata: { namespace: vision, name: classifier }
`;

const ROLE = `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: scaling, namespace: vision }
rules: [{ apiGroups: [autoscaling], resources: [horizontalpodautoscalers], verbs: [get, create, update, delete] }]
`;

const BINDING = `
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: scaling, namespace: vision }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: scaling }
subjects: [{ kind: ServiceAccount, name: sedna, namespace: sedna }]
`;

const MESSAGE = 'metadata.name: got "classifier"; there is another Service vision/classifier — applying the second would overwrite the first; give one of them another name or namespace';

describe('duplicate-object fires', () => {
  test('on the second object of one kind, namespace and name', () => {
    expect(told(duplicateObject, TWICE)).toEqual([['Service vision/classifier', MESSAGE]]);
  });

  test('on each further one', () => {
    expect(told(duplicateObject, `${TWICE}---\n${TWICE}`)).toEqual(Array(3).fill(['Service vision/classifier', MESSAGE]));
  });

  test('on two versions of one group, which are one object', () => {
    expect(told(duplicateObject, `
apiVersion: autoscaling/v1
kind: HorizontalPodAutoscaler
metadata: { name: hpa, namespace: vision }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: hpa, namespace: vision }
`)).toEqual([[
      'HorizontalPodAutoscaler vision/hpa',
      'metadata.name: got "hpa"; there is another HorizontalPodAutoscaler vision/hpa — applying the second would overwrite the first; give one of them another name or namespace',
    ]]);
  });

  test('on an object without a namespace beside one in the default namespace', () => {
    expect(told(duplicateObject, `
apiVersion: v1
kind: ConfigMap
metadata: { name: c }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: c, namespace: default }
`)).toEqual([[
      'ConfigMap default/c',
      'metadata.name: got "c"; there is another ConfigMap default/c — applying the second would overwrite the first; give one of them another name or namespace',
    ]]);
  });

  test('on kinds that no other rule reads', () => {
    const group = 'apiVersion: apps.kubeedge.io/v1alpha1\nkind: NodeGroup\nmetadata: { name: beijing }\n';
    expect(told(duplicateObject, `${group}---\n${group}`).map(([object]) => object)).toEqual(['NodeGroup beijing']);
  });

  test.each<[string, string, string]>([
    ['may do less', 'verbs: [get, create, update, delete]', 'verbs: [get]'],
    ['is of other resources', 'resources: [horizontalpodautoscalers]', 'resources: [deployments]'],
    ['is of another group of the API', 'apiGroups: [autoscaling]', 'apiGroups: [apps]'],
    ['grants nothing', 'rules: [{ apiGroups: [autoscaling], resources: [horizontalpodautoscalers], verbs: [get, create, update, delete] }]', 'rules: []'],
    ['is of some objects alone', 'verbs: [get, create, update, delete]', 'verbs: [get, create, update, delete], resourceNames: [classifier]'],
    ['is of an address too', 'verbs: [get, create, update, delete]', 'verbs: [get, create, update, delete], nonResourceURLs: [/metrics]'],
  ])('on a second role of one name that %s', (_, from, to) => {
    expect(told(duplicateObject, `${ROLE}---\n${change(ROLE, from, to)}`)).toEqual([[
      'Role vision/scaling',
      'metadata.name: got "scaling"; there is another Role vision/scaling — applying the second would overwrite the first; give one of them another name or namespace',
    ]]);
  });

  test('on a second role of the cluster of one name that gathers others', () => {
    const role = ROLE.replace('kind: Role', 'kind: ClusterRole').replace(', namespace: vision', '');
    const gathers = (label: string) => `${role}aggregationRule: { clusterRoleSelectors: [{ matchLabels: { ${label}: 'true' } }] }\n`;
    expect(told(duplicateObject, `${role}---\n${gathers('a')}`).map(([object]) => object)).toEqual(['ClusterRole scaling']);
    expect(told(duplicateObject, `${gathers('a')}---\n${gathers('b')}`).map(([object]) => object)).toEqual(['ClusterRole scaling']);
    expect(told(duplicateObject, `${gathers('a')}---\n${gathers('a')}`)).toEqual([]);
  });

  test.each<[string, string, string]>([
    ['binds another role', 'kind: Role, name: scaling', 'kind: Role, name: reading'],
    ['binds a role of the cluster', 'kind: Role, name: scaling', 'kind: ClusterRole, name: scaling'],
    ['binds another account', 'name: sedna, namespace: sedna', 'name: other, namespace: sedna'],
    ['binds an account of another namespace', 'name: sedna, namespace: sedna', 'name: sedna, namespace: vision'],
    ['binds nobody', '[{ kind: ServiceAccount, name: sedna, namespace: sedna }]', 'null'],
  ])('on a second binding of one name that %s', (_, from, to) => {
    expect(told(duplicateObject, `${BINDING}---\n${change(BINDING, from, to)}`).map(([object]) => object)).toEqual(['RoleBinding vision/scaling']);
  });

  test('on equal objects that are no roles', () => {
    const account = 'apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: sedna, namespace: sedna }\n';
    expect(told(duplicateObject, `${account}---\n${account}`).map(([object]) => object)).toEqual(['ServiceAccount sedna/sedna']);
  });

  test('on the third of which the first two are equal roles', () => {
    expect(told(duplicateObject, `${ROLE}---\n${ROLE}---\n${change(ROLE, 'verbs: [get, create, update, delete]', 'verbs: [get]')}`)).toHaveLength(1);
  });
});

describe('duplicate-object is silent', () => {
  const SECOND = 'kind: Service\nmetadata: { namespace: vision, name: classifier }';
  test.each<[string, string]>([
    ['when the namespace differs', 'kind: Service\nmetadata: { namespace: audio, name: classifier }'],
    ['when the name differs', 'kind: Service\nmetadata: { namespace: vision, name: detector }'],
    ['when the kind differs', 'kind: Endpoints\nmetadata: { namespace: vision, name: classifier }'],
    ['when the second has no namespace and the first has another than default', 'kind: Service\nmetadata: { name: classifier }'],
  ])('%s', (_, second) => {
    expect(told(duplicateObject, change(TWICE, SECOND, second))).toEqual([]);
  });

  test('when one kind belongs to two groups', () => {
    expect(told(duplicateObject, change(TWICE, '# the second\napiVersion: v1', 'apiVersion: serving.knative.dev/v1'))).toEqual([]);
  });

  test.each(['generateName: train-', 'name: null', 'name:'])('when the API server makes up the names: %s', (name) => {
    const job = 'apiVersion: batch/v1\nkind: Job\nmetadata: { generateName: train- }\n'.replace('generateName: train-', `${name.startsWith('g') ? '' : 'generateName: train-, '}${name}`);
    expect(told(duplicateObject, `${job}---\n${job}`)).toEqual([]);
  });

  test('when there is no metadata at all', () => {
    expect(told(duplicateObject, 'apiVersion: v1\nkind: Service\n---\napiVersion: v1\nkind: Service\nmetadata:\n')).toEqual([]);
  });

  test.each<[string, string]>([
    ['roles', ROLE],
    ['roles of the cluster', ROLE.replace('kind: Role', 'kind: ClusterRole').replace(', namespace: vision', '')],
    ['bindings', BINDING],
    ['bindings of the cluster', BINDING.replace('kind: RoleBinding', 'kind: ClusterRoleBinding').replace(', namespace: vision', '')],
  ])('when two charts bring equal %s, with other labels', (_, text) => {
    expect(told(duplicateObject, `${text}---\n${change(text, '{ name: scaling', '{ labels: { chart: second }, name: scaling')}`)).toEqual([]);
  });
});
