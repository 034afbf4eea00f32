import { readFileSync } from 'fs';
import { join } from 'path';
import fc from 'fast-check';
import { jointAutoscaler } from '../../src/kubernetes/autoscaler';
import { namespaceOf } from '../../src/kubernetes/identity';
import type { Manifest } from '../../src/kubernetes/manifest';
import { scaleTarget, worker, workload } from '../../src/kubernetes/workload';
import { findings } from '../../src/rules/catalogue/findings';
import { manifests } from '../rules/manifests';

function one(text: string): Manifest {
  return manifests(text)[0];
}

const NAME = 'helmet-detection-inference-example';
const JOINT = one(`
apiVersion: sedna.io/v1alpha1
kind: JointInferenceService
metadata: { name: ${NAME}, namespace: default }
spec:
  edgeWorker:
    hpa: { maxReplicas: 2 }
    template: { spec: { hostNetwork: true, containers: [{ name: little-model }] } }
  cloudWorker:
    hpa: { minReplicas: 2, maxReplicas: 5, metrics: [{ type: Pods }, { type: External }] }
    template: { spec: { containers: [{ name: big-model }], initContainers: [{ name: fetch }, { name: proxy, restartPolicy: Always }] } }
`);

/** What Sedna's controller was seen to make of a service of that name. */
const OBSERVED = manifests(readFileSync(join(__dirname, '../sedna/observed/seed-000.yaml'), 'utf8'));
const observed = (kind: string, type: string): Manifest => OBSERVED.find((o) => o.kind === kind
  && o.metadata?.labels?.['jointinferenceservice.sedna.io/worker-type'] === type)!;


describe('a workload', () => {
  const TEMPLATE = '{ metadata: { labels: { app: d } }, spec: { containers: [{ name: server }] } }';
  const SELECTOR = 'selector: { matchLabels: { app: d } }';

  test.each<[string, string, string, object | undefined]>([
    ['a Deployment', `kind: Deployment\nspec: { ${SELECTOR}, template: ${TEMPLATE} }`, 'spec.template.spec',
      { matchLabels: { app: 'd' } }],
    ['a Job', `kind: Job\nspec: { template: ${TEMPLATE} }`, 'spec.template.spec', undefined],
    ['a CronJob', `kind: CronJob\nspec: { jobTemplate: { spec: { template: ${TEMPLATE} } } }`,
      'spec.jobTemplate.spec.template.spec', undefined],
    ['a Pod', `kind: Pod\nmetadata: { labels: { app: d } }\nspec: { ${SELECTOR}, containers: [{ name: server }] }`,
      'spec', undefined],
  ])('knows where the pod of %s is', (_, text, path, selector) => {
    const found = workload(one(`apiVersion: apps/v1\n${text}`));
    expect([found.podPath, found.podLabels, found.selector, found.containers.map((c) => c.name), found.worker])
      .toEqual([path, { app: 'd' }, selector, ['server'], undefined]);
  });

  test('has the replicas that it states', () => {
    expect(workload(one('apiVersion: apps/v1\nkind: Deployment\nspec: { replicas: 0 }')).replicas).toBe(0);
    expect(workload(one('apiVersion: apps/v1\nkind: Deployment\nspec: {}')).replicas).toBeUndefined();
  });

  test('is what an autoscaler refers to by kind and name', () => {
    expect(scaleTarget(workload(one('apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: db }'))))
      .toBe('StatefulSet/db');
  });

  test('lies in the default namespace where it names none', () => {
    expect([
      namespaceOf(JOINT), namespaceOf(one('apiVersion: v1\nkind: Pod')),
      namespaceOf(one('apiVersion: v1\nkind: Pod\nmetadata: { namespace: vision }')),
    ]).toEqual(['default', 'default', 'vision']);
  });
});

