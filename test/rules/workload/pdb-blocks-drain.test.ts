import { findings } from '../../../src/rules/catalogue/findings';
import { pdbBlocksDrain } from '../../../src/rules/workload/pdb-blocks-drain';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

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
const SELECTOR = 'selector: { matchLabels: { app: classifier } }';
const NOT_SET = change(BLOCKS, '  replicas: 2\n', '');
const MIN_AVAILABLE = [[BUDGET, 'spec.minAvailable']];

/** What the rule computes: `2 of Deployment vision/classifier`. */
function least(text: string): string[] {
  return told(pdbBlocksDrain, text).map(([, message]) => {
    const [, replicas, workloads] = /must be below (\d+), the least replicas of (.*) — while/.exec(message)!;
    return `${replicas} of ${workloads}`;
  });
}

test('the examples of pdb-blocks-drain', () => {
  expect(codes(pdbBlocksDrain.failing)).toEqual(['pdb-blocks-drain']);
  expect(codes(pdbBlocksDrain.repaired)).toEqual([]);
});

describe('pdb-blocks-drain fires', () => {
  test('when all replicas must be available', () => {
    expect(told(pdbBlocksDrain, BLOCKS)).toEqual([[
      BUDGET,
      'spec.minAvailable: got 2; must be below 2, the least replicas of Deployment vision/classifier — '
      + 'while there are no more replicas, no pod may be evicted, so draining a node never ends; '
      + `use maxUnavailable: 1, which follows the replicas (${pdbBlocksDrain.source})`,
    ]]);
  });

  test('when the workload does not say how many replicas it has, which is one', () => {
    expect(least(change(NOT_SET, 'minAvailable: 2', 'minAvailable: 1'))).toEqual(['1 of Deployment vision/classifier']);
  });

  test('when as many must be available as an autoscaler keeps at least', () => {
    const text = `${change(NOT_SET, 'minAvailable: 2', 'minAvailable: 3')}${SCALER}`;
    expect(least(text)).toEqual(['3 of Deployment vision/classifier']);
  });

  test('when an autoscaler of v1 does not say its minimum, which is one', () => {
    const v1 = SCALER.replace('autoscaling/v2', 'autoscaling/v1').replace('  minReplicas: 3\n', '');
    const text = `${change(NOT_SET, 'minAvailable: 2', 'minAvailable: 1')}${v1}`;
    expect(least(text)).toEqual(['1 of Deployment vision/classifier']);
  });

  test('when as many must be available as the lower of two autoscalers keeps', () => {
    const second = SCALER.replace('name: scaler', 'name: second').replace('minReplicas: 3', 'minReplicas: 2');
    expect(least(`${NOT_SET}${SCALER}${second}`)).toEqual(['2 of Deployment vision/classifier']);
    expect(least(`${NOT_SET}${second}${SCALER}`)).toEqual(['2 of Deployment vision/classifier']);
  });

  test('when two workloads together have no more than must be available', () => {
    const second = 'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: other, namespace: vision }\n'
      + 'spec: { template: { metadata: { labels: { app: classifier } } } }\n';
    expect(least(`${change(BLOCKS, 'minAvailable: 2', 'minAvailable: 3')}---\n${second}`)).toEqual([
      '3 of Deployment vision/classifier, StatefulSet vision/other',
    ]);
  });

  test('and counts a workload once that is there twice', () => {
    expect(least(`${BLOCKS}---\n${BLOCKS.split('---\n')[0]}`)).toEqual(['2 of Deployment vision/classifier']);
  });

  test('and names five workloads at most', () => {
    const pods = [1, 2, 3, 4, 5, 6].map((i) => (
      `---\napiVersion: v1\nkind: Pod\nmetadata: { name: p${i}, namespace: vision, labels: { app: classifier } }\n`));
    expect(least(`${change(BLOCKS, 'minAvailable: 2', 'minAvailable: 8')}${pods.join('')}`)).toEqual([
      '8 of Deployment vision/classifier, Pod vision/p1, Pod vision/p2, Pod vision/p3, Pod vision/p4 and 2 more',
    ]);
  });

  test('when the selector of the budget is an expression', () => {
    const expression = 'selector: { matchExpressions: [{ key: app, operator: In, values: [a, classifier] }] }';
    expect(fires(pdbBlocksDrain, change(BLOCKS, SELECTOR, expression))).toEqual(MIN_AVAILABLE);
  });

  test('when the selector is empty, which picks every pod of the namespace in policy/v1', () => {
    expect(fires(pdbBlocksDrain, change(BLOCKS, SELECTOR, 'selector: {}'))).toEqual(MIN_AVAILABLE);
  });

  test.each(['0', "'0%'"])('when %s may be unavailable', (value) => {
    expect(told(pdbBlocksDrain, change(BLOCKS, 'minAvailable: 2', `maxUnavailable: ${value}`))).toEqual([[
      BUDGET,
      `spec.maxUnavailable: got ${value.replace(/'/g, '"')}; must be above 0 — `
      + `no pod may be evicted, so draining a node never ends; use maxUnavailable: 1 (${pdbBlocksDrain.source})`,
    ]]);
  });

  test('when every pod must be available, whatever it selects', () => {
    const all = change(BLOCKS, 'minAvailable: 2', "minAvailable: '100%'");
    const text = change(all, 'matchLabels: { app: classifier }', 'matchLabels: { app: elsewhere }');
    expect(told(pdbBlocksDrain, text)).toEqual([[
      BUDGET,
      'spec.minAvailable: got "100%"; must leave a pod to evict — '
      + `no pod may be evicted, so draining a node never ends; use maxUnavailable: 1 (${pdbBlocksDrain.source})`,
    ]]);
  });

  test.each<[string, number]>([['50%', 1], ['51%', 2], ['1%', 1], ['99%', 3]])(
    'when %s of %d rounds up to all of them',
    (percent, replicas) => {
      const budget = change(BLOCKS, 'minAvailable: 2', `minAvailable: '${percent}'`);
      const text = change(budget, 'replicas: 2', `replicas: ${replicas}`);
      expect(least(text)).toEqual([`${replicas} of Deployment vision/classifier`]);
    },
  );
});

