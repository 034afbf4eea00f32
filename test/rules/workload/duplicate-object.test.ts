import { RULES } from '../../../src/rules/catalogue/all-rules';
import { duplicateObject } from '../../../src/rules/workload/duplicate-object';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

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

const GRANTS = ROLE.trim().split('\n')[3];
const SERVICE = ['Service vision/classifier', 'metadata.name'];

test('the examples of duplicate-object', () => {
  expect(codes(duplicateObject.failing)).toEqual(['duplicate-object']);
  expect(codes(duplicateObject.repaired)).toEqual([]);
});

describe('duplicate-object fires', () => {
  test('on the second object of one kind, namespace and name', () => {
    expect(told(duplicateObject, TWICE)).toEqual([[
      'Service vision/classifier',
      'metadata.name: Service vision/classifier is there twice — '
      + 'applying the second overwrites the first; '
      + `give one of them another name or namespace (${duplicateObject.source})`,
    ]]);
  });

  test('on each further one', () => {
    expect(fires(duplicateObject, `${TWICE}---\n${TWICE}`)).toEqual([SERVICE, SERVICE, SERVICE]);
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
`).map(([object, message]) => [object, message.split(' — ')[0]])).toEqual([[
      'HorizontalPodAutoscaler vision/hpa',
      'metadata.name: HorizontalPodAutoscaler vision/hpa is there twice, as autoscaling/v1 and autoscaling/v2',
    ]]);
  });

  test('on an object without a namespace beside one in the default namespace', () => {
    expect(fires(duplicateObject, `
apiVersion: v1
kind: ConfigMap
metadata: { name: c }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: c, namespace: default }
`)).toEqual([['ConfigMap default/c', 'metadata.name']]);
  });

  test('on kinds that no other rule reads', () => {
    const group = 'apiVersion: apps.kubeedge.io/v1alpha1\nkind: NodeGroup\nmetadata: { name: beijing }\n';
    expect(fires(duplicateObject, `${group}---\n${group}`)).toEqual([['NodeGroup beijing', 'metadata.name']]);
  });

  test.each<[string, string, string]>([
    ['may do less', 'verbs: [get, create, update, delete]', 'verbs: [get]'],
    ['is of other resources', 'resources: [horizontalpodautoscalers]', 'resources: [deployments]'],
    ['is of another group of the API', 'apiGroups: [autoscaling]', 'apiGroups: [apps]'],
    ['grants nothing', GRANTS, 'rules: []'],
    ['is of some objects alone',
      'verbs: [get, create, update, delete]', 'verbs: [get, create, update, delete], resourceNames: [classifier]'],
    ['is of an address too',
      'verbs: [get, create, update, delete]', 'verbs: [get, create, update, delete], nonResourceURLs: [/metrics]'],
  ])('on a second role of one name that %s', (_, from, to) => {
    const text = `${ROLE}---\n${change(ROLE, from, to)}`;
    expect(fires(duplicateObject, text)).toEqual([['Role vision/scaling', 'metadata.name']]);
  });

  test('on a second role of the cluster of one name that gathers others', () => {
    const role = ROLE.replace('kind: Role', 'kind: ClusterRole').replace(', namespace: vision', '');
    const gathers = (label: string) => (
      `${role}aggregationRule: { clusterRoleSelectors: [{ matchLabels: { ${label}: 'true' } }] }\n`);
    const found = [['ClusterRole scaling', 'metadata.name']];
    expect(fires(duplicateObject, `${role}---\n${gathers('a')}`)).toEqual(found);
    expect(fires(duplicateObject, `${gathers('a')}---\n${gathers('b')}`)).toEqual(found);
    expect(fires(duplicateObject, `${gathers('a')}---\n${gathers('a')}`)).toEqual([]);
  });

  test.each<[string, string, string]>([
    ['binds another role', 'kind: Role, name: scaling', 'kind: Role, name: reading'],
    ['binds a role of the cluster', 'kind: Role, name: scaling', 'kind: ClusterRole, name: scaling'],
    ['binds another account', 'name: sedna, namespace: sedna', 'name: other, namespace: sedna'],
    ['binds an account of another namespace', 'name: sedna, namespace: sedna', 'name: sedna, namespace: vision'],
    ['binds nobody', '[{ kind: ServiceAccount, name: sedna, namespace: sedna }]', 'null'],
  ])('on a second binding of one name that %s', (_, from, to) => {
    expect(fires(duplicateObject, `${BINDING}---\n${change(BINDING, from, to)}`)).toEqual([
      ['RoleBinding vision/scaling', 'metadata.name'],
    ]);
  });

  test('on equal objects that are no roles', () => {
    const account = 'apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: sedna, namespace: sedna }\n';
    const text = `${account}---\n${account}`;
    expect(fires(duplicateObject, text)).toEqual([['ServiceAccount sedna/sedna', 'metadata.name']]);
  });

  test('on the third of which the first two are equal roles', () => {
    const third = change(ROLE, 'verbs: [get, create, update, delete]', 'verbs: [get]');
    const text = `${ROLE}---\n${ROLE}---\n${third}`;
    expect(fires(duplicateObject, text)).toEqual([['Role vision/scaling', 'metadata.name']]);
  });
});

/** A workload with all that belongs to it, without any fault. */
const SOUND = [
  `apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier, namespace: vision }
spec:
  selector: { matchLabels: { app: classifier } }
  template:
    metadata: { labels: { app: classifier } }
    spec:
      containers:
        - name: server
          image: registry.example.com/server:1.0
          ports: [{ name: http, containerPort: 8501 }]
          readinessProbe: { tcpSocket: { port: 8501 } }
          resources: { requests: { cpu: '1' } }
          envFrom: [{ configMapRef: { name: classifier } }]
`,
  `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: classifier, namespace: vision }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }
  maxReplicas: 4
