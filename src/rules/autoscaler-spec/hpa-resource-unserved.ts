import { withoutValue } from '../metrics-without-value';
import type { Rule } from '../rule';

/** What metrics.k8s.io has of a container. */
const SERVED = new Set(['cpu', 'memory']);
const SOURCES = ['resource', 'containerResource'] as const;

export const hpaResourceUnserved: Rule = {
  id: 'hpa-resource-unserved',
  title: 'A resource metric must be of CPU or memory',
  severity: 'error',
  description: [
    'Fires when a `Resource` or `ContainerResource` metric of an autoscaler names a resource other than `cpu` and',
    '`memory`, such as `nvidia.com/gpu`.',
    '',
    'These metrics come from `metrics.k8s.io`, whose usage has CPU and memory only: GPUs can be requested, but nothing',
    'reports their use there. The target stays `<unknown>`',
    '(`FailedGetResourceMetric`); where it is the only metric, the autoscaler never scales. Beside others it scales up',
    'by them, and never scales down, so it is a warning then.',
  ].join('\n'),
  fix: [
    'Follow the load in a metric of the server (requests in flight, queued requests) or of the DCGM exporter',
    '(`DCGM_FI_DEV_GPU_UTIL`): a `Pods` metric with prometheus-adapter, or a `prometheus` trigger of KEDA. The library',
    'writes both: `ModelServer.scalingMetric()`.',
    '',
    'Acknowledge it when another server than metrics-server answers for `metrics.k8s.io` and has the resource.',
  ].join('\n'),
  source: 'https://kubernetes.io/docs/tasks/debug/debug-cluster/resource-metrics-pipeline/',
  failing: `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: classifier }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }
  maxReplicas: 4
  metrics:
    - { type: Resource, resource: { name: nvidia.com/gpu, target: { type: Utilization, averageUtilization: 60 } } }
`,
  repaired: `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: classifier }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }
  maxReplicas: 4
  metrics:
    - { type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } } }
`,
  check: (inventory, report) => {
    for (const { autoscaler, metric, index } of inventory.metrics) {
      for (const source of SOURCES) {
        const name = metric[source]?.name;
        if (name === undefined || SERVED.has(name)) continue;
        const { severity, follows } = withoutValue(autoscaler);
        report(autoscaler.object, {
          field: `${autoscaler.metricPath(index)}.${source}.name`,
          value: name,
          rule: 'must be cpu or memory',
          why: 'metrics.k8s.io reports the use of CPU and memory only, so the target stays <unknown>: the autoscaler '
            + follows,
          fix: SERVED.has(name.toLowerCase()) ? `write ${name.toLowerCase()}`
            : 'follow a metric of the server or of the DCGM exporter, as a Pods metric or a trigger of KEDA',
          severity,
        });
      }
    }
  },
};
