import * as fs from 'fs';
import * as path from 'path';
import { golden, missing, objects, only, run, seed } from './example';
import { reconcile } from '../sedna/sedna-controller';

const files = run('sedna-helmet-detection');
const printed = objects(files);
const service = only(printed, 'JointInferenceService');
const made = reconcile(service, printed, { mayScale: true });

/** What Sedna made of the seed itself. */
const OBSERVED_FILE = path.join(__dirname, '..', 'sedna', 'observed', 'seed-000.yaml');
const OBSERVED = objects({ seed: fs.readFileSync(OBSERVED_FILE, 'utf8') });

const titles = (list: any[]): string[] => list.map((o) => `${o.kind} ${o.metadata.name}`).sort();
const deployment = (type: string, all: readonly any[] = made.objects): any => (
  all.find((o) => o.kind === 'Deployment' && o.metadata.name.endsWith(`-${type}`)));

test('prints its golden manifests', () => {
  expect(files).toEqual(golden('sedna-helmet-detection'));
});

test('holds every field of the seed with its value, except what pins replicas, needs a folder or has no effect', () => {
  const differences = seed('000-joint-inference.yaml').flatMap((o) => missing(o, only(printed, o.kind), o.kind));
  // examples/sedna-helmet-detection/README.md gives the reasons.
  expect(differences).toEqual([
    'JointInferenceService.spec.edgeWorker.template.spec.nodeName: edge1i70kbjod -> undefined',
    'JointInferenceService.spec.edgeWorker.template.spec.volumes[outputdir].hostPath.type: '
      + 'Directory -> DirectoryOrCreate',
    'JointInferenceService.spec.cloudWorker.template.spec.nodeName: worker-01 -> undefined',
    'JointInferenceService.spec.cloudWorker.template.spec.dnsPolicy: ClusterFirstWithHostNet -> ClusterFirst',
  ]);
});

test('has what the seed lacks before the service: both models and the right to make autoscalers', () => {
  expect(printed.map((o) => `${o.kind} ${o.metadata.name}`)).toEqual([
    'Model helmet-detection-inference-little-model', 'Model helmet-detection-inference-big-model',
    'Role sedna-autoscalers', 'RoleBinding sedna-autoscalers',
    'JointInferenceService helmet-detection-inference-example',
  ]);
  expect(only(printed, 'RoleBinding')).toMatchObject({
    roleRef: { kind: 'Role', name: 'sedna-autoscalers' },
    subjects: [{ kind: 'ServiceAccount', name: 'sedna', namespace: 'sedna' }],
  });
  expect(only(printed, 'Role').rules).toEqual([{
    apiGroups: ['autoscaling'],
    resources: ['horizontalpodautoscalers'],
    verbs: ['get', 'create', 'update', 'delete'],
  }]);
});

test('becomes the objects that Sedna made of the seed, with the same autoscalers', () => {
  expect(made.failed).toBeUndefined();
  expect(titles(made.objects)).toEqual(titles(OBSERVED));
  const autoscalers = (list: any[]) => list.filter((o) => o.kind === 'HorizontalPodAutoscaler').map((o) => o.spec);
  expect(autoscalers(made.objects)).toEqual(autoscalers(OBSERVED));
});

test('finds its models where the seed\'s workers found them', () => {
  const url = (d: any) => d.spec.template.spec.containers[0].env.find((v: any) => v.name === 'MODEL_URL').value;
  for (const type of ['cloud', 'edge']) {
    expect(url(deployment(type))).toBe(url(deployment(type, OBSERVED)));
  }
});

test('runs on the edge and off it, on any node, one edge replica on each', () => {
  const terms = ({ spec: { template: { spec: pod } } }: any) => (
    pod.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms);
  expect(terms(deployment('edge')))
    .toEqual([{ matchExpressions: [{ key: 'node-role.kubernetes.io/edge', operator: 'Exists' }] }]);
  expect(terms(deployment('cloud')))
    .toEqual([{ matchExpressions: [{ key: 'node-role.kubernetes.io/edge', operator: 'DoesNotExist' }] }]);
  expect(deployment('edge').spec.template.spec.topologySpreadConstraints)
    .toMatchObject([{ topologyKey: 'kubernetes.io/hostname', maxSkew: 1, whenUnsatisfiable: 'DoNotSchedule' }]);
});

test('lets the cloud worker be reached, and only once its model is loaded', () => {
  const [big] = deployment('cloud').spec.template.spec.containers;
  expect(big.env).toContainEqual({ name: 'BIG_MODEL_BIND_IP', value: '0.0.0.0' });
  expect(big.readinessProbe.httpGet).toEqual({ path: '/sedna', port: 5000 });
});