describe('pdb-blocks-drain is silent', () => {
  test.each<[string, string, string]>([
    ['when one replica may go', 'minAvailable: 2', 'minAvailable: 1'],
    ['when one may be unavailable', 'minAvailable: 2', 'maxUnavailable: 1'],
    ['when a percentage may be unavailable, which is rounded up', 'minAvailable: 2', "maxUnavailable: '1%'"],
    ['when half must be available of two', 'minAvailable: 2', "minAvailable: '50%'"],
    ['when nothing must be available', 'minAvailable: 2', 'minAvailable: 0'],
    ['when nothing is said', 'minAvailable: 2', 'minAvailable: null'],
    ['when the budget selects other pods', SELECTOR, 'selector: { matchLabels: { app: detector } }'],
    ['when the budget has no selector, which picks none', SELECTOR, 'selector: null'],
    ['when the budget is in another namespace', 'name: budget, namespace: vision', 'name: budget, namespace: audio'],
    ['when the expression excludes the pods',
      SELECTOR, 'selector: { matchExpressions: [{ key: app, operator: NotIn, values: [classifier] }] }'],
  ])('%s', (_, from, to) => {
    expect(fires(pdbBlocksDrain, change(BLOCKS, from, to))).toEqual([]);
  });

  test('when an autoscaler keeps more than must be available', () => {
    expect(fires(pdbBlocksDrain, `${NOT_SET}${SCALER}`)).toEqual([]);
  });

  test('when the workload is switched off and nothing must be available', () => {
    const off = change(BLOCKS, 'replicas: 2', 'replicas: 0');
    expect(fires(pdbBlocksDrain, change(off, 'minAvailable: 2', 'minAvailable: 0'))).toEqual([]);
  });

  test('of a DaemonSet, which has as many pods as nodes', () => {
    const daemons = change(NOT_SET, 'kind: Deployment', 'kind: DaemonSet');
    expect(fires(pdbBlocksDrain, change(daemons, 'minAvailable: 2', 'minAvailable: 1'))).toEqual([]);
  });

  test('of 100,000 digits without a per cent sign, which it reads in milliseconds', () => {
    const begin = performance.now();
    const text = change(BLOCKS, 'minAvailable: 2', `minAvailable: '${'1'.repeat(100_000)}'`);
    expect(fires(pdbBlocksDrain, text)).toEqual([]);
    expect(performance.now() - begin).toBeLessThan(1000);
  });
});

test('pdb-blocks-drain is silent where a selection was cut: it knows a part of the replicas then', () => {
  const count = 3000;
  const deployments = Array.from({ length: count }, (_, i) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: `d${i}`, namespace: 'vision' },
    spec: { replicas: 1, template: { metadata: { labels: { id: `${i}` } }, spec: {} } },
  }));
  const budgets = Array.from({ length: count }, (_, i) => ({
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: `b${i}`, namespace: 'vision' },
    spec: { minAvailable: 100, selector: { matchExpressions: [{ key: 'id', operator: 'NotIn', values: [`${i}`] }] } },
  }));
  expect(findings([...deployments, ...budgets], [pdbBlocksDrain])).toEqual([]);
});
