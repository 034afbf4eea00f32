import { AutoscaledInference, InferenceDeployment, ModelServer, ScalingEngine, type IInference } from '../../src';
import { expectedScrape, queriesPrometheus } from '../../src/servers/queries-prometheus';
import { autoscaledProps, deploymentProps, testChart } from '../helpers';

const server = ModelServer.triton();
const metrics = [server.scalingMetric()];
const engine = ScalingEngine.keda({ prometheus: 'http://prometheus:9090' });

test.each<[string, () => IInference, queries: boolean, seconds: number | undefined]>([
  ['KEDA on a metric of pods', () => scaled({ server, metrics, engine }), true, 5],
  ['KEDA on CPU', () => scaled({ engine }), true, undefined],
  ['the HorizontalPodAutoscaler', () => scaled({ server, metrics }), false, undefined],
  ['nothing', () => new InferenceDeployment(testChart(), 'M', deploymentProps()), false, undefined],
])('what scales with %s', (_, make, queries, seconds) => {
  const inference = make();
  expect([queriesPrometheus(inference), expectedScrape(inference)]).toEqual([queries, seconds]);
});

function scaled(changes: object): IInference {
  return new AutoscaledInference(testChart(), 'M', autoscaledProps(changes));
}
