import { inferencePoolScalesToZero } from '../../../src/rules/llm-routing/inference-pool-scales-to-zero';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const { failing, repaired } = inferencePoolScalesToZero;
const TRIGGER = /- type: cron\n {6}metadata: .*/;

test('the examples of inference-pool-scales-to-zero', () => {
  expect(codes(failing)).toEqual(['inference-pool-scales-to-zero']);
  expect(codes(repaired)).toEqual([]);
});

describe('inference-pool-scales-to-zero fires', () => {
  test('on a ScaledObject', () => {
    expect(told(inferencePoolScalesToZero, failing)).toEqual([[
      'ScaledObject chat/qwen',
      'spec.minReplicaCount: got 0; should be 1 or more behind InferencePool chat/qwen — without a pod every request '
      + 'is answered with 503: nothing holds it until the first pod is ready; keep one replica, or acknowledge it when '
      + `clients repeat such a request (${inferencePoolScalesToZero.source})`,
    ]]);
  });

  test('on an idle count of zero', () => {
    const idle = change(repaired, 'minReplicaCount: 1', 'minReplicaCount: 1\n  idleReplicaCount: 0');
    expect(fires(inferencePoolScalesToZero, idle)).toEqual([['ScaledObject chat/qwen', 'spec.idleReplicaCount']]);
  });

  test('on a HorizontalPodAutoscaler', () => {
    const hpa = failing.replace(/apiVersion: keda[\s\S]*?---/, `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: qwen, namespace: chat }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: qwen }
  minReplicas: 0
  maxReplicas: 4
---`);
    expect(fires(inferencePoolScalesToZero, hpa)).toEqual([['HorizontalPodAutoscaler chat/qwen', 'spec.minReplicas']]);
  });
});

describe('inference-pool-scales-to-zero is silent', () => {
  test.each([
    ['where a trigger follows the requests that the picker holds', failing.replace(TRIGGER, `- type: prometheus
      metadata:
        serverAddress: http://prometheus:9090
        query: sum(inference_extension_flow_control_queue_size)
        threshold: '1'`)],
    ['on a workload that no pool selects', change(failing, 'matchLabels: { app: qwen } }\n  targetPorts',
      'matchLabels: { app: llama } }\n  targetPorts')],
  ])('%s', (_, text) => {
    expect(fires(inferencePoolScalesToZero, text)).toEqual([]);
  });
});
