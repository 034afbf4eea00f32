import {
  AutoscaledInference, KedaTrigger, ModelServer, ScalingEngine, type AutoscaledInferenceProps,
} from '../../src';
import { autoscaledProps, OWN, refused, testChart } from '../helpers';

const serverAddress = 'http://prometheus:9090';
const query = (text: string) => KedaTrigger.prometheus({ serverAddress, query: text, threshold: 5 });
const OWN_SERIES = query('sum(vllm:num_requests_waiting{namespace="vision"})');
const QUEUE = KedaTrigger.redis({ address: 'frames.vision:6379', listName: 'queue', listLength: 8 });

function attempt(triggers: KedaTrigger[], changes: Partial<AutoscaledInferenceProps> = {}): string[][] {
  const engine = ScalingEngine.keda({ triggers });
  const server = ModelServer.vllm();
  const props = autoscaledProps({ server, minReplicas: 0, metrics: [], engine, ...changes });
  return refused(() => new AutoscaledInference(testChart(), 'Chat', props));
}

const REFUSED = [['scaling/keda-own-series-at-zero', 'engine.triggers[0]']];

test.each<[string, KedaTrigger[]]>([
  ['a gauge of the server', [OWN_SERIES]],
  ['two of them', [query('sum(vllm:num_requests_running + vllm:num_requests_waiting)')]],
  ['a rate', [query('sum(rate(vllm:request_success_total{pod=~"chat-[a-z0-9]+-[a-z0-9]+"}[1m]))')]],
  ['a part of a histogram', [query('sum(rate(vllm:time_to_first_token_seconds_count[1m]))')]],
  ['such a query in two triggers', [OWN_SERIES, query('max(vllm:num_requests_running)')]],
  ['with a zero of its own', [query('sum(vllm:num_requests_waiting) or vector(0)')]],
  ['raw', [KedaTrigger.raw({
    type: 'prometheus',
    metadata: { serverAddress, query: 'sum(vllm:num_requests_waiting)', threshold: '5' },
  })]],
])('refused: what shall start the first pod reads %s', (_, triggers) => {
  expect(attempt(triggers)).toEqual(REFUSED);
});

test('refused with idleAtZero too', () => {
  const engine = ScalingEngine.keda({ triggers: [OWN_SERIES], idleAtZero: true });
  expect(attempt([], { engine, minReplicas: 1 })).toEqual(REFUSED);
});

test.each<[string, KedaTrigger[]]>([
  ['another trigger has a value without a pod', [OWN_SERIES, QUEUE]],
  ['the query also reads another series', [query('sum(vllm:num_requests_waiting) + sum(gateway_waiting)')]],
  ['it selects another workload', [query('sum(vllm:num_requests_waiting{job="router"})')]],
  ['the series is of something else', [query('sum(rate(gateway_requests_total{model="vllm:x"}[1m]))')]],
  ['the query has a value without a pod', [query('absent(vllm:num_requests_waiting)')]],
  ['labels of clauses are no series', [query('sum(max by (model_name) (gateway_waiting))')]],
])('accepted: %s', (_, triggers) => {
  expect(attempt(triggers)).toEqual([]);
});

test.each([
  'namespace="other"', 'namespace!="vision"', 'pod!~"chat-.*"', 'pod=~"router-.*"', 'pod=~"chat-.*"', 'pod="chat-0"',
  'model_name="x"', 'container="router"', 'namespace="vision",service="router"',
])('accepted: the series may be of another server, by %s', (matcher) => {
  expect(attempt([query(`sum(vllm:num_requests_waiting{${matcher}})`)])).toEqual([]);
});

test('accepted: there is always a pod, and a server whose series are unknown', () => {
  expect(attempt([OWN_SERIES], { minReplicas: 1 })).toEqual([]);
  expect(attempt([OWN_SERIES], OWN)).toEqual([]);
});

const DONE = 'vllm:request_success_total';

test.each<[string, string, number]>([
  ['a counter', 'sum(vllm:request_success_total)', 1],
  ['a part of a histogram', 'sum(vllm:time_to_first_token_seconds_count)', 1],
  ['the rate of a counter', 'sum(rate(vllm:request_success_total[1m]))', 0],
  ['a gauge', 'sum(vllm:num_requests_running)', 0],
  ['the increase of a counter', `sum(max_over_time(${DONE}[1m]) - min_over_time(${DONE}[1m]))`, 0],
  ['a gauge of pods that a counter selects', `sum(vllm:num_requests_running and on (pod) ${DONE} > 0)`, 0],
  ['a counter of something else, which is advice at synth', 'sum(gateway_requests_total)', 0],
])('the value of %s of the server is refused as a signal: %s, %i times', (_, text, times) => {
  const found = attempt([query(text)], { minReplicas: 1 });
  expect(found).toEqual(Array(times).fill(['scaling/keda-counter-without-rate', 'engine.triggers[0]']));
});