describe.each(['edge', 'cloud'] as const)('the %s worker of a joint inference', (type) => {
  test('has the labels that Sedna\'s controller was seen to give its pods, but for the uid, which nobody knows before', () => {
    const { 'jointinferenceservice.sedna.io/uid': uid, ...labels } =
      observed('Deployment', type).spec.template.metadata.labels;
    expect(uid).toMatch(/^[-0-9a-f]{36}$/);
    expect(worker(JOINT, type).podLabels).toEqual(labels);
  });

  test('is the Deployment that the autoscaler was seen to scale', () => {
    const { kind, name } = observed('HorizontalPodAutoscaler', type).spec.scaleTargetRef;
    expect(scaleTarget(worker(JOINT, type))).toBe(`${kind}/${name}`);
    expect(scaleTarget(workload(observed('Deployment', type)))).toBe(`${kind}/${name}`);
    expect(jointAutoscaler(worker(JOINT, type))?.targetRef).toBe(`${kind}/${name}`);
  });

  test('states no replicas and no selector: there is no field for them', () => {
    expect([worker(JOINT, type).replicas, worker(JOINT, type).selector]).toEqual([undefined, undefined]);
  });
});

describe('the workers of a joint inference', () => {
  test('have their own containers, and the sidecars that never end', () => {
    expect(worker(JOINT, 'edge').containers.map((c) => c.name)).toEqual(['little-model']);
    expect(worker(JOINT, 'cloud').containers.map((c) => c.name)).toEqual(['big-model', 'proxy']);
    expect([worker(JOINT, 'edge').pod.hostNetwork, worker(JOINT, 'cloud').pod.hostNetwork]).toEqual([true, undefined]);
  });

  test('are told apart by type and path, and both are the one object', () => {
    expect((['edge', 'cloud'] as const).map((type) => worker(JOINT, type))
      .map((w) => [w.worker, w.podPath, w.namespace, w.object === JOINT])).toEqual([
      ['edge', 'spec.edgeWorker.template.spec', 'default', true],
      ['cloud', 'spec.cloudWorker.template.spec', 'default', true],
    ]);
  });
});

