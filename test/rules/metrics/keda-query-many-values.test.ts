import { findings } from '../../../src/rules/catalogue/findings';
import { kedaQueryManyValues } from '../../../src/rules/metrics/keda-query-many-values';
import { codes } from '../codes';
import { change, fires, manifests, told } from '../manifests';

const { failing, repaired } = kedaQueryManyValues;
const asking = (query: string) => (
  change(failing, "query: 'vllm:num_requests_waiting'", `query: ${JSON.stringify(query)}`));

test('the examples of keda-query-many-values', () => {
  expect(codes(failing)).toEqual(['keda-query-many-values']);
  expect(codes(repaired)).toEqual([]);
});

describe('keda-query-many-values fires', () => {
  test('on a selector', () => {
    expect(told(kedaQueryManyValues, failing)).toEqual([[
      'ScaledObject engine',
      'spec.triggers[0].metadata.query: got "vllm:num_requests_waiting"; must return one value, however many series '
      + 'there are — KEDA fails with "returned multiple elements" when it returns several: with series of the pods, at '
      + 'the second replica; aggregate it with sum(…), avg(…) or max(…), without by '
      + `(${kedaQueryManyValues.source})`,
    ]]);
  });

  test.each([
    'sum by (pod) (requests_in_flight)',
    'sum(requests_in_flight) by (pod, instance)',
    'rate(requests_total[1m])',
    'avg without (instance) (gpu_utilization)',
    'requests_in_flight{namespace="llm"} > 3',
    'topk(2, requests_in_flight)',
    'histogram_quantile(0.9, sum by (le, model) (rate(latency_bucket[1m])))',
    'queue{pod="a-0"} + requests_in_flight',
  ])('on %s', (query) => {
    expect(fires(kedaQueryManyValues, asking(query))).toHaveLength(1);
  });

  test.each<[string, string]>([
    ['advice', 'rabbitmq_queue_messages_ready{queue="jobs"}'],
    ['advice', 'rate(hits_total{route="a"}[1m]) + rate(hits_total{route="b"}[1m])'],
    ['warning', 'rate(hits_total{route="a"}[1m]) + rate(hits_total[1m])'],
    ['warning', 'requests_in_flight{namespace="llm", job="engine"}'],
    ['warning', 'sum by (pod) (requests_in_flight{queue="jobs"})'],
    ['warning', 'requests_in_flight{queue=~"jobs|mails"}'],
  ])('as %s on %s', (severity, query) => {
    const found = findings(manifests(asking(query)), [kedaQueryManyValues]);
    expect(found.map((finding) => finding.severity)).toEqual([severity]);
  });

  test('on a ScaledJob', () => {
    const job = failing.replace('kind: ScaledObject', 'kind: ScaledJob');
    expect(fires(kedaQueryManyValues, job)).toEqual([['ScaledJob engine', 'spec.triggers[0].metadata.query']]);
  });
});

describe('keda-query-many-values is silent', () => {
  test.each([
    'sum(requests_in_flight)',
    'max(sum by (pod) (requests_in_flight))',
    'sum(queue) / count(up{job="a"})',
    'queue{pod="redis-0"}',
    'namespace:requests_in_flight:sum',
    'sum(rate(requests_total[1m])) or vector(0)',
    'sum by (queue) (messages{queue="frames"})',
    'histogram_quantile(0.9, sum by (le) (rate(latency_bucket[1m])))',
    'scalar(sum(queue))',
    'sum(queue',
    'absent(up)',
    'requests_in_flight[5m]',
  ])('on %s', (query) => {
    expect(fires(kedaQueryManyValues, asking(query))).toEqual([]);
  });

  test('on another type of trigger, and on a query that is no text', () => {
    expect(fires(kedaQueryManyValues, change(failing, 'type: prometheus', 'type: graphite'))).toEqual([]);
    expect(fires(kedaQueryManyValues, change(failing, "query: 'vllm:num_requests_waiting'", 'query: 5'))).toEqual([]);
  });
});
