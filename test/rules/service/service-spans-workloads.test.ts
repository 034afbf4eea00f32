import { serviceSpansWorkloads } from '../../../src/rules/service/service-spans-workloads';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const SPANS = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: stable, namespace: vision }
spec: { template: { metadata: { labels: { app: classifier, track: stable } } } }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: canary, namespace: vision }
spec: { template: { metadata: { labels: { app: classifier, track: canary } } } }
---
apiVersion: v1
kind: Service
metadata: { name: front, namespace: vision }
spec: { selector: { app: classifier }, ports: [{ port: 80 }] }
`;

const SELECTOR = 'selector: { app: classifier }';
const SERVICE = 'Service vision/front';
const POD = 'apiVersion: v1\nkind: Pod\nmetadata: { name: p, namespace: vision, labels: { app: classifier } }\n';

/** The workloads that the message names. */
function named(text: string): string[] {
  return told(serviceSpansWorkloads, text).map(([, message]) => /selects the pods of (.*) — /.exec(message)![1]);
}

test('the examples of service-spans-workloads', () => {
  expect(codes(serviceSpansWorkloads.failing)).toEqual(['service-spans-workloads']);
  expect(codes(serviceSpansWorkloads.repaired)).toEqual([]);
});

describe('service-spans-workloads fires', () => {
  test('on a Service over two workloads', () => {
    expect(told(serviceSpansWorkloads, SPANS)).toEqual([[
      SERVICE,
      'spec.selector: got {"app":"classifier"}; '
      + 'selects the pods of 2 workloads: Deployment vision/stable, StatefulSet vision/canary — '
      + 'their replicas share the requests, so the load of one does not follow its own autoscaler alone; '
      + 'select by a label of one workload, or acknowledge this where this is intended '
      + `(${serviceSpansWorkloads.source})`,
    ]]);
  });

  test('on a Pod among them, without the pods of a CronJob, which end', () => {
    const cron = 'apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: c, namespace: vision }\n'
      + 'spec: { jobTemplate: { spec: { template: { metadata: { labels: { app: classifier } } } } } }\n';
    const text = `${SPANS}---\n${POD}---\n${cron}`;
    expect(fires(serviceSpansWorkloads, text)).toEqual([[SERVICE, 'spec.selector']]);
    expect(named(text)).toEqual([
      '3 workloads: Deployment vision/stable, StatefulSet vision/canary, Pod vision/p',
    ]);
  });

  test('and names five workloads at most', () => {
    const pods = [1, 2, 3, 4, 5].map((i) => `---\n${POD.replace('name: p', `name: p${i}`)}`).join('');
    expect(named(`${SPANS}${pods}`)).toEqual([
      '7 workloads: Deployment vision/stable, StatefulSet vision/canary, '
      + 'Pod vision/p1, Pod vision/p2, Pod vision/p3 and 2 more',
    ]);
  });

  test('on both workers of a joint inference', () => {
    const joint = 'apiVersion: sedna.io/v1alpha1\nkind: JointInferenceService\n'
      + 'metadata: { name: helmet, namespace: vision }\n';
    const selector = 'selector: { jointinferenceservice.sedna.io/name: helmet }';
    const service = change(SPANS.split('---\n')[2], SELECTOR, selector);
    expect(fires(serviceSpansWorkloads, `${joint}---\n${service}`)).toEqual([[SERVICE, 'spec.selector']]);
  });
});

describe('service-spans-workloads is silent', () => {
  test.each<[string, string, string]>([
    ['when a further label picks one of them', SELECTOR, 'selector: { app: classifier, track: stable }'],
    ['when it picks none', SELECTOR, 'selector: { app: detector }'],
    ['when the selector is empty', SELECTOR, 'selector: {}'],
    ['when there is no selector', SELECTOR, 'clusterIP: None'],
    ['when the Service is in another namespace', 'name: front, namespace: vision', 'name: front'],
    ['when one of the workloads is in another namespace',
      'name: canary, namespace: vision', 'name: canary, namespace: audio'],
    ['when the two are one workload twice, which duplicate-object reports',
      'kind: StatefulSet\nmetadata: { name: canary', 'kind: Deployment\nmetadata: { name: stable'],
  ])('%s', (_, from, to) => {
    expect(fires(serviceSpansWorkloads, change(SPANS, from, to))).toEqual([]);
  });

  test('when the label lies on the workload, not on its pods', () => {
    const pods = change(SPANS, 'labels: { app: classifier, track: canary }', 'labels: { track: canary }');
    const own = 'name: canary, namespace: vision, labels: { app: classifier }';
    expect(fires(serviceSpansWorkloads, change(pods, 'name: canary, namespace: vision', own))).toEqual([]);
  });
});
