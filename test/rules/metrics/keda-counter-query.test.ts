import { kedaCounterQuery } from '../../../src/rules/metrics/keda-counter-query';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const { failing, repaired } = kedaCounterQuery;
const QUERY = 'query: sum(gateway_requests_total)';
const asking = (query: string) => change(failing, QUERY, `query: ${JSON.stringify(query)}`);

test('the examples of keda-counter-query', () => {
  expect(codes(failing)).toEqual(['keda-counter-query']);
  expect(codes(repaired)).toEqual([]);
});

describe('keda-counter-query fires', () => {
  test('on a counter whose value is followed', () => {
    expect(told(kedaCounterQuery, failing)).toEqual([[
      'ScaledObject engine',
      'spec.triggers[0].metadata.query: got "sum(gateway_requests_total)"; should read gateway_requests_total within '
      + 'rate or increase — by its name it is a counter, which only increases: the replicas go to the maximum, and '
      + 'stay there; use sum(rate(gateway_requests_total[1m])), or acknowledge this where the series is a gauge '
      + `(${kedaCounterQuery.source})`,
    ]]);
  });

  test.each([
    'max(requests_total{route="a"})',
    'sum(requests_total) by (pod)',
    'sum(rate(a_total[1m])) + sum(b_total)',
    'ceil(sum(requests_total) / 5)',
    'sum by (job) (requests_total)',
    'sum(request_duration_seconds_count)',
    'sum(request_latency_sum)',
    'sum(request_duration_seconds_bucket)',
    'sum(queue) + sum(requests_total)',
    'sum(nv_inference_request_success{model="resnet"})',
    'sum(:tensorflow:serving:request_count)',
  ])('on %s', (query) => {
    const at = 'spec.triggers[0].metadata.query';
    expect(fires(kedaCounterQuery, asking(query))).toEqual([['ScaledObject engine', at]]);
  });
});

describe('keda-counter-query is silent', () => {
  test.each([
    'sum(irate(requests_total{route="a_total"}[1m]))',
    'sum(increase(requests_total[5m])) by (errors_total)',
    'sum(queue_length{name="x_total"})',
    'sum(requests_total - requests_total offset 5m)',
    'count(requests_total)',
    'sum(added_total) - sum(done_total)',
    'sum(errors_total) / sum(requests_total)',
    'sum(queue and on (pod) requests_total > 0)',
    'sum(queue_messages_count)',
    'sum(nv_inference_pending_request_count)',
    'histogram_quantile(0.9, sum(request_duration_seconds_bucket) by (le))',
    'sum(job:requests_total:rate5m)',
    'sum without (node_total) (queue_length)',
    'sum(aws_sqs_sent_message_size_sum)',
    'sum(rag_active_requests_total)',
    'sum(fe_connection_total)',
    'sum(rate(nv_inference_request_success[1m]))',
  ])('on %s', (query) => {
    expect(fires(kedaCounterQuery, asking(query))).toEqual([]);
  });

  test('on another type of trigger', () => {
    expect(fires(kedaCounterQuery, change(failing, 'type: prometheus', 'type: graphite'))).toEqual([]);
  });
});
