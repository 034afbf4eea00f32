import { kedaServerSeriesZero } from '../../../src/rules/metrics/keda-server-series-zero';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const { failing, repaired } = kedaServerSeriesZero;
const QUERY = 'sum(vllm:num_requests_waiting{namespace="llm"})';
const FIRES = [['ScaledObject llm/chat', 'spec.minReplicaCount']];
const OTHER = `
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: router, namespace: llm }
spec: { template: { spec: { containers: [{ name: router, image: 'vllm/router:1' }] } } }
`;

test('the examples of keda-server-series-zero', () => {
  expect(codes(failing)).toEqual(['keda-server-series-zero']);
  expect(codes(repaired)).toEqual([]);
});

describe('keda-server-series-zero fires', () => {
  test('on the series of the own server', () => {
    expect(told(kedaServerSeriesZero, failing)).toEqual([[
      'ScaledObject llm/chat',
      'spec.minReplicaCount: got 0; needs a trigger for something besides the series of Deployment llm/chat — without '
      + 'a pod these series do not exist, so nothing scales up from zero; keep one replica, or add a trigger for a '
      + `queue or for requests at a gateway (${kedaServerSeriesZero.source})`,
    ]]);
  });

  test.each([
    'sum(vllm:num_requests_waiting)',
    'sum(rate(vllm:e2e_request_latency_seconds_count{model_name="qwen"}[1m])) or vector(0)',
  ])('on %s', (query) => {
    expect(fires(kedaServerSeriesZero, change(failing, QUERY, query))).toEqual(FIRES);
  });

  test('where it idles at zero', () => {
    const idle = change(failing, 'minReplicaCount: 0', 'minReplicaCount: 2\n  idleReplicaCount: 0');
    expect(fires(kedaServerSeriesZero, idle)).toEqual([['ScaledObject llm/chat', 'spec.idleReplicaCount']]);
  });
});

describe('keda-server-series-zero is silent', () => {
  test.each([
    'sum(gateway_requests)',
    `${QUERY} + sum(gateway_requests)`,
    'sum(vllm:num_requests_waiting{namespace="other"})',
    'sum(vllm:num_requests_waiting{job="router"})',
    `${QUERY} or vector(1)`,
    'sum({__name__="vllm:num_requests_waiting"})',
    'sum(nv_inference_pending_request_count)',
  ])('on %s', (query) => {
    expect(fires(kedaServerSeriesZero, change(failing, QUERY, query))).toEqual([]);
  });

  test('where another workload may expose them, and beside another trigger', () => {
    expect(fires(kedaServerSeriesZero, `${failing}${OTHER}`)).toEqual([]);
    const cron = '    - { type: cron, metadata: {} }\n';
    expect(fires(kedaServerSeriesZero, `${failing.trimEnd()}\n${cron}`)).toEqual([]);
  });

  test('on an image of another server, and where the names of the pods are certain', () => {
    expect(fires(kedaServerSeriesZero, change(failing, 'vllm/vllm-openai:v0.11.0', 'example.com/a:1'))).toEqual([]);
    const own = 'sum(vllm:num_requests_waiting{pod=~"chat-[a-z0-9]+-[a-z0-9]+"})';
    expect(codes(change(failing, QUERY, own))).toEqual(['keda-own-pods-only-zero']);
  });
});
