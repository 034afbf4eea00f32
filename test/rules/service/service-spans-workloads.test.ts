import { change, told } from '../manifests';
import { serviceSpansWorkloads } from '../../../src/rules/service/service-spans-workloads';

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

function message(got: string, workloads: string[]): string {
  return `spec.selector: got ${got}; picks the pods of ${workloads.length} workloads: ${workloads.join(', ')} — `
    + 'their replicas share the traffic, so the load of one does not follow its own autoscaler alone; '
    + 'select by a label of one workload, or acknowledge this where the traffic is meant to be shared';
}

const SELECTOR = 'selector: { app: classifier }';

describe('service-spans-workloads fires', () => {
  test('on a Service over two workloads', () => {
    expect(told(serviceSpansWorkloads, SPANS)).toEqual([
      ['Service vision/front', message('{"app":"classifier"}', ['Deployment vision/stable', 'StatefulSet vision/canary'])],
    ]);
  });

  test('on a Pod and the pods of a CronJob among them', () => {
    const pod = 'apiVersion: v1\nkind: Pod\nmetadata: { name: p, namespace: vision, labels: { app: classifier } }\n';
    const cron = 'apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: c, namespace: vision }\nspec: { jobTemplate: { spec: { template: { metadata: { labels: { app: classifier } } } } } }\n';
    expect(told(serviceSpansWorkloads, `${SPANS}---\n${pod}---\n${cron}`)).toEqual([
      ['Service vision/front', message('{"app":"classifier"}', ['Deployment vision/stable', 'StatefulSet vision/canary', 'Pod vision/p', 'CronJob vision/c'])],
    ]);
  });
});

describe('service-spans-workloads is silent', () => {
  test.each<[string, string, string]>([
    ['when a further label picks one of them', SELECTOR, 'selector: { app: classifier, track: stable }'],
    ['when it picks none', SELECTOR, 'selector: { app: detector }'],
    ['when the selector is empty', SELECTOR, 'selector: {}'],
    ['when there is no selector', SELECTOR, 'clusterIP: None'],
    ['when the Service is in another namespace', 'name: front, namespace: vision', 'name: front'],
    ['when one of the workloads is in another namespace', 'name: canary, namespace: vision', 'name: canary, namespace: audio'],
  ])('%s', (_, from, to) => {
    expect(told(serviceSpansWorkloads, change(SPANS, from, to))).toEqual([]);
  });

  test('when the label lies on the workload, not on its pods', () => {
    const text = change(change(SPANS, 'labels: { app: classifier, track: canary }', 'labels: { track: canary }'), 'name: canary, namespace: vision', 'name: canary, namespace: vision, labels: { app: classifier }');
    expect(told(serviceSpansWorkloads, text)).toEqual([]);
  });
});
