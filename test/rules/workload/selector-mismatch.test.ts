import { change, told } from '../manifests';
import { selectorMismatch } from '../../../src/rules/workload/selector-mismatch';

const MISMATCH = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier, namespace: vision }
spec:
  selector: { matchLabels: { app: classifier } }
  template:
    metadata: { labels: { app: classifer, tier: model } }
    spec: { containers: [{ name: server }] }
`;

const SELECTOR = 'selector: { matchLabels: { app: classifier } }';
const LABELS = 'labels: { app: classifer, tier: model }';

function message(got: string, labels: string): string {
  return `spec.selector: got ${got}; must pick the pods of its own template — the API server would reject the object; use labels that the pods carry: ${labels}`;
}

describe('selector-mismatch fires', () => {
  test('on a label that the pods carry with another value', () => {
    expect(told(selectorMismatch, MISMATCH)).toEqual([['Deployment vision/classifier', message('{"app":"classifier"}', 'app=classifer, tier=model')]]);
  });

  test('on pods without labels', () => {
    expect(told(selectorMismatch, change(MISMATCH, LABELS, 'labels: null'))).toEqual([['Deployment vision/classifier', message('{"app":"classifier"}', 'none so far')]]);
  });

  test.each(['StatefulSet', 'DaemonSet', 'ReplicaSet'])('on a %s', (kind) => {
    expect(told(selectorMismatch, change(MISMATCH, 'kind: Deployment', `kind: ${kind}`)).map(([object]) => object)).toEqual([`${kind} vision/classifier`]);
  });

  test.each<[string, string]>([
    ['In', '{ key: app, operator: In, values: [classifier] }'],
    ['NotIn', '{ key: tier, operator: NotIn, values: [model] }'],
    ['Exists', '{ key: version, operator: Exists }'],
    ['DoesNotExist', '{ key: tier, operator: DoesNotExist }'],
    ['an operator that does not exist', '{ key: tier, operator: Matches }'],
  ])('on an expression: %s', (_, expression) => {
    const text = change(MISMATCH, SELECTOR, `selector: { matchExpressions: [${expression}] }`);
    expect(told(selectorMismatch, text)).toEqual([['Deployment vision/classifier', expect.stringMatching(/^spec\.selector: got \{"matchExpressions":\[\{"key":.*; must pick the pods of its own template — /)]]);
  });

  test('on an expression beside labels that match, and shows the expression', () => {
    const text = change(MISMATCH, SELECTOR, 'selector: { matchLabels: { tier: model }, matchExpressions: [{ key: tier, operator: DoesNotExist }] }');
    expect(told(selectorMismatch, text)).toEqual([['Deployment vision/classifier', expect.stringContaining('"operator":"DoesNotExist"')]]);
  });
});

describe('selector-mismatch is silent', () => {
  test.each<[string, string, string]>([
    ['when the pods carry the label', LABELS, 'labels: { app: classifier, tier: model }'],
    ['when an expression lists the value', SELECTOR, 'selector: { matchExpressions: [{ key: app, operator: In, values: [classifer, other] }] }'],
    ['when an expression asks for a label that is there', SELECTOR, 'selector: { matchExpressions: [{ key: tier, operator: Exists }] }'],
    ['when an expression excludes a value of a label that is not there', SELECTOR, 'selector: { matchExpressions: [{ key: version, operator: NotIn, values: [v1] }] }'],
    ['when the selector is null', SELECTOR, 'selector: null'],
    ['when the selector holds null', SELECTOR, 'selector: { matchLabels: null, matchExpressions: null }'],
  ])('%s', (_, from, to) => {
    expect(told(selectorMismatch, change(MISMATCH, from, to))).toEqual([]);
  });

  test('of a Job, for which the API server makes the selector', () => {
    expect(told(selectorMismatch, change(change(MISMATCH, 'apiVersion: apps/v1\nkind: Deployment', 'apiVersion: batch/v1\nkind: Job'), `  ${SELECTOR}\n`, ''))).toEqual([]);
  });

  test('of a Pod, whose node selector is none of pods', () => {
    expect(told(selectorMismatch, 'apiVersion: v1\nkind: Pod\nmetadata: { name: p }\nspec: { nodeSelector: { a: b }, selector: { matchLabels: { a: b } } }')).toEqual([]);
  });
});
