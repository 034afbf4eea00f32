import { change, told } from '../manifests';
import { pdbOverlap } from '../../../src/rules/workload/pdb-overlap';

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

const MESSAGE = 'spec.selector: picks the pods of Deployment vision/classifier, which PodDisruptionBudget vision/first picks too — '
  + 'the eviction API refuses pods with more than one budget, so draining a node never ends; '
  + 'keep one budget for each workload (https://kubernetes.io/docs/concepts/workloads/pods/disruptions/)';
const SECOND = 'selector: { matchLabels: { tier: model } }';

describe('pdb-overlap fires', () => {
  test('on the second budget of a workload', () => {
    expect(told(pdbOverlap, OVERLAP)).toEqual([['PodDisruptionBudget vision/second', MESSAGE]]);
  });

  test('on each further budget', () => {
    const third = `---\n${OVERLAP.split('---')[2].replace('name: second', 'name: third')}`;
    expect(told(pdbOverlap, `${OVERLAP}${third}`)).toEqual([['PodDisruptionBudget vision/second', MESSAGE], ['PodDisruptionBudget vision/third', MESSAGE]]);
  });

  test.each<[string, string]>([
    ['an expression', 'selector: { matchExpressions: [{ key: tier, operator: Exists }] }'],
    ['a label that must be absent', 'selector: { matchExpressions: [{ key: canary, operator: DoesNotExist }] }'],
    ['an empty selector, which picks every pod of the namespace in policy/v1', 'selector: {}'],
  ])('on a second budget by %s', (_, selector) => {
    expect(told(pdbOverlap, change(OVERLAP, SECOND, selector))).toEqual([['PodDisruptionBudget vision/second', MESSAGE]]);
  });
});

describe('pdb-overlap is silent', () => {
  test.each<[string, string, string]>([
    ['when the second selects other pods', SECOND, 'selector: { matchLabels: { tier: web } }'],
    ['when the second asks for a further label', SECOND, 'selector: { matchLabels: { tier: model, app: detector } }'],
    ['when the expression excludes the pods', SECOND, 'selector: { matchExpressions: [{ key: tier, operator: DoesNotExist }] }'],
    ['when the expression lists no value', SECOND, 'selector: { matchExpressions: [{ key: tier, operator: In, values: null }] }'],
    ['when the second has no selector, which picks none', SECOND, 'selector: null'],
    ['when the second is in another namespace', 'name: second, namespace: vision', 'name: second, namespace: audio'],
    ['when the second is the first in another version', 'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: second', 'apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata: { name: first'],
  ])('%s', (_, from, to) => {
    expect(told(pdbOverlap, change(OVERLAP, from, to))).toEqual([]);
  });
});
