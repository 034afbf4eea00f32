import fc from 'fast-check';
import type { Manifest } from '../../../src/kubernetes/manifest';
import { findings } from '../../../src/rules/catalogue/findings';

describe('every rule, over any joint inference', () => {
  const word = fc.constantFrom('helmet', 'little', 'b.c', '', 'x'.repeat(60));
  const odd = fc.constantFrom<unknown>(
    null, true, 0, -1.5, '', 'text', [], {}, [null], ['text'], { name: null }, { spec: [] },
  );
  /** Each field is one of its kind, something odd, or missing. */
  const some = (value: fc.Arbitrary<unknown>) => {
    return fc.option(fc.oneof({ weight: 4, arbitrary: value }, { weight: 1, arbitrary: odd }), { nil: undefined });
  };
  const fields = (model: Record<string, fc.Arbitrary<unknown>>) => {
    const optional = Object.entries(model).map(([key, value]) => [key, some(value)]);
    return fc.record<Record<string, unknown>>(Object.fromEntries(optional), { noNullPrototype: true });
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
  const topologyKey = fc.constant('kubernetes.io/hostname');
  const pod = fields({
    nodeName: word,
    hostNetwork: fc.boolean(),
    dnsPolicy: fc.constantFrom('ClusterFirst', 'ClusterFirstWithHostNet', 'None'),
    serviceAccountName: word,
    nodeSelector: labels,
    resources: fields({ requests: fields({ cpu: fc.constantFrom<unknown>('50m', 1, '') }) }),
    affinity: fields({
      podAntiAffinity: fields({ requiredDuringSchedulingIgnoredDuringExecution: few(fields({ topologyKey })) }),
    }),
    containers: few(container),
    initContainers: few(container),
    volumes: few(fields({ name: word, hostPath: fields({ path: word }) })),
    topologySpreadConstraints: few(fields({
      topologyKey,
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
  const roleRef = fields({
    kind: fc.constantFrom('Role', 'ClusterRole'),
    name: fc.oneof(word, fc.constant('edit')),
  });
  const scaleTargetRef = fields({
    kind: fc.constant('Deployment'),
    name: fc.constant('helmet-deployment-edge'),
  });
  const object = (apiVersion: string, kind: string, content: Record<string, fc.Arbitrary<unknown>>) => fc.record({
    apiVersion: fc.constant(apiVersion),
    kind: fc.constant(kind),
    metadata: some(metadata),
    ...content,
  });
  const joint = object('sedna.io/v1alpha1', 'JointInferenceService', {
    spec: some(fields({ edgeWorker: side, cloudWorker: side })),
  });
  const sets = fc.array(fc.oneof(
    { weight: 4, arbitrary: joint },
    object('sedna.io/v1alpha1', 'Model', { spec: some(fields({ url: word, credentialName: word })) }),
    object('rbac.authorization.k8s.io/v1', 'Role', { rules: some(few(rule)) }),
    object('rbac.authorization.k8s.io/v1', 'ClusterRole', {
      rules: some(few(rule)),
      aggregationRule: some(fields({ clusterRoleSelectors: few(fields({ matchLabels: labels })) })),
    }),
    object('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', {
      roleRef: some(roleRef),
      subjects: some(few(subject)),
    }),
    object('autoscaling/v2', 'HorizontalPodAutoscaler', {
      spec: some(fields({ scaleTargetRef, maxReplicas: fc.nat(5) })),
    }),
    object('v1', 'Service', { spec: some(fields({ selector: labels })) }),
    object('apps/v1', 'Deployment', { spec: some(fields({ template: fields({ spec: pod }) })) }),
  ), { maxLength: 5 }) as unknown as fc.Arbitrary<Manifest[]>;

  test('never throws, finds the same again, and leaves the objects as they were', () => {
    let found = 0;
    fc.assert(fc.property(sets, (objects) => {
      const before = JSON.stringify(objects);
      const first = findings(objects);
      found += first.filter((f) => f.rule.startsWith('sedna-')).length;
      expect(findings(objects)).toEqual(first);
      expect(first.filter((f) => !objects.includes(f.object))).toEqual([]);
      expect(JSON.stringify(objects)).toBe(before);
    }), { numRuns: 1000 });
    expect(found).toBeGreaterThan(100);
  });

  test('takes a null for a missing field', () => {
    const without = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.filter((v) => v !== null && v !== undefined).map(without);
      if (typeof value !== 'object' || value === null) return value;
      const set = Object.entries(value).filter(([, v]) => v !== null && v !== undefined);
      return Object.fromEntries(set.map(([k, v]) => [k, without(v)]));
    };
    const found = (objects: Manifest[]) => findings(objects)
      // The place in a list moves where a null before it is left out.
      .filter((f) => !/^field-/.test(f.rule))
      .map((f) => [f.rule, objects.indexOf(f.object), f.problem]);
    fc.assert(fc.property(sets, (objects) => {
      expect(found(objects)).toEqual(found(without(objects) as Manifest[]));
    }), { numRuns: 1000 });
  });
});