`,
  `apiVersion: v1
kind: Service
metadata: { name: classifier, namespace: vision }
spec: { selector: { app: classifier }, ports: [{ port: 80, targetPort: http }] }
`,
  `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: classifier, namespace: vision }
spec: { maxUnavailable: 1, selector: { matchLabels: { app: classifier } } }
`,
  `apiVersion: v1
kind: ConfigMap
metadata: { name: classifier, namespace: vision }
data: { MODEL: resnet }
`,
];

describe('duplicate-object is the one finding', () => {
  test.each(SOUND.map((text) => [/kind: (\w+)/.exec(text)![1], text]))('of a %s that is there twice', (_, text) => {
    expect(codes(SOUND.join('---\n'))).toEqual([]);
    expect(codes([...SOUND, text].join('---\n'))).toEqual(['duplicate-object']);
    expect(codes([text, ...SOUND].join('---\n'))).toEqual(['duplicate-object']);
  });

  test('of each object of a set that is there twice', () => {
    expect(codes([...SOUND, ...SOUND].join('---\n'))).toEqual(Array(SOUND.length).fill('duplicate-object'));
  });

  test.each([
    ['keda.sh/v1alpha1', 'ScaledObject', 'triggers: [{ type: redis, metadata: { listName: q, address: \'q:6379\' } }]'],
    ['autoscaling.karmada.io/v1alpha1', 'FederatedHPA', 'maxReplicas: 4'],
  ])('of an autoscaler of %s that is there twice', (apiVersion, kind, fields) => {
    const target = 'scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }';
    const scaler = `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: s, namespace: vision }\n`
      + `spec: { ${target}, ${fields} }\n`;
    expect(codes([SOUND[0], SOUND[4], scaler, scaler].join('---\n'))).toEqual(['duplicate-object']);
  });

  // Parsing a mebibyte of text twice proves nothing more.
  const REPAIRED = RULES.flatMap((rule) => ('repaired' in rule && rule.id !== 'config-map-too-large' ? [rule] : []));
  test.each(REPAIRED)('of the repaired example of $id, where all of it is there twice', ({ repaired }) => {
    expect(codes(repaired)).toEqual([]);
    expect(codes(`${repaired}---\n${repaired}`).filter((code) => code !== 'duplicate-object')).toEqual([]);
  });

  test('of what is there in two versions', () => {
    const old = SOUND[3].replace('policy/v1', 'policy/v1beta1');
    expect(codes([...SOUND, old].join('---\n'), '1.24')).toEqual(['duplicate-object', 'api-version-deprecated']);
  });
});

describe('duplicate-object is silent', () => {
  const SECOND = 'kind: Service\nmetadata: { namespace: vision, name: classifier }';
  test.each<[string, string]>([
    ['when the namespace differs', 'kind: Service\nmetadata: { namespace: audio, name: classifier }'],
    ['when the name differs', 'kind: Service\nmetadata: { namespace: vision, name: detector }'],
    ['when the kind differs', 'kind: Endpoints\nmetadata: { namespace: vision, name: classifier }'],
    ['when the second has no namespace and the first has another than default',
      'kind: Service\nmetadata: { name: classifier }'],
  ])('%s', (_, second) => {
    expect(fires(duplicateObject, change(TWICE, SECOND, second))).toEqual([]);
  });

  test('when one kind belongs to two groups', () => {
    const second = '# the second\napiVersion: v1';
    expect(fires(duplicateObject, change(TWICE, second, 'apiVersion: serving.knative.dev/v1'))).toEqual([]);
  });

  test.each(['generateName: train-', 'generateName: train-, name: null', 'generateName: train-, name:'])(
    'when the API server makes up the names: %s',
    (metadata) => {
      const job = `apiVersion: batch/v1\nkind: Job\nmetadata: { ${metadata} }\n`;
      expect(fires(duplicateObject, `${job}---\n${job}`)).toEqual([]);
    },
  );

  test('when there is no metadata at all', () => {
    const text = 'apiVersion: v1\nkind: Service\n---\napiVersion: v1\nkind: Service\nmetadata:\n';
    expect(fires(duplicateObject, text)).toEqual([]);
  });

  test('when two folders bring the same Namespace', () => {
    const text = 'apiVersion: v1\nkind: Namespace\nmetadata: { name: vision, labels: { a: b } }\n';
    expect(fires(duplicateObject, `${text}---\n${text}`)).toEqual([]);
    const second = `${text}immutable: true\n`;
    expect(fires(duplicateObject, `${text}---\n${second}`)).toHaveLength(1);
  });

  test.each<[string, string]>([
    ['roles', ROLE],
    ['roles of the cluster', ROLE.replace('kind: Role', 'kind: ClusterRole').replace(', namespace: vision', '')],
    ['bindings', BINDING],
    ['bindings of the cluster',
      BINDING.replace('kind: RoleBinding', 'kind: ClusterRoleBinding').replace(', namespace: vision', '')],
  ])('when two charts bring equal %s, with other labels', (_, text) => {
    const second = change(text, '{ name: scaling', '{ labels: { chart: second }, name: scaling');
    expect(fires(duplicateObject, `${text}---\n${second}`)).toEqual([]);
  });
});