describe('the rules, over any joint inference', () => {
  const word = fc.constantFrom('helmet', 'little', 'b.c', '', 'x'.repeat(60));
  const odd =
    fc.constantFrom<unknown>(null, true, 0, -1.5, '', 'text', [], {}, [null], ['text'], { name: null }, { spec: [] });
  /** Each field is one of its kind, something odd, or missing. */
  const some = (value: fc.Arbitrary<unknown>) => {
    return fc.option(fc.oneof({ weight: 4, arbitrary: value }, { weight: 1, arbitrary: odd }), { nil: undefined });
  };
  const fields = (model: Record<string, fc.Arbitrary<unknown>>) => {
    return fc.record(Object.fromEntries(Object.entries(model)
      .map(([key, value]) => [key, some(value)])), { noNullPrototype: true });
  };
  const few = (item: fc.Arbitrary<unknown>) => fc.array(some(item), { maxLength: 3 });
  const labels = fc.dictionary(fc.constantFrom('app', 'tier'), word, { noNullPrototype: true });
  const container = fields({
    name: word,
    image: fc.constantFrom('server', 'server:1', 'kubeedge/sedna-gm:v0.6.0'),
    args: few(fc.constant('$(MODEL_URL)')),
    env: few(fields({
      name: fc.constantFrom('MODEL_URL', 'DATA_PATH_PREFIX', 'video_url', 'A'),
      value: fc.constantFrom('rtsp://camera/1', '/dev/video0', 'x'),
    })),
    volumeMounts: few(fields({ name: word, readOnly: fc.boolean() })),
    ports: few(fields({ name: word, containerPort: fc.nat(3), hostPort: fc.nat(3) })),
    resources: fields({
      requests: fields({ cpu: fc.constantFrom<unknown>('50m', 1, '') }),
      limits: fields({ cpu: fc.constantFrom<unknown>('1', 2) }),
    }),
    restartPolicy: fc.constant('Always'),
  });
  const pod = fields({
    nodeName: word,
    hostNetwork: fc.boolean(),
    dnsPolicy: fc.constantFrom('ClusterFirst', 'ClusterFirstWithHostNet', 'None'),
    serviceAccountName: word,
    nodeSelector: labels,
    resources: fields({ requests: fields({ cpu: fc.constantFrom<unknown>('50m', 1, '') }) }),
    affinity: fields({
      podAntiAffinity: fields({
        requiredDuringSchedulingIgnoredDuringExecution:
          few(fields({ topologyKey: fc.constant('kubernetes.io/hostname') })),
      }),
    }),
    containers: few(container),
    initContainers: few(container),
    volumes: few(fields({ name: word, hostPath: fields({ path: word }) })),
    topologySpreadConstraints: few(fields({
      topologyKey:
        fc.constant('kubernetes.io/hostname'),
      whenUnsatisfiable: fc.constant('DoNotSchedule'),
      minDomains: fc.nat(5),
    })),
  });
  const target = fields({ averageUtilization: fc.nat(120) });
  const metric = fields({
    type: word,
    resource: fields({ name: fc.constant('cpu'), target }),
    containerResource: fields({ name: fc.constant('cpu'), container: word, target }),
  });
  const side = fields({
    model: fields({ name: word }),
    hpa: fields({ minReplicas: fc.nat(3), maxReplicas: fc.nat(5), metrics: few(metric) }),
    template: fields({ metadata: fields({ name: word, labels, annotations: labels }), spec: pod }),
  });
  const metadata = fields({
    name: word,
    namespace: fc.constantFrom('default', 'vision'),
    labels,
    ownerReferences: few(fields({ kind: fc.constant('JointInferenceService'), name: word })),
  });
  const subject = fields({ kind: fc.constantFrom('ServiceAccount', 'Group'), name: word, namespace: word });
  const rule = fields({
    apiGroups: few(fc.constant('autoscaling')),
    resources: few(fc.constant('*')),
    verbs: few(fc.constant('*')),
    resourceNames: few(word),
  });
  const object = (apiVersion: string, kind: string, content: Record<string, fc.Arbitrary<unknown>>) => {
    return fc.record({
      apiVersion: fc.constant(apiVersion), kind: fc.constant(kind), metadata: some(metadata), ...content,
    });
  };
  const sets = fc.array(fc.oneof(
    {
      weight: 4,
      arbitrary: object('sedna.io/v1alpha1', 'JointInferenceService', {
        spec: some(fields({ edgeWorker: side, cloudWorker: side })),
      }),
    },
    object('sedna.io/v1alpha1', 'Model', { spec: some(fields({ url: word, credentialName: word })) }),
    object('rbac.authorization.k8s.io/v1', 'Role', { rules: some(few(rule)) }),
    object('rbac.authorization.k8s.io/v1', 'ClusterRole', {
      rules: some(few(rule)),
      aggregationRule: some(fields({ clusterRoleSelectors: few(fields({ matchLabels: labels })) })),
    }),
    object('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', {
      roleRef: some(
        fields({ kind: fc.constantFrom('Role', 'ClusterRole'), name: fc.oneof(word, fc.constant('edit')) }),
      ),
      subjects: some(few(subject)),
    }),
    object('autoscaling/v2', 'HorizontalPodAutoscaler', {
      spec: some(fields({
        scaleTargetRef: fields({ kind: fc.constant('Deployment'), name: fc.constant('helmet-deployment-edge') }),
        maxReplicas: fc.nat(5),
      })),
    }),
    object('v1', 'Service', { spec: some(fields({ selector: labels })) }),
    object('apps/v1', 'Deployment', { spec: some(fields({ template: fields({ spec: pod }) })) }),
  ), { maxLength: 5 }) as unknown as fc.Arbitrary<Manifest[]>;

  test('never throw, find the same again, and leave it as it was', () => {
    let found = 0;
    fc.assert(fc.property(sets, (objects) => {
      const before = JSON.stringify(objects);
      const first = findings(objects);
      found += first.filter((f) => f.rule.startsWith('sedna-')).length;
      expect(findings(objects)).toEqual(first);
      expect(first.filter((f) => !objects.includes(f.object))).toEqual([]);
      expect(JSON.stringify(objects)).toBe(before);
    }), { numRuns: 2000 });
    expect(found).toBeGreaterThan(100);
  });

  test('do not tell a null from a missing field', () => {
    const without = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.filter((v) => v !== null && v !== undefined).map(without);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== null && v !== undefined)
        .map(([k, v]) => [k, without(v)]));
    };
    const told = (objects: Manifest[]) => findings(objects).map((f) => [f.rule, objects.indexOf(f.object), f.problem]);
    fc.assert(fc.property(sets, (objects) => {
      expect(told(objects)).toEqual(told(without(objects) as Manifest[]));
    }), { numRuns: 2000 });
  });
});
