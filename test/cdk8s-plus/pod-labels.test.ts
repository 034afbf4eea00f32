import { ApiObject } from 'cdk8s';
import { CronJob, DaemonSet, Deployment, Pod, StatefulSet } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { AutoscaledInference, InferenceDeployment } from '../../src';
import { podLabelsOf, podsOf } from '../../src/cdk8s-plus/pod-labels';
import { autoscaledProps, deploymentProps, testChart } from '../helpers';

const containers = [{ image: 'a/b:1', portNumber: 8080 }];
const LABELS = { app: 'a' };

test('the selector of a workload of cdk8s-plus', () => {
  const chart = testChart();
  for (const Workload of [Deployment, StatefulSet, DaemonSet]) {
    const workload = new Workload(chart, Workload.name, { containers });
    expect(podLabelsOf(workload)).toEqual(workload.matchLabels);
  }
});

test('a workload without containers, which cannot be rendered yet', () => {
  const deployment = new Deployment(testChart(), 'Empty');
  expect(podLabelsOf(deployment)).toEqual(deployment.matchLabels);
});

test('the labels of the pods where nothing selects them', () => {
  const chart = testChart();
  const pod = new Pod(chart, 'Pod', { containers, metadata: { labels: LABELS } });
  const schedule = { minute: '0' } as any;
  const job = new CronJob(chart, 'Job', { containers, schedule, podMetadata: { labels: LABELS } });
  expect(podLabelsOf(pod)).toMatchObject(LABELS);
  expect(podLabelsOf(job)).toMatchObject(LABELS);
});

test('served models, by their selector', () => {
  const chart = testChart();
  expect(podLabelsOf(new InferenceDeployment(chart, 'One', deploymentProps()))).toEqual({ app: 'one' });
  expect(podLabelsOf(new AutoscaledInference(chart, 'Two', autoscaledProps()))).toEqual({ app: 'two' });
});

test('an object with a pod template, and one without', () => {
  const chart = testChart();
  const object = (id: string, spec: object) => new ApiObject(chart, id, {
    apiVersion: 'apps/v1', kind: 'Deployment', spec,
  } as any);
  const template = { metadata: { labels: LABELS } };
  expect(podLabelsOf(object('Selected', { selector: { matchLabels: { b: 'c' } }, template }))).toEqual({ b: 'c' });
  expect(podLabelsOf(object('ByExpression', { selector: { matchExpressions: [] }, template }))).toEqual(LABELS);
  expect(podLabelsOf(object('Bare', {}))).toBeUndefined();
  expect(podLabelsOf(chart)).toBeUndefined();
});

test('all pods of a construct that holds workloads, each in its namespace, and none of what only selects', () => {
  const chart = testChart();
  const holder = new Construct(chart, 'Holder');
  new Deployment(holder, 'Web', { containers, metadata: { namespace: 'front' } });
  new InferenceDeployment(holder, 'One', deploymentProps());
  new ApiObject(holder, 'Pool', {
    apiVersion: 'inference.networking.k8s.io/v1', kind: 'InferencePool', spec: { selector: { matchLabels: LABELS } },
  } as any);
  expect(podsOf(holder)).toEqual([
    { labels: { 'cdk8s.io/metadata.addr': expect.any(String) }, namespace: 'front' },
    { labels: { app: 'holder-one' }, namespace: 'vision' },
  ]);
  expect(podsOf(chart)).toEqual([]);
});
