import fc from 'fast-check';
import type { Manifest } from '../../../src/kubernetes/manifest';
import { findings } from '../../../src/rules/catalogue/findings';

/** Each field is one of its kind, missing or null: what the API server takes for the same. */
function maybe<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null | undefined> {
  return fc.option(fc.option(value, { nil: null }), { nil: undefined });
}

function fields(model: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Record<string, unknown>> {
  const optional = Object.entries(model).map(([key, value]) => [key, maybe(value)]);
  return fc.record(Object.fromEntries(optional), { noNullPrototype: true });
}

const name = fc.constantFrom('a', 'b', 'c');
const labels = fc.dictionary(fc.constantFrom('app', 'tier'), name, { noNullPrototype: true });
const quantity = fc.oneof(fc.constantFrom('1', '500m', '2Gi', '0', ''), fc.nat(4));
const amounts = fc.dictionary(fc.constantFrom('cpu', 'memory'), quantity, { noNullPrototype: true });
const percentOrNumber = fc.oneof(fc.nat(3), fc.constantFrom('0%', '50%', '100%', '0'));
const list = <T>(item: fc.Arbitrary<T>) => fc.array(item, { maxLength: 3 });
const selector = fields({
  matchLabels: labels,
  matchExpressions: list(fields({
    key: name,
    operator: fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist'),
    values: list(name),
  })),
});
const probe = fields({ initialDelaySeconds: fc.nat(100), periodSeconds: fc.nat(100), failureThreshold: fc.nat(100) });
const container = fields({
  name,
  image: fc.constantFrom('server', 'server:1', 'x/y:latest', 'kubeedge/sedna-gm:v0.6.0', ''),
  command: list(fc.constantFrom('sh', '-c', 'sleep 40')),
  args: list(fc.constantFrom('$(A)', '$$(B)', 'plain')),
  env: list(fc.record({
    name: fc.oneof(name, fc.constantFrom('MODEL_URL', 'DATA_PATH_PREFIX')),
    value: maybe(fc.oneof(name, fc.constantFrom('rtsp://user:secret@camera/1', '/dev/video0'))),
  })),
  volumeMounts: list(fields({ name, readOnly: fc.boolean() })),
  envFrom: list(fields({ prefix: name, configMapRef: fc.record({ name }), secretRef: fc.record({ name }) })),
  ports: list(fields({ name, containerPort: fc.nat(3), hostPort: fc.nat(3) })),
  resources: fields({ requests: amounts, limits: amounts }),
  startupProbe: probe,
  readinessProbe: probe,
  lifecycle: fields({
    preStop: fields({
      exec: fields({ command: list(fc.constantFrom('sleep', '40')) }),
      sleep: fields({ seconds: fc.nat(60) }),
    }),
  }),
  restartPolicy: fc.constant('Always'),
});
const topologyKey = fc.constant('kubernetes.io/hostname');
const pod = fields({
  nodeName: name,
  hostNetwork: fc.boolean(),
  serviceAccountName: name,
  dnsPolicy: fc.constantFrom('ClusterFirst', 'ClusterFirstWithHostNet', 'None'),
  terminationGracePeriodSeconds: fc.nat(60),
  nodeSelector: labels,
  resources: fields({ requests: amounts, limits: amounts }),
  affinity: fields({
    nodeAffinity: fields({ requiredDuringSchedulingIgnoredDuringExecution: fields({}) }),
    podAntiAffinity: fields({ requiredDuringSchedulingIgnoredDuringExecution: list(fields({ topologyKey })) }),
  }),
  topologySpreadConstraints: list(fields({
    topologyKey,
    whenUnsatisfiable: fc.constantFrom('DoNotSchedule', 'ScheduleAnyway'),
    minDomains: fc.nat(5),
  })),
  containers: list(container),
  initContainers: list(container),
  volumes: list(fields({ name, hostPath: fields({ path: name }) })),
});
const template = fields({ metadata: fields({ labels }), spec: pod });
const target = fields({ averageUtilization: fc.nat(120), averageValue: quantity });
const metric = fields({
  type: fc.constantFrom('Resource', 'ContainerResource', 'Pods'),
  resource: fc.record({ name: fc.constantFrom('cpu', 'memory'), target }),
  containerResource: fc.record({ name: fc.constantFrom('cpu', 'memory'), container: name, target }),
});
const servicePort = fc.tuple(fc.nat(3), fields({ name, targetPort: fc.oneof(fc.nat(3), name) }))
  .map(([port, others]) => ({ ...others, port }));
const workload = fields({ replicas: fc.nat(3), progressDeadlineSeconds: fc.nat(900), selector, template });
const worker = fields({
  model: fields({ name }),
  hpa: fields({ minReplicas: fc.nat(3), maxReplicas: fc.nat(5), metrics: list(metric) }),
  template: fields({
    metadata: fields({ name, labels, annotations: labels, creationTimestamp: fc.constant(null) }),
    spec: pod,
  }),
});
const host = fc.constantFrom('*', '*.b', 'a.b', 'a', '');
const uri = fc.constantFrom('/', '/a', '/a/b', '');
const tls = fields({
  mode: fc.constantFrom('SIMPLE', 'MUTUAL', 'DISABLE'),
  sni: host,
  subjectAltNames: list(host),
  insecureSkipVerify: fc.boolean(),
});
const policy = fields({ tls, portLevelSettings: list(fields({ tls })) });
const SPECS: Record<string, fc.Arbitrary<unknown>> = {
  'apps/v1 Deployment': workload,
  'apps/v1 StatefulSet': workload,
  'apps/v1 DaemonSet': workload,
  'batch/v1 Job': workload,
  'batch/v1 CronJob': fields({ jobTemplate: fields({ spec: fields({ template }) }) }),
  'v1 Pod': pod,
  'v1 Service': fields({ selector: labels, ports: list(servicePort) }),
  'v1 ConfigMap': fc.constant(undefined),
  'policy/v1 PodDisruptionBudget': fields({ minAvailable: percentOrNumber, maxUnavailable: percentOrNumber, selector }),
  'autoscaling/v2 HorizontalPodAutoscaler': fields({
    scaleTargetRef: fc.record({
      kind: fc.constantFrom('Deployment', 'StatefulSet', 'Job'),
      name: fc.oneof(name, fc.constant('a-deployment-edge')),
    }),
    minReplicas: fc.nat(3),
    maxReplicas: fc.nat(5),
    metrics: list(metric),
    behavior: fields({ scaleUp: fields({ tolerance: fc.constantFrom('0', '0.1') }) }),
  }),
  'autoscaling/v1 HorizontalPodAutoscaler': fields({
    scaleTargetRef: fc.record({ kind: fc.constant('Deployment'), name }),
    targetCPUUtilizationPercentage: fc.nat(120),
  }),
  'sedna.io/v1alpha1 JointInferenceService': fields({ edgeWorker: worker, cloudWorker: worker }),
  'sedna.io/v1alpha1 Model': fields({
    url: fc.constantFrom('/data/a.pb', 's3://models/a.pb', ''),
    credentialName: name,
  }),
  'networking.istio.io/v1 DestinationRule': fields({
    host,
    trafficPolicy: policy,
    subsets: list(fields({ name, trafficPolicy: policy })),
    exportTo: list(fc.constantFrom('.', '*')),
    workloadSelector: fields({ matchLabels: labels }),
  }),
  'networking.istio.io/v1 Gateway': fields({ servers: list(fields({ hosts: list(host) })) }),
  'networking.istio.io/v1 ServiceEntry': fields({ hosts: list(host), subjectAltNames: list(host) }),
  'networking.istio.io/v1 VirtualService': fields({
    hosts: list(host),
    gateways: list(fc.oneof(name, fc.constantFrom('mesh', 'default/a'))),
    http: list(fields({ match: list(fields({ uri: fields({ exact: uri, prefix: uri, regex: uri }) })) })),
  }),
  'rbac.authorization.k8s.io/v1 Role': fc.constant(undefined),
  'rbac.authorization.k8s.io/v1 ClusterRole': fc.constant(undefined),
  'rbac.authorization.k8s.io/v1 RoleBinding': fc.constant(undefined),
  'rbac.authorization.k8s.io/v1 ClusterRoleBinding': fc.constant(undefined),
};

const granted = fields({
  apiGroups: list(fc.constantFrom('autoscaling', '*', '')),
  resources: list(fc.constantFrom('horizontalpodautoscalers', '*')),
  verbs: list(fc.constantFrom('get', 'create', 'update', 'delete', '*')),
  resourceNames: list(name),
  nonResourceURLs: list(name),
});
const binding = {
  roleRef: fields({ kind: fc.constantFrom('Role', 'ClusterRole'), name: fc.oneof(name, fc.constant('edit')) }),
  subjects: list(fields({
    kind: fc.constantFrom('ServiceAccount', 'Group', 'User'),
    name: fc.oneof(name, fc.constant('system:authenticated')),
    namespace: name,
  })),
};
/** What a kind has beside or in place of a spec. */
const CONTENT: Record<string, Record<string, fc.Arbitrary<unknown>>> = {
  'rbac.authorization.k8s.io/v1 Role': { rules: list(granted) },
  'rbac.authorization.k8s.io/v1 ClusterRole': {
    rules: list(granted),
    aggregationRule: fields({ clusterRoleSelectors: list(selector) }),
  },
  'rbac.authorization.k8s.io/v1 RoleBinding': binding,
  'rbac.authorization.k8s.io/v1 ClusterRoleBinding': binding,
};
const owner = fields({ kind: fc.constantFrom('JointInferenceService', 'Deployment'), name });

type Twist = (value: fc.Arbitrary<unknown>) => fc.Arbitrary<unknown>;

function objectOf(type: string, spec: fc.Arbitrary<unknown>, twist: Twist): fc.Arbitrary<Manifest> {
  const [apiVersion, kind] = type.split(' ');
  const others = fields({ namespace: fc.constantFrom('default', 'vision'), labels, ownerReferences: list(owner) });
  const metadata = fc.tuple(name, others).map(([own, rest]) => ({ ...rest, name: own }));
  const content = Object.entries(CONTENT[type] ?? {}).map(([field, value]) => [field, maybe(twist(value))]);
  return fc.record({
    apiVersion: fc.constant(apiVersion),
    kind: fc.constant(kind),
    metadata,
    spec: maybe(spec),
    data: maybe(labels),
    binaryData: maybe(labels),
    ...Object.fromEntries(content),
  }) as fc.Arbitrary<Manifest>;
}

const asIs: Twist = (value) => value;

function sets(specOf: (type: string) => fc.Arbitrary<unknown>, twist: Twist = asIs): fc.Arbitrary<Manifest[]> {
  const objects = Object.keys(SPECS).map((type) => objectOf(type, specOf(type), twist));
  return fc.array(fc.oneof(...objects), { maxLength: 6 });
}

describe('every rule, over any objects', () => {
  test('reads missing and null fields as the API server does, as nothing', () => {
    fc.assert(fc.property(sets((type) => SPECS[type]), (objects) => {
      expect(() => findings(objects)).not.toThrow();
    }), { numRuns: 1000 });
  });

  test('is a pure function: the same findings again, of objects that it was given and did not change', () => {
    const rules = new Set<string>();
    fc.assert(fc.property(sets((type) => SPECS[type]), (objects) => {
      const before = JSON.stringify(objects);
      const first = findings(objects);
      first.forEach((f) => rules.add(f.rule));
      expect(findings(objects)).toEqual(first);
      expect(first.filter((f) => !objects.includes(f.object))).toEqual([]);
      expect(JSON.stringify(objects)).toBe(before);
    }), { numRuns: 500 });
    expect([...rules]).toEqual(expect.arrayContaining([
      'duplicate-object', 'latest-tag', 'sedna-model-missing', 'sedna-pruned-metadata',
    ]));
  });

  test('takes a null for a missing field', () => {
    const without = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(without);
      if (typeof value !== 'object' || value === null) return value;
      const set = Object.entries(value).filter(([, v]) => v !== null && v !== undefined);
      return Object.fromEntries(set.map(([k, v]) => [k, without(v)]));
    };
    const found = (objects: Manifest[]) => findings(objects).map((f) => [f.rule, objects.indexOf(f.object)]);
    fc.assert(fc.property(sets((type) => SPECS[type]), (objects) => {
      expect(found(objects)).toEqual(found(without(objects) as Manifest[]));
    }), { numRuns: 1000 });
  });

  test('never throws on fields of the wrong type', () => {
    const key = fc.constantFrom(
      'name', 'spec', 'metadata', 'labels', 'matchLabels', 'matchExpressions', 'containers', 'ports', 'metrics',
      'resource', 'target', 'args', 'env', 'edgeWorker', 'template', 'hpa',
    );
    const { odd } = fc.letrec<{ odd: unknown }>((tie) => ({
      odd: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom(null, true, 0, -1.5, '', 'text', '50%'),
        fc.array(tie('odd'), { maxLength: 2 }),
        fc.dictionary(key, tie('odd'), { maxKeys: 3, noNullPrototype: true }),
      ),
    }));
    const spoilt = (spec: unknown, field: string, value: unknown) => Object.assign({}, spec, { [field]: value });
    const wrong = (type: string) => fc.oneof(
      odd,
      fc.tuple(SPECS[type], key, odd).map(([spec, field, value]) => spoilt(spec, field, value)),
      SPECS[type].chain((spec) => {
        const known = fc.constantFrom('spec', ...Object.keys(spec ?? {}));
        return fc.tuple(known, odd).map(([field, value]) => spoilt(spec, field, value));
      }),
    );
    fc.assert(fc.property(sets(wrong, (value) => fc.oneof(value, odd)), (objects) => {
      expect(() => findings(objects)).not.toThrow();
    }), { numRuns: 1000 });
  });

  test.each<[string, object]>([
    ['nothing', {}],
    ['no version', { kind: 'Pod' }],
    ['no kind', { apiVersion: 'v1' }],
    ['null for both', { apiVersion: null, kind: null }],
    ['other types', { apiVersion: 1, kind: 2, metadata: 'x', spec: [] }],
    ['null for its name', { apiVersion: 'v1', kind: 'Service', metadata: null }],
    ['names that are none', { apiVersion: 'v1', kind: 'Service', metadata: { name: 1, namespace: [] } }],
  ])('never throws on an object that says %s of itself', (_, object) => {
    const found = findings([object as Manifest, { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' } }]);
    // What its structure lacks is told; nothing else is made of it.
    expect(found.filter(({ rule }) => !/^field-/.test(rule))).toEqual([]);
  });
});
