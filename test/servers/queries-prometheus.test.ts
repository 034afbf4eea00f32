import {
  AutoscaledInference, InferenceDeployment, KedaTrigger, ModelServer, ScalingEngine, type IInference,
} from '../../src';
import { expectedScrape, queriesPrometheus } from '../../src/servers/queries-prometheus';
import { autoscaledProps, deploymentProps, testChart } from '../helpers';

const server = ModelServer.triton();
const metrics = [server.scalingMetric()];
const PENDING = 'sum(nv_inference_pending_request_count)';
const by = (query: string) => ScalingEngine.keda({
  triggers: [KedaTrigger.prometheus({ serverAddress: 'http://prometheus:9090', query, threshold: 4 })],
});
const engine = ScalingEngine.keda({ prometheus: 'http://prometheus:9090' });

test.each<[string, () => IInference, queries: boolean, seconds: number | undefined]>([
  ['KEDA on a metric of pods', () => scaled({ server, metrics, engine }), true, 5],
  ['KEDA on CPU', () => scaled({ engine }), true, undefined],
  ['KEDA on a query of the series of its server', () => scaled({ server, engine: by(PENDING) }), true, 5],
  ['KEDA on a query of others', () => scaled({ server, engine: by('sum(gateway_waiting)') }), true, undefined],
  ['the HorizontalPodAutoscaler', () => scaled({ server, metrics }), false, undefined],
  ['nothing', () => new InferenceDeployment(testChart(), 'M', deploymentProps()), false, undefined],
])('what scales with %s', (_, make, queries, seconds) => {
  const inference = make();
  expect([queriesPrometheus(inference), expectedScrape(inference)]).toEqual([queries, seconds]);
});

function scaled(changes: object): IInference {
  return new AutoscaledInference(testChart(), 'M', autoscaledProps(changes));
}
