import { selectorMismatch } from '../../../src/rules/workload/selector-mismatch';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

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
const FIRES = [['Deployment vision/classifier', 'spec.selector']];

test('the examples of selector-mismatch', () => {
  expect(codes(selectorMismatch.failing)).toEqual(['selector-mismatch']);
  expect(codes(selectorMismatch.repaired)).toEqual([]);
});

describe('selector-mismatch fires', () => {
  test('on a label that the pods have with another value', () => {
    expect(told(selectorMismatch, MISMATCH)).toEqual([[
      'Deployment vision/classifier',
      'spec.selector: got {"app":"classifier"}; must select the pods of its own template — '
      + 'the API server rejects the object; use labels that the pods have: app=classifer, tier=model '
      + `(${selectorMismatch.source})`,
    ]]);
  });

  test('on pods without labels', () => {
    const text = change(MISMATCH, LABELS, 'labels: null');
    expect(fires(selectorMismatch, text)).toEqual(FIRES);
    expect(told(selectorMismatch, text)[0][1]).toContain('; use labels that the pods have: none so far (');
  });

  test('and lists five labels at most', () => {
    const text = change(MISMATCH, LABELS, 'labels: { a: 1, b: x, c: x, d: x, e: x, f: x, g: x }'.replace('1', 'x'));
    expect(told(selectorMismatch, text)[0][1]).toContain(': a=x, b=x, c=x, d=x, e=x and 2 more (');
  });

  test.each(['StatefulSet', 'DaemonSet', 'ReplicaSet'])('on a %s', (kind) => {
    expect(fires(selectorMismatch, change(MISMATCH, 'kind: Deployment', `kind: ${kind}`))).toEqual([
      [`${kind} vision/classifier`, 'spec.selector'],
    ]);
  });

  test.each<[string, string]>([
    ['In', '{ key: app, operator: In, values: [classifier] }'],
    ['NotIn', '{ key: tier, operator: NotIn, values: [model] }'],
    ['Exists', '{ key: version, operator: Exists }'],
    ['DoesNotExist', '{ key: tier, operator: DoesNotExist }'],
    ['an operator that does not exist', '{ key: tier, operator: Matches }'],
  ])('on an expression: %s', (_, expression) => {
    const text = change(MISMATCH, SELECTOR, `selector: { matchExpressions: [${expression}] }`);
    expect(fires(selectorMismatch, text)).toEqual(FIRES);
    expect(told(selectorMismatch, text)[0][1]).toContain('spec.selector: got {"matchExpressions":[{"key":');
  });

  test('on an expression beside labels that match, and shows the expression', () => {
    const expression = 'matchExpressions: [{ key: tier, operator: DoesNotExist }]';
    const text = change(MISMATCH, SELECTOR, `selector: { matchLabels: { tier: model }, ${expression} }`);
    expect(fires(selectorMismatch, text)).toEqual(FIRES);
    expect(told(selectorMismatch, text)[0][1]).toContain('"operator":"DoesNotExist"');
  });
});

describe('selector-mismatch is silent', () => {
  test.each<[string, string, string]>([
    ['when the pods have the label', LABELS, 'labels: { app: classifier, tier: model }'],
    ['when an expression lists the value',
      SELECTOR, 'selector: { matchExpressions: [{ key: app, operator: In, values: [classifer, other] }] }'],
    ['when an expression asks for a label that is there',
      SELECTOR, 'selector: { matchExpressions: [{ key: tier, operator: Exists }] }'],
    ['when an expression excludes a value of a label that is not there',
      SELECTOR, 'selector: { matchExpressions: [{ key: version, operator: NotIn, values: [v1] }] }'],
    ['when the selector is null', SELECTOR, 'selector: null'],
    ['when the selector holds null', SELECTOR, 'selector: { matchLabels: null, matchExpressions: null }'],
  ])('%s', (_, from, to) => {
    expect(fires(selectorMismatch, change(MISMATCH, from, to))).toEqual([]);
  });

  test('of a Job, for which the API server makes the selector', () => {
    const job = change(MISMATCH, 'apiVersion: apps/v1\nkind: Deployment', 'apiVersion: batch/v1\nkind: Job');
    expect(fires(selectorMismatch, change(job, `  ${SELECTOR}\n`, ''))).toEqual([]);
  });

  test('of a Pod, whose node selector is none of pods', () => {
    const pod = 'apiVersion: v1\nkind: Pod\nmetadata: { name: p }\n'
      + 'spec: { nodeSelector: { a: b }, selector: { matchLabels: { a: b } } }';
    expect(fires(selectorMismatch, pod)).toEqual([]);
  });
});
