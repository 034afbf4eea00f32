import { change, told } from '../manifests';
import { pdbBlocksDrain } from '../../../src/rules/workload/pdb-blocks-drain';

const BLOCKS = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier, namespace: vision }
spec:
  replicas: 2
  template:
    metadata: { labels: { app: classifier } }
    spec: { containers: [{ name: server }] }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: budget, namespace: vision }
spec:
  minAvailable: 2
  selector: { matchLabels: { app: classifier } }
`;

const SCALER = `---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: scaler, namespace: vision }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }
  minReplicas: 3
  maxReplicas: 6
`;

const BUDGET = 'PodDisruptionBudget vision/budget';

function message(at: string, got: string, rule: string, fix: string): string {
  return `spec.${at}: got ${got}; ${rule} — ${rule.startsWith('must be below') ? 'while there are no more, ' : ''}no pod may be evicted, so draining a node never ends; ${fix} (https://kubernetes.io/docs/tasks/run-application/configure-pdb/)`;
}

function atLeast(got: string, least: number, workloads: string = 'Deployment vision/classifier'): Array<[string, string]> {
  return [[BUDGET, message('minAvailable', got, `must be below the ${least} replica(s) that ${workloads} has at least`, 'use maxUnavailable: 1, which follows the replicas')]];
}

describe('pdb-blocks-drain fires', () => {
  test('when all replicas must be available', () => {
    expect(told(pdbBlocksDrain, BLOCKS)).toEqual(atLeast('2', 2));
  });

  test('when the workload does not say how many replicas it has, which is one', () => {
    expect(told(pdbBlocksDrain, change(change(BLOCKS, '  replicas: 2\n', ''), 'minAvailable: 2', 'minAvailable: 1'))).toEqual(atLeast('1', 1));
  });

  test('when as many must be available as an autoscaler keeps at least', () => {
    expect(told(pdbBlocksDrain, `${change(change(BLOCKS, '  replicas: 2\n', ''), 'minAvailable: 2', 'minAvailable: 3')}${SCALER}`)).toEqual(atLeast('3', 3));
  });

  test('when an autoscaler of v1 does not say its minimum, which is one', () => {
    const v1 = SCALER.replace('autoscaling/v2', 'autoscaling/v1').replace('  minReplicas: 3\n', '');
    expect(told(pdbBlocksDrain, `${change(change(BLOCKS, '  replicas: 2\n', ''), 'minAvailable: 2', 'minAvailable: 1')}${v1}`)).toEqual(atLeast('1', 1));
  });

  test('when two workloads together have no more than must be available', () => {
    const second = 'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: other, namespace: vision }\nspec: { template: { metadata: { labels: { app: classifier } } } }\n';
    expect(told(pdbBlocksDrain, `${change(BLOCKS, 'minAvailable: 2', 'minAvailable: 3')}---\n${second}`)).toEqual(atLeast('3', 3, 'Deployment vision/classifier, StatefulSet vision/other'));
  });

  test('when the selector of the budget is an expression', () => {
    expect(told(pdbBlocksDrain, change(BLOCKS, 'selector: { matchLabels: { app: classifier } }', 'selector: { matchExpressions: [{ key: app, operator: In, values: [a, classifier] }] }'))).toEqual(atLeast('2', 2));
  });

  test('when the selector is empty, which picks every pod of the namespace in policy/v1', () => {
    expect(told(pdbBlocksDrain, change(BLOCKS, 'selector: { matchLabels: { app: classifier } }', 'selector: {}'))).toEqual(atLeast('2', 2));
  });

  test.each(['0', "'0%'"])('when %s may be unavailable', (value) => {
    expect(told(pdbBlocksDrain, change(BLOCKS, 'minAvailable: 2', `maxUnavailable: ${value}`))).toEqual([
      [BUDGET, message('maxUnavailable', value.replace(/'/g, '"'), 'must be above 0', 'use maxUnavailable: 1')],
    ]);
  });

  test('when every pod must be available, whatever it selects', () => {
    const text = change(change(BLOCKS, 'minAvailable: 2', "minAvailable: '100%'"), 'matchLabels: { app: classifier }', 'matchLabels: { app: elsewhere }');
    expect(told(pdbBlocksDrain, text)).toEqual([[BUDGET, message('minAvailable', '"100%"', 'must leave a pod to evict', 'use maxUnavailable: 1')]]);
  });

  test.each<[string, number]>([['50%', 1], ['51%', 2], ['1%', 1], ['99%', 3]])('when %s of %d rounds up to all of them', (percent, replicas) => {
    const text = change(change(BLOCKS, 'minAvailable: 2', `minAvailable: '${percent}'`), 'replicas: 2', `replicas: ${replicas}`);
    expect(told(pdbBlocksDrain, text)).toEqual(atLeast(`"${percent}"`, replicas));
  });
});

describe('pdb-blocks-drain is silent', () => {
  test.each<[string, string, string]>([
    ['when one replica may go', 'minAvailable: 2', 'minAvailable: 1'],
    ['when one may be unavailable', 'minAvailable: 2', 'maxUnavailable: 1'],
    ['when a share may be unavailable, which is rounded up', 'minAvailable: 2', "maxUnavailable: '1%'"],
    ['when half must be available of two', 'minAvailable: 2', "minAvailable: '50%'"],
    ['when nothing must be available', 'minAvailable: 2', 'minAvailable: 0'],
    ['when nothing is said', 'minAvailable: 2', 'minAvailable: null'],
    ['when the budget selects other pods', 'selector: { matchLabels: { app: classifier } }', 'selector: { matchLabels: { app: detector } }'],
    ['when the budget has no selector, which picks none', 'selector: { matchLabels: { app: classifier } }', 'selector: null'],
    ['when the budget is in another namespace', 'name: budget, namespace: vision', 'name: budget, namespace: audio'],
    ['when the expression excludes the pods', 'selector: { matchLabels: { app: classifier } }', 'selector: { matchExpressions: [{ key: app, operator: NotIn, values: [classifier] }] }'],
  ])('%s', (_, from, to) => {
    expect(told(pdbBlocksDrain, change(BLOCKS, from, to))).toEqual([]);
  });

  test('when an autoscaler keeps more than must be available', () => {
    expect(told(pdbBlocksDrain, `${change(BLOCKS, '  replicas: 2\n', '')}${SCALER}`)).toEqual([]);
  });

  test('when the workload is switched off and nothing must be available', () => {
    expect(told(pdbBlocksDrain, change(change(BLOCKS, 'replicas: 2', 'replicas: 0'), 'minAvailable: 2', 'minAvailable: 0'))).toEqual([]);
  });

  test('of a DaemonSet, which has as many pods as nodes', () => {
    expect(told(pdbBlocksDrain, change(change(change(BLOCKS, 'kind: Deployment', 'kind: DaemonSet'), '  replicas: 2\n', ''), 'minAvailable: 2', 'minAvailable: 1'))).toEqual([]);
  });
});
