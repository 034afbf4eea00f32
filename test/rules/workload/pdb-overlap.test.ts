import { Inventory } from '../../../src/kubernetes/inventory';
import { pdbOverlap } from '../../../src/rules/workload/pdb-overlap';
import { codes } from '../codes';
import { change, fires, manifests, told } from '../manifests';

const OVERLAP = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier, namespace: vision }
spec:
  template:
    metadata: { labels: { app: classifier, tier: model } }
    spec: { containers: [{ name: server }] }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: first, namespace: vision }
spec: { maxUnavailable: 1, selector: { matchLabels: { app: classifier } } }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: second, namespace: vision }
spec: { maxUnavailable: 1, selector: { matchLabels: { tier: model } } }
`;

const BUDGET = 'selector: { matchLabels: { tier: model } }';
const SECOND = ['PodDisruptionBudget vision/second', 'spec.selector'];
const [DEPLOYMENT, FIRST_BUDGET, SECOND_BUDGET] = OVERLAP.split('---\n');

/** What the message says of which pods, and of which other budget. */
function overlaps(text: string): string[] {
  return told(pdbOverlap, text).map(([, message]) => /selects the pods of (.*) selects too — /.exec(message)![1]);
}

test('the examples of pdb-overlap', () => {
  expect(codes(pdbOverlap.failing)).toEqual(['pdb-overlap']);
  expect(codes(pdbOverlap.repaired)).toEqual([]);
});

describe('pdb-overlap fires', () => {
  test('on the second budget of a workload', () => {
    expect(told(pdbOverlap, OVERLAP)).toEqual([[
      'PodDisruptionBudget vision/second',
      'spec.selector: selects the pods of Deployment vision/classifier, '
      + 'which PodDisruptionBudget vision/first selects too — '
      + 'the eviction API rejects pods with more than one budget, so draining a node never ends; '
      + `keep one budget for each workload (${pdbOverlap.source})`,
    ]]);
  });

  test('on each further budget', () => {
    const third = `---\n${SECOND_BUDGET.replace('name: second', 'name: third')}`;
    const text = `${OVERLAP}${third}`;
    expect(fires(pdbOverlap, text)).toEqual([SECOND, ['PodDisruptionBudget vision/third', 'spec.selector']]);
  });

  test('once on a budget, however many workloads it shares', () => {
    const others = [1, 2, 3, 4, 5, 6].map((i) => `---\n${DEPLOYMENT.replace('name: classifier', `name: d${i}`)}`);
    const text = `${OVERLAP}${others.join('')}`;
    expect(fires(pdbOverlap, text)).toEqual([SECOND]);
    expect(overlaps(text)).toEqual([
      'Deployment vision/classifier, Deployment vision/d1, Deployment vision/d2, Deployment vision/d3, '
      + 'Deployment vision/d4 and 2 more, which PodDisruptionBudget vision/first',
    ]);
  });

  test('on a budget that shares workloads with two others, and on what shares one with it alone', () => {
    const workload = (name: string) => DEPLOYMENT.replace(/classifier/g, name);
    const budget = (name: string, apps: string) => change(
      change(FIRST_BUDGET, 'name: first', `name: ${name}`),
      'matchLabels: { app: classifier }',
      `matchExpressions: [{ key: app, operator: In, values: [${apps}] }]`,
    );
    const budgets = [budget('on-a', 'a'), budget('on-both', 'a, b'), budget('on-b', 'b')];
    expect(overlaps([workload('a'), workload('b'), ...budgets].join('---\n'))).toEqual([
      'Deployment vision/a, which PodDisruptionBudget vision/on-a',
      'Deployment vision/b, which PodDisruptionBudget vision/on-both',
    ]);
  });

  test('once where the workload is there twice', () => {
    expect(codes(`${OVERLAP}---\n${DEPLOYMENT}`)).toEqual(['pdb-overlap']);
  });

  test.each<[string, string]>([
    ['an expression', 'selector: { matchExpressions: [{ key: tier, operator: Exists }] }'],
    ['a label that must be absent', 'selector: { matchExpressions: [{ key: canary, operator: DoesNotExist }] }'],
    ['an empty selector, which picks every pod of the namespace in policy/v1', 'selector: {}'],
  ])('on a second budget by %s', (_, selector) => {
    expect(fires(pdbOverlap, change(OVERLAP, BUDGET, selector))).toEqual([SECOND]);
  });
});

describe('pdb-overlap is silent', () => {
  test.each<[string, string, string]>([
    ['when the second selects other pods', BUDGET, 'selector: { matchLabels: { tier: web } }'],
    ['when the second asks for a further label', BUDGET, 'selector: { matchLabels: { tier: model, app: detector } }'],
    ['when the expression excludes the pods',
      BUDGET, 'selector: { matchExpressions: [{ key: tier, operator: DoesNotExist }] }'],
    ['when the expression lists no value',
      BUDGET, 'selector: { matchExpressions: [{ key: tier, operator: In, values: null }] }'],
    ['when the second has no selector, which picks none', BUDGET, 'selector: null'],
    ['when the second is in another namespace', 'name: second, namespace: vision', 'name: second, namespace: audio'],
    ['when the second is the first in another version',
      'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: second',
      'apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata: { name: first'],
  ])('%s', (_, from, to) => {
    expect(fires(pdbOverlap, change(OVERLAP, from, to))).toEqual([]);
  });

  test('of budgets of the two workers of one joint inference', () => {
    const joint = 'apiVersion: sedna.io/v1alpha1\nkind: JointInferenceService\n'
      + 'metadata: { name: helmet, namespace: vision }\n';
    const of = (worker: string) => change(change(FIRST_BUDGET, 'name: first', `name: ${worker}`), 'app: classifier',
      `jointinferenceservice.sedna.io/worker-type: ${worker}`);
    expect(fires(pdbOverlap, `${joint}---\n${of('edge')}---\n${of('cloud')}`)).toEqual([]);
  });
});

test('pdb-overlap is linear in its objects: 2,000 budgets with an empty selector over 2,000 workloads', () => {
  const [deployment, budget] = manifests(change(OVERLAP, BUDGET, 'selector: {}'));
  const many = (object: typeof budget, spec: unknown) => [...Array(2000).keys()].map((i) => (
    { ...object, metadata: { ...object.metadata, name: `${object.kind}-${i}` }, spec }));
  const budgets = many(budget, { maxUnavailable: 1, selector: {} });
  const inventory = new Inventory([...many(deployment, deployment.spec), ...budgets]);
  const begin = performance.now();
  let count = 0;
  pdbOverlap.check(inventory, () => {
    count += 1;
  });
  // After some hundred the selections are cut, and what the rule found counts for nothing.
  expect(count).toBeGreaterThan(100);
  expect(performance.now() - begin).toBeLessThan(2000);
});
