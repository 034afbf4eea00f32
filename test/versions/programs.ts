import { App, Chart } from 'cdk8s';
import { Cpu, Deployment } from 'cdk8s-plus-27';
import {
  AutoscaledInference, InferenceAutoscaler, KubernetesVersion, ModelServer, ModelSource, ScalingBehavior, ScalingMetric,
} from '../../src';

/** The versions for which the same program is proven on a control plane. */
export const PROVEN = ['1.36', '1.37'] as const;
export type Proven = (typeof PROVEN)[number];

/**
 * A queue that two workloads follow, for a version of Kubernetes: with the least replicas that its autoscaler may have.
 * One is a model server of the library, the other a Deployment that somebody else made.
 */
export function queueProgram(version: Proven): App {
  const app = new App();
  const chart = new Chart(app, 'queue', { namespace: 'queue' });
  KubernetesVersion.set(chart, version);
  const scaling = {
    minReplicas: version === '1.36' ? 1 : 0,
    maxReplicas: 6,
    metrics: [ScalingMetric.externalAverageValue('queue_depth', '10')],
    // On by default since 1.35.
    behavior: ScalingBehavior.of({ scaleUp: { tolerance: 0.05 }, scaleDown: { tolerance: 0 } }),
  };
  new AutoscaledInference(chart, 'Server', {
    name: 'server',
    server: ModelServer.custom({ image: 'registry.example.com/frames/server:1.0', httpPort: 8080 }),
    model: ModelSource.inServerImage(),
    resources: { cpu: { request: Cpu.millis(500) } },
    ...scaling,
  });
  const existing = new Deployment(chart, 'Existing', {
    metadata: { name: 'existing' },
    podMetadata: { labels: { app: 'existing' } },
    select: true,
    containers: [{
      image: 'registry.example.com/frames/existing:1.0',
      ports: [{ number: 8080 }],
      resources: { cpu: { request: Cpu.millis(500) } },
    }],
  });
  new InferenceAutoscaler(chart, 'ExistingAutoscaler', { target: existing, ...scaling });
  return app;
}
