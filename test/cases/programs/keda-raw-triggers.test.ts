import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import {
  AutoscaledInference, InferenceRules, KedaTrigger, ModelServer, ModelSource, ScalingEngine,
} from '../../../src';
import { refused, testChart } from '../../helpers';

const PROMETHEUS = 'http://prom:9090';

/** A server that scales by one trigger of KEDA. */
function scaled(server: ModelServer, minReplicas: number, trigger: () => KedaTrigger) {
  const chart = testChart();
  const define = () => new AutoscaledInference(chart, 'Server', {
    server,
    model: ModelSource.volumeClaim('models', '/qwen'),
    minReplicas,
    maxReplicas: 4,
    metrics: [],
    resources: { cpu: { request: Cpu.units(4) }, memory: { request: Size.gibibytes(24) } },
    engine: ScalingEngine.keda({ triggers: [trigger()] }),
  });
  return { chart, define };
}

const raw = (query: string, threshold: object) => () => KedaTrigger.raw({
  type: 'prometheus', metadata: { serverAddress: PROMETHEUS, query, ...threshold },
});
const plain = (query: string) => () => KedaTrigger.prometheus({ serverAddress: PROMETHEUS, query, threshold: 5 });

const WAITING = 'sum(vllm:num_requests_waiting{namespace="vision"})';

test.each<[string, ModelServer, number, () => KedaTrigger, [string, string]]>([
  ['a query of several values', ModelServer.triton(), 1, raw('nv_inference_pending_request_count', { threshold: '5' }),
    ['scaling/keda-query-not-one-value', 'engine.triggers[0].metadata["query"]']],
  ['a trigger without a threshold', ModelServer.triton(), 1, raw('sum(up)', {}),
    ['scaling/keda-metadata-missing', 'engine.triggers[0].metadata["threshold"]']],
  ['zero on what only the pods show', ModelServer.vllm(), 0, plain(WAITING),
    ['scaling/keda-own-series-at-zero', 'engine.triggers[0]']],
])('%s is refused', (_, server, minReplicas, trigger, expected) => {
  expect(refused(scaled(server, minReplicas, trigger).define)).toEqual([expected]);
});

test.each<[string, string[]]>([
  ['sum(gateway_requests_total)', ['keda-counter-query']],
  ['sum(rate(gateway_requests_total[1m]))', []],
])('%s is advised of as a counter: %j', (query, expected) => {
  const { chart, define } = scaled(ModelServer.triton(), 1, plain(query));
  define();
  expect(InferenceRules.check(chart.node.root).map(({ rule }) => rule)).toEqual(expected);
});
