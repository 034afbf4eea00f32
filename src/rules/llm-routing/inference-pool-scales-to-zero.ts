import { POOL_REFERENCE, poolsOf, poolWorkloads } from './inference-pools';
import { title, type Rule } from '../rule';

/** A metric of the requests that a picker holds back while there is no pod. */
const HELD_REQUESTS = /flow_control/;

export const inferencePoolScalesToZero: Rule = {
  id: 'inference-pool-scales-to-zero',
  title: 'A workload behind an InferencePool should keep one replica',
  severity: 'warning',
  description: [
    'Fires when an autoscaler may scale to zero what an InferencePool selects.',
    '',
    'Nothing holds a request while the pool has no pod: the endpoint picker answers 503, and so does the gateway',
    'without it. Even where a trigger starts the first pod, clients get errors until the model is loaded. It is silent',
    'where a trigger queries the requests that the picker holds back (`flow_control`), a feature that its',
    'configuration must enable.',
  ].join('\n'),
  fix: [
    'Keep one replica (`minReplicas: 1`).',
    '',
    'Acknowledge it when the clients repeat a request that was answered with 503, or when the pool is not used in the',
    'hours without a pod.',
  ].join('\n'),
  source: POOL_REFERENCE,
  failing: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: qwen, namespace: chat }
spec:
  selector: { matchLabels: { app: qwen } }
  template:
    metadata: { labels: { app: qwen } }
    spec:
      containers:
        - name: vllm
          image: docker.io/vllm/vllm-openai:v0.27.1
          ports: [{ name: http, containerPort: 8000 }]
          readinessProbe: { httpGet: { path: /health, port: http } }
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: qwen, namespace: chat }
spec:
  scaleTargetRef: { name: qwen }
  minReplicaCount: 0
  maxReplicaCount: 4
  triggers:
    - type: cron
      metadata: { timezone: Europe/Berlin, start: 0 8 * * *, end: 0 18 * * *, desiredReplicas: '2' }
---
apiVersion: inference.networking.k8s.io/v1
kind: InferencePool
metadata: { name: qwen, namespace: chat }
spec:
  selector: { matchLabels: { app: qwen } }
  targetPorts: [{ number: 8000 }]
  endpointPickerRef: { name: qwen-picker, port: { number: 9002 } }
`,
  repaired: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: qwen, namespace: chat }
spec:
  selector: { matchLabels: { app: qwen } }
  template:
    metadata: { labels: { app: qwen } }
    spec:
      containers:
        - name: vllm
          image: docker.io/vllm/vllm-openai:v0.27.1
          ports: [{ name: http, containerPort: 8000 }]
          readinessProbe: { httpGet: { path: /health, port: http } }
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: qwen, namespace: chat }
spec:
  scaleTargetRef: { name: qwen }
  minReplicaCount: 1
  maxReplicaCount: 4
  triggers:
    - type: cron
      metadata: { timezone: Europe/Berlin, start: 0 8 * * *, end: 0 18 * * *, desiredReplicas: '2' }
---
apiVersion: inference.networking.k8s.io/v1
kind: InferencePool
metadata: { name: qwen, namespace: chat }
spec:
  selector: { matchLabels: { app: qwen } }
  targetPorts: [{ number: 8000 }]
  endpointPickerRef: { name: qwen-picker, port: { number: 9002 } }
`,
  check: (inventory, report) => {
    for (const pool of poolsOf(inventory)) {
      for (const workload of poolWorkloads(inventory, pool)) {
        for (const { object, minReplicas } of inventory.scaling(workload)) {
          const { idleReplicaCount, triggers = [] } = object.spec ?? {};
          if (minReplicas !== 0 && idleReplicaCount !== 0) continue;
          if (triggers.some(({ metadata }: any) => HELD_REQUESTS.test(String(metadata?.query)))) continue;
          const isScaledObject = object.kind === 'ScaledObject';
          const least = isScaledObject ? 'spec.minReplicaCount' : 'spec.minReplicas';
          report(object, {
            field: idleReplicaCount === 0 ? 'spec.idleReplicaCount' : least,
            value: 0,
            rule: `should be 1 or more behind ${title(pool)}`,
            why: 'without a pod every request is answered with 503: nothing holds it until the first pod is ready',
            fix: 'keep one replica, or acknowledge it when clients repeat such a request',
          });
        }
      }
    }
  },
};
