import { ApiObject, Chart } from 'cdk8s';
import { alertedModels } from './alert-cases';
import {
  AutoscaledInference, InferenceDeployment, InferenceMetric, ModelServer, ScalingEngine, ScalingMetric, ServedWorkload,
} from '../../src';
import { alertedModel } from '../../src/metrics/alerted-model';
import { autoscaledProps, deploymentProps, testChart } from '../helpers';

const [chat, resnet, resting, fixed] = alertedModels(testChart())
  .map((inference) => alertedModel(inference, undefined));

test('the autoscaler is the one that works in the cluster', () => {
  expect([chat, resnet, resting, fixed].map(({ autoscaler }) => autoscaler)).toEqual([
    { name: 'chat', scaledObject: undefined },
    { name: 'resnet', scaledObject: undefined },
    { name: 'keda-hpa-resting', scaledObject: 'resting' },
    undefined,
  ]);
  const federated = new AutoscaledInference(testChart(), 'M', autoscaledProps({ engine: ScalingEngine.federated() }));
  expect(alertedModel(federated, undefined).autoscaler).toBeUndefined();
});

test('it is measured where all its metrics are those of its pods', () => {
  const of = (...metrics: ScalingMetric[]) => (
    alertedModel(new AutoscaledInference(testChart(), 'M', autoscaledProps({
      server: ModelServer.triton(), metrics,
    })), undefined));
  const rate = ScalingMetric.inference(InferenceMetric.rate('nv_inference_request_success'), '7');
  expect([of(rate).isMeasured, of(rate, ScalingMetric.cpuUtilization(60)).isMeasured]).toEqual([true, false]);
  expect([chat, resnet, fixed].map(({ isMeasured }) => isMeasured)).toEqual([true, false, false]);
});

test('it is scraped where a monitor scrapes it, or its autoscaler follows its series', () => {
  expect([chat, resnet, resting, fixed].map(({ isScraped }) => isScraped)).toEqual([true, false, true, false]);
});

test('the namespace is that of its chart, and default without one', () => {
  expect(chat.namespace).toBe('vision');
  const chart = new Chart(testChart().node.root as Chart, 'none');
  expect(alertedModel(new InferenceDeployment(chart, 'M', deploymentProps()), undefined).namespace).toBe('default');
});

test('a workload with a namespace of its own is there, whatever that of its chart', () => {
  const object = new ApiObject(testChart(), 'Search', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'search', namespace: 'front' },
    spec: {
      selector: { matchLabels: { app: 'search' } },
      template: {
        metadata: { labels: { app: 'search' } },
        spec: {
          containers: [{
            name: 'search', image: 'a/b:1', startupProbe: { tcpSocket: { port: 80 }, failureThreshold: 77 },
          }],
        },
      },
    },
  } as any);
  const { namespace, startup } = alertedModel(ServedWorkload.of(object), undefined);
  expect([namespace, startup]).toEqual(['front', 770]);
});

test('the start is what is set, what the probe allows, or what is known of the server', () => {
  const inference = new InferenceDeployment(testChart(), 'M', deploymentProps());
  const { startupSeconds } = inference.server._row;
  expect(alertedModel(inference, 5).startup).toBe(5);
  expect(alertedModel(inference, undefined).startup).toBe(startupSeconds);
});
