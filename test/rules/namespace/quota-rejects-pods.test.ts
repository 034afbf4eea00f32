import { quotaRejectsPods } from '../../../src/rules/namespace/quota-rejects-pods';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const { failing } = quotaRejectsPods;
/** Without the autoscaler. */
const [failingAlone, repaired] = [failing, quotaRejectsPods.repaired]
  .map((text) => text.split('---\n').slice(0, 2).join('---\n'));
const HARD = "hard: { requests.cpu: '10', limits.cpu: '20' }";
const scaler = (min: number, max: number) => `---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: classifier }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }
  minReplicas: ${min}
  maxReplicas: ${max}
  metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } } }]
`;

function reasons(text: string): string[] {
  return told(quotaRejectsPods, text).map(([, message]) => /ResourceQuota team (.*?) — /.exec(message)![1]);
}

test('the examples of quota-rejects-pods', () => {
  expect(codes(failing)).toEqual(['quota-rejects-pods']);
  expect(codes(quotaRejectsPods.repaired)).toEqual([]);
});

test('quota-rejects-pods says what is missing, and where', () => {
  expect(told(quotaRejectsPods, failing)).toEqual([[
    'Deployment classifier',
    'spec.template.spec.containers: ResourceQuota team needs limits.cpu on every container: "server" has none — the '
    + 'API server forbids every pod of it ("must specify"), so none is created and nothing can scale it; set '
    + `limits.cpu on every container, or add a LimitRange with defaults (${quotaRejectsPods.source})`,
  ]]);
});

describe('quota-rejects-pods fires', () => {
  test.each<[string, string, string]>([
    ['without room for one pod', 'hard: { cpu: 500m }', 'has no room for one pod: it has cpu 0.5, and a pod takes 1'],
    ['on a quota of no pods', "hard: { pods: '0' }", 'has no room for one pod: it has pods 0, and a pod takes 1'],
  ])('%s', (_, hard, expected) => {
    expect(reasons(change(repaired, HARD, hard))).toEqual([expected]);
  });

  test('without room for the replicas', () => {
    const two = change(repaired, HARD, "hard: { cpu: '2' }");
    const text = change(two, 'spec:\n  selector', 'spec:\n  replicas: 3\n  selector');
    expect(reasons(text)).toEqual([
      'has room for 2 of the 3 pods that are always needed: it has cpu 2, and a pod takes 1',
    ]);
  });

  test('where an autoscaler has room for its minimum and no more', () => {
    const text = change(repaired, HARD, "hard: { limits.cpu: '5' }");
    expect(codes(`${text}${scaler(2, 4)}`)).toEqual(['quota-rejects-pods']);
    expect(reasons(`${text}${scaler(2, 4)}`)).toEqual([
      'has room for the 2 pods of minReplicas and no more: it has limits.cpu 5, and a pod takes 2',
    ]);
  });

  test('on an extended resource that a pod requests', () => {
    const gpu = change(repaired, "limits: { cpu: '2' }", "limits: { cpu: '2', nvidia.com/gpu: 2 }");
    expect(reasons(change(gpu, HARD, 'hard: { requests.nvidia.com/gpu: 1 }'))).toHaveLength(1);
  });
});

test('a request that an autoscaler divides by is missing once', () => {
  const text = change(change(failingAlone, "requests: { cpu: '1' }", ''), HARD, "hard: { requests.cpu: '10' }");
  expect(codes(text)).toEqual(['quota-rejects-pods']);
  expect(codes(`${text}${scaler(1, 4)}`)).toEqual(['hpa-missing-request']);
});

describe('quota-rejects-pods is silent', () => {
  const limits = '---\napiVersion: v1\nkind: LimitRange\nmetadata: { name: defaults }\n'
    + "spec: { limits: [{ type: Container, default: { cpu: '2' } }] }\n";

  test.each<[string, string]>([
    ['where a LimitRange sets the default', `${failing}${limits}`],
    ['on a quota of other objects', change(failing, HARD, "hard: { services: '0', count/jobs.batch: '0' }")],
    ['on a bound of GPUs that counts nothing', change(failing, HARD, 'hard: { nvidia.com/gpu: 0 }')],
    ['on a quota of GPUs where no pod requests one', change(failing, HARD, 'hard: { requests.nvidia.com/gpu: 0 }')],
    ['on a quota of a scope that is unknown here', change(failing, HARD, `${HARD}, scopes: [NotBestEffort]`)],
    ['on a quota of priority classes', change(failing, HARD, `${HARD}, scopeSelector: { matchExpressions: [] }`)],
    ['on a quota of another namespace', change(failing, 'name: team', 'name: team, namespace: other')],
    ['on resources of the whole pod', change(
      failing, 'containers:\n', "resources: { limits: { cpu: '2' } }\n      containers:\n",
    )],
    ['where there is room to scale', `${change(repaired, HARD, "hard: { cpu: '3' }")}${scaler(2, 3)}`],
  ])('%s', (_, text) => {
    expect(fires(quotaRejectsPods, text)).toEqual([]);
  });

  test('but not on a quota of pods that do not terminate', () => {
    expect(fires(quotaRejectsPods, change(failing, HARD, `${HARD}, scopes: [NotTerminating]`))).toHaveLength(1);
  });
});
