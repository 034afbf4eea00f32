import * as fs from 'node:fs';
import * as path from 'node:path';
import * as fc from 'fast-check';
import { deployment, hpa, POD } from './read';
import { readServices } from '../../../src/forecast/reading/read-services';
import { Inventory } from '../../../src/kubernetes/inventory';
import { manifests } from '../../rules/manifests';

const EXAMPLES = path.join(__dirname, '../../../examples');

const OTHERS = deployment(POD) + hpa(`maxReplicas: 4, minReplicas: 1, metrics: [
    { type: Object, object: { metric: { name: q }, target: { type: Value, value: '3' } } },
    { type: ContainerResource, containerResource: { name: cpu, container: server, target: { averageUtilization: 5 } } },
  ], behavior: { scaleUp: { tolerance: 0.1, policies: [{ type: Pods, value: 1, periodSeconds: 15 }] } }`) + `
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: scaler, namespace: vision, annotations: { autoscaling.keda.sh/paused-replicas: "1" } }
spec:
  scaleTargetRef: { name: classifier }
  idleReplicaCount: 0
  minReplicaCount: 1
  fallback: { replicas: 1 }
  advanced: { scalingModifiers: { formula: a, target: "1" }, horizontalPodAutoscalerConfig: { behavior: {} } }
  triggers:
    - { type: cpu, metricType: Utilization, metadata: { value: "60", containerName: server } }
    - { type: cron, metadata: { start: 0 8 * * *, end: 0 9 * * *, timezone: UTC, desiredReplicas: "2" } }
    - { type: prometheus, name: a, metadata: { serverAddress: http://p, query: sum(b), threshold: "5" } }
---
apiVersion: autoscaling.karmada.io/v1alpha1
kind: CronFederatedHPA
metadata: { name: cron, namespace: demo }
spec:
  scaleTargetRef: { apiVersion: autoscaling.karmada.io/v1alpha1, kind: FederatedHPA, name: embeddings }
  rules: [{ name: day, schedule: 0 8 * * *, timeZone: UTC, targetMinReplicas: 4, suspend: false }]
`;

const SETS: unknown[][] = [
  ...fs.readdirSync(EXAMPLES).map((name) => path.join(EXAMPLES, name, 'golden')).filter((at) => fs.existsSync(at))
    .map((at) => fs.readdirSync(at).flatMap((file) => manifests(fs.readFileSync(path.join(at, file), 'utf8')))),
  manifests(OTHERS),
];

const { odd } = fc.letrec<{ odd: unknown }>((tie) => ({
  odd: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(null, true, 0, -1.5, NaN, 1e300, '', 'text', '50%', '-5', '1e999', '@daily', undefined),
    fc.array(tie('odd'), { maxLength: 2 }),
    fc.dictionary(fc.constantFrom('name', 'spec', 'metrics', 'type', 'cpu', '__proto__'), tie('odd'), { maxKeys: 3 }),
  ),
}));

/** Another value at some place of a set of objects: the steps choose a field at each depth. */
function spoil(value: any, steps: readonly number[], other: unknown): any {
  const [step, ...rest] = steps;
  if (step === undefined || typeof value !== 'object' || value === null) return other;
  const keys = Object.keys(value);
  if (keys.length === 0) return other;
  const key = keys[step % keys.length];
  const copy: any = Array.isArray(value) ? [...value] : { ...value };
  copy[key] = spoil(copy[key], rest, other);
  return copy;
}

const place = fc.tuple(fc.array(fc.nat(999), { minLength: 2, maxLength: 9 }), odd);

describe('whatever the manifests are', () => {
  test('they are read, into whole numbers and sentences', () => {
    let made = 0;
    fc.assert(fc.property(fc.constantFrom(...SETS), fc.array(place, { maxLength: 4 }), (set, changes) => {
      const objects = changes.reduce<any>((all, [steps, other]) => spoil(all, steps, other), set);
      const { services, notes } = readServices(new Inventory(Array.isArray(objects) ? objects : [objects]));
      for (const { hpa: { minReplicas, maxReplicas, metrics }, pod, notModelled, id, initialReplicas } of services) {
        made += 1;
        expect(id.split('/').length).toBeGreaterThanOrEqual(3);
        expect([minReplicas, maxReplicas, initialReplicas].every(Number.isInteger)).toBe(true);
        expect(maxReplicas).toBeGreaterThanOrEqual(minReplicas);
        expect(metrics.length).toBeGreaterThan(0);
        expect(metrics.every(({ name, value }) => name === '' || value > 0)).toBe(true);
        expect(pod.startupSeconds.every((seconds) => seconds >= 0 && Number.isFinite(seconds))).toBe(true);
        expect(Object.values(pod.requests).every(Number.isFinite)).toBe(true);
        for (const note of notModelled) expect(note).toMatch(/^\S.*\.$/s);
      }
      for (const note of notes) expect(note).toMatch(/^\S.*\.$/s);
    }), { numRuns: 2000 });
    expect(made).toBeGreaterThan(1000);
  });

  test('they are not changed, and give the same again', () => {
    for (const set of SETS) {
      const before = JSON.stringify(set);
      const inventory = new Inventory(set);
      expect(readServices(inventory)).toEqual(readServices(inventory));
      expect(JSON.stringify(set)).toBe(before);
    }
  });
});
