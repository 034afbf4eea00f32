import { sednaPrunedMetadata } from '../../../src/rules/sedna/sedna-pruned-metadata';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const LABELLED = `
apiVersion: sedna.io/v1alpha1
kind: JointInferenceService
metadata: { name: helmet, namespace: vision, labels: { team: vision }, annotations: { owner: vision } }
spec:
  edgeWorker:
    template:
      metadata: { labels: { app: helmet }, annotations: { prometheus.io/scrape: 'true' } }
      spec: { containers: [{ name: little-model }] }
  cloudWorker:
    template:
      spec: { containers: [{ name: big-model }] }
`;

const METADATA = "metadata: { labels: { app: helmet }, annotations: { prometheus.io/scrape: 'true' } }";

test('the examples of sedna-pruned-metadata', () => {
  expect(codes(sednaPrunedMetadata.failing)).toEqual(['sedna-pruned-metadata']);
  expect(codes(sednaPrunedMetadata.repaired)).toEqual([]);
});

function place(worker: string = 'edge'): [string, string] {
  return ['JointInferenceService vision/helmet', `spec.${worker}Worker.template.metadata`];
}

/** What the message says is there. */
function named(text: string): string | undefined {
  return /got "([^"]*)"/.exec(told(sednaPrunedMetadata, text)[0]?.[1])?.[1];
}

describe('sedna-pruned-metadata fires', () => {
  test('on labels and annotations of the edge worker\'s pods', () => {
    expect(told(sednaPrunedMetadata, LABELLED)).toEqual([[
      'JointInferenceService vision/helmet',
      'spec.edgeWorker.template.metadata: got "app, prometheus.io/scrape"; must be left out — '
      + 'the schema of JointInferenceService has no field there: kubectl rejects the object, '
      + 'and other clients lose the labels and annotations silently; '
      + 'remove it, and select the pods by the labels that Sedna sets '
      + '(jointinferenceservice.sedna.io/name and jointinferenceservice.sedna.io/worker-type) '
      + `(${sednaPrunedMetadata.source})`,
    ]]);
  });

  test('on an annotation alone', () => {
    const text = change(LABELLED, 'labels: { app: helmet }, ', '');
    expect(fires(sednaPrunedMetadata, text)).toEqual([place()]);
    expect(named(text)).toBe('prometheus.io/scrape');
  });

  test.each<[string, string, string]>([
    ['a name', '{ name: helmet }', 'name'],
    ['a creation time', "{ creationTimestamp: '2026-01-01T00:00:00Z' }", 'creationTimestamp'],
    ['finalizers beside labels', '{ labels: { app: helmet }, finalizers: [example.com/hold] }', 'app, finalizers'],
    ['labels that are none', '{ labels: {}, annotations: {} }', 'labels, annotations'],
    ['a label without a value', '{ labels: { app: null } }', 'labels'],
    ['labels that are a list', '{ labels: [app] }', 'labels'],
    ['labels that are a text', '{ labels: app=helmet }', 'labels'],
    ['many labels', '{ labels: { a: x, b: x, c: x, d: x, e: x, f: x } }', 'a, b, c, d, e and 1 more'],
  ])('on %s', (_, metadata, keys) => {
    const text = change(LABELLED, METADATA, `metadata: ${metadata}`);
    expect(fires(sednaPrunedMetadata, text)).toEqual([place()]);
    expect(named(text)).toBe(keys);
  });

  test('on each worker for itself', () => {
    const spec = 'spec: { containers: [{ name: big-model }] }';
    const both = change(LABELLED, spec, 'metadata: { labels: { tier: cloud } }');
    expect(fires(sednaPrunedMetadata, both)).toEqual([place(), place('cloud')]);
  });
});

describe('sedna-pruned-metadata is silent', () => {
  test.each<[string, string, string]>([
    ['when the template has no metadata', `${METADATA}\n`, '\n'],
    ['when the metadata is empty', METADATA, 'metadata: {}'],
    ['when they are null', METADATA, 'metadata: { labels: null, annotations: null }'],
    ['when the metadata is null', METADATA, 'metadata: null'],
    ['when the metadata is a text', METADATA, 'metadata: helmet'],
    ['when there is the null of a program that prints templates', METADATA, 'metadata: { creationTimestamp: null }'],
    ['of a kind of that name in another group', 'sedna.io/v1alpha1', 'example.com/v1'],
  ])('%s', (_, from, to) => {
    expect(fires(sednaPrunedMetadata, change(LABELLED, from, to))).toEqual([]);
  });

  test('on the template of a Deployment', () => {
    expect(fires(sednaPrunedMetadata, `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier }
spec: { template: { metadata: { labels: { app: classifier } }, spec: { containers: [{ name: server }] } } }
`)).toEqual([]);
  });
});
