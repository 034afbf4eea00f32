import { Duration } from 'cdk8s';
import {
  AutoscaledInference, InferenceDeployment, KedaTrigger, ModelServer, ScalingEngine, ScalingMetric, type IInference,
} from '../../src';
import { expectedScrape, queriesPrometheus, slowestScrape } from '../../src/servers/queries-prometheus';
import { autoscaledProps, deploymentProps, testChart } from '../helpers';

const server = ModelServer.triton();
const metrics = [server.scalingMetric()];
const PENDING = 'sum(nv_inference_pending_request_count)';
const gauge = [ScalingMetric.pods('nv_inference_pending_request_count', '4')];
const by = (query: string, scrapeInterval?: Duration) => ScalingEngine.keda({
  scrapeInterval,
  triggers: [KedaTrigger.prometheus({ serverAddress: 'http://prometheus:9090', query, threshold: 4 })],
});
const engine = ScalingEngine.keda({ prometheus: 'http://prometheus:9090' });

test.each<[string, () => IInference, queries: boolean, seconds: number | undefined]>([
  ['KEDA on a gauge of pods', () => scaled({ server, metrics: gauge, engine }), true, 5],
  ['KEDA on a rate of pods', () => scaled({ server, metrics, engine }), true, undefined],
  ['KEDA on CPU', () => scaled({ engine }), true, undefined],
  ['KEDA on a query of the series of its server', () => scaled({ server, engine: by(PENDING) }), true, 5],
  ['KEDA on a rate of the series of its server', () => scaled({
    server, engine: by('sum(rate(nv_inference_request_success[1m]))'),
  }), true, undefined],
  ['KEDA on a query of others', () => scaled({ server, engine: by('sum(gateway_waiting)') }), true, undefined],
  ['the HorizontalPodAutoscaler', () => scaled({ server, metrics }), false, undefined],
  ['nothing', () => new InferenceDeployment(testChart(), 'M', deploymentProps()), false, undefined],
])('what scales with %s', (_, make, queries, seconds) => {
  const inference = make();
  expect([queriesPrometheus(inference), expectedScrape(inference)]).toEqual([queries, seconds]);
});

test('an interval that is set is expected of any query, and is a limit for gauges alone', () => {
  const ten = (query: string) => scaled({ server, engine: by(query, Duration.seconds(10)) });
  const [rates, waiting] = [ten('sum(rate(nv_inference_request_success[1m]))'), ten(PENDING)];
  expect([rates, waiting].map(expectedScrape)).toEqual([10, 10]);
  expect([rates, waiting].map(slowestScrape)).toEqual([undefined, 10]);
});

function scaled(changes: object): IInference {
  return new AutoscaledInference(testChart(), 'M', autoscaledProps(changes));
}
