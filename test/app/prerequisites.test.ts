import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import { Secret } from 'cdk8s-plus-27';
import { AutoscaledInference, InferenceDeployment, MetricsServer, Prerequisites } from '../../src';
import { autoscaledProps, deploymentProps, testChart } from '../helpers';

const ids = (scope: Chart | AutoscaledInference | InferenceDeployment) => Prerequisites.of(scope).map(({ id }) => id);

test('what a program needs of the cluster, with the path of each object', () => {
  const chart = testChart();
  new AutoscaledInference(chart, 'Classifier', autoscaledProps());
  expect(ids(chart)).toEqual(['metrics-server', 'namespace/vision', 'persistentvolumeclaim/vision/models']);
  expect(Prerequisites.of(chart)[0]).toEqual({
    id: 'metrics-server',
    title: 'metrics-server',
    why: expect.any(String),
    neededBy: [{
      path: 'test/Classifier/Autoscaler',
      object: 'HorizontalPodAutoscaler vision/classifier',
      field: 'spec.metrics[0]',
    }],
    clusters: [],
    check: 'kubectl get apiservice v1beta1.metrics.k8s.io',
    expected: 'one line, with True under AVAILABLE',
    install: 'https://github.com/kubernetes-sigs/metrics-server#installation',
  });
});

test('what another chart of the app brings is not needed', () => {
  const chart = testChart();
  new AutoscaledInference(chart, 'Classifier', autoscaledProps());
  new MetricsServer(new Chart(chart.node.root, 'cluster'), 'MetricsServer');
  expect(ids(chart)).toEqual(['namespace/vision', 'persistentvolumeclaim/vision/models']);
});

test('only what objects below the construct need', () => {
  const chart = testChart();
  const scaled = new AutoscaledInference(chart, 'Scaled', autoscaledProps());
  const fixed = new InferenceDeployment(chart, 'Fixed', deploymentProps({ name: 'fixed' }));
  expect(ids(scaled)).toContain('metrics-server');
  expect(ids(fixed)).toEqual(['namespace/vision', 'persistentvolumeclaim/vision/models']);
  const [, claim] = Prerequisites.of(fixed);
  expect(claim.neededBy.map(({ path }) => path)).toEqual(['test/Fixed/Deployment/Resource']);
});

test('an app without a construct of the library, and a Secret that only its chart brings', () => {
  const chart = testChart('raw', 'default');
  const spec = { containers: [{ name: 'a', image: 'a:1' }], imagePullSecrets: [{ name: 'registry' }] };
  new ApiObject(chart, 'Pod', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec });
  expect(ids(chart)).toEqual(['secret/default/registry']);
  new Secret(chart, 'Registry', { metadata: { name: 'registry' } });
  expect(ids(chart)).toEqual([]);
});

test('a change after a look is seen', () => {
  const chart = testChart('raw', 'default');
  const pod = new ApiObject(chart, 'Pod', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: {} });
  expect(ids(chart)).toEqual([]);
  pod.addJsonPatch(JsonPatch.add('/spec/nodeName', 'edge-1'));
  expect(ids(chart)).toEqual(['node/edge-1']);
});

test('the text', () => {
  const chart = testChart();
  new InferenceDeployment(chart, 'Fixed', deploymentProps({ name: 'fixed' }));
  expect(Prerequisites.describe(chart)).toContain([
    '  needed by: Deployment vision/fixed  spec.template.spec.volumes[0].persistentVolumeClaim.claimName',
    '  check: kubectl -n vision get persistentvolumeclaim models',
  ].join('\n'));
});
