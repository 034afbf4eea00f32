import { Duration } from 'cdk8s';
import { AutoscaledInference, InferenceMonitor, ModelServer, MonitorKind, ScalingEngine } from '../../src';
import { autoscaledProps, refused, testChart } from '../helpers';

const llama = ModelServer.llamaCpp({ modelFile: 'a.gguf' });
const triton = ModelServer.triton();
const { POD, SERVICE } = MonitorKind;

function monitored(kind: MonitorKind, server: ModelServer, seconds?: number): Array<[string, string]> {
  const chart = testChart();
  const engine = seconds === undefined ? ScalingEngine.hpa() : ScalingEngine.keda({
    prometheus: 'http://prometheus:9090',
    scrapeInterval: Duration.seconds(seconds),
  });
  const props = autoscaledProps({ server, metrics: [server.scalingMetric()], engine });
  const of = [new AutoscaledInference(chart, 'It', props)];
  return refused(() => new InferenceMonitor(chart, 'Monitor', { of, kind }));
}

test('a ServiceMonitor is refused where KEDA follows the average of the pods', () => {
  expect(monitored(SERVICE, llama, 15)).toEqual([['metrics/average-without-terminating-pods', 'kind']]);
});

test.each<[string, MonitorKind, ModelServer, number | undefined]>([
  ['a PodMonitor', POD, llama, 15],
  ['a sum, at 5 seconds', SERVICE, llama, 5],
  ['a rate, which is summed', SERVICE, triton, 15],
  ['the HPA engine', SERVICE, llama, undefined],
])('it is accepted with %s', (_, kind, server, seconds) => {
  expect(monitored(kind, server, seconds)).toEqual([]);
});
