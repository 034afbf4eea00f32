import { change, told } from '../manifests';
import { sednaPrunedMetadata } from '../../../src/rules/sedna/sedna-pruned-metadata';

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

function message(worker: string, keys: string): string {
  return `spec.${worker}Worker.template.metadata: got "${keys}"; must be left out — `
    + 'the schema of JointInferenceService has no field below it: kubectl refuses the object, other clients drop the labels and annotations; '
    + 'remove them and select the pods by the labels that Sedna sets (jointinferenceservice.sedna.io/name and /worker-type) (https://github.com/kubeedge/sedna)';
}

describe('sedna-pruned-metadata fires', () => {
  test('on labels and annotations of the edge worker\'s pods', () => {
    expect(told(sednaPrunedMetadata, LABELLED)).toEqual([['JointInferenceService vision/helmet', message('edge', 'app, prometheus.io/scrape')]]);
  });

  test('on an annotation alone', () => {
    expect(told(sednaPrunedMetadata, change(LABELLED, 'labels: { app: helmet }, ', ''))).toEqual([['JointInferenceService vision/helmet', message('edge', 'prometheus.io/scrape')]]);
  });

  test.each<[string, string, string]>([
    ['a name', '{ name: helmet }', 'name'],
    ['a creation time', "{ creationTimestamp: '2026-01-01T00:00:00Z' }", 'creationTimestamp'],
    ['finalizers beside labels', '{ labels: { app: helmet }, finalizers: [example.com/hold] }', 'app, finalizers'],
    ['labels that are none', '{ labels: {}, annotations: {} }', 'labels, annotations'],
    ['a label without a value', '{ labels: { app: null } }', 'labels'],
    ['labels that are a list', '{ labels: [app] }', 'labels'],
    ['labels that are a text', '{ labels: app=helmet }', 'labels'],
  ])('on %s', (_, metadata, keys) => {
    expect(told(sednaPrunedMetadata, change(LABELLED, METADATA, `metadata: ${metadata}`))).toEqual([['JointInferenceService vision/helmet', message('edge', keys)]]);
  });

  test('on each worker for itself', () => {
    const both = change(LABELLED, '      spec: { containers: [{ name: big-model }] }', '      metadata: { labels: { tier: cloud } }');
    expect(told(sednaPrunedMetadata, both).map(([, text]) => text)).toEqual([message('edge', 'app, prometheus.io/scrape'), message('cloud', 'tier')]);
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
    expect(told(sednaPrunedMetadata, change(LABELLED, from, to))).toEqual([]);
  });

  test('on the template of a Deployment', () => {
    expect(told(sednaPrunedMetadata, `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier }
spec: { template: { metadata: { labels: { app: classifier } }, spec: { containers: [{ name: server }] } } }
`)).toEqual([]);
  });
});
