import { containerName } from '../container-path';
import { listed } from '../listed';
import { withoutValue } from '../metrics-without-value';
import type { Rule } from '../rule';
import { title } from '../rule';

export const hpaUnknownContainer: Rule = {
  id: 'hpa-unknown-container',
  title: 'A ContainerResource metric must name a container of the pods',
  severity: 'error',
  description: [
    'Fires when a `ContainerResource` metric names a container that the pods do not have.',
    '',
    'The autoscaler finds no metric (`FailedGetContainerResourceMetric`) and never scales. Beside another metric that',
    'may have a value it scales up by that one, and never scales down, so it is a warning then.',
  ].join('\n'),
  fix: [
    'Use the name of the container. The container of a model server has the name that the table in',
    '`docs/model-servers.md` gives, unless `containerName` sets another.',
    '',
    'Acknowledge it when a webhook injects the container into the pods.',
  ].join('\n'),
  source: 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#container-resource-metrics',
  failing: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier }
spec:
  selector: { matchLabels: { app: classifier } }
  template:
    metadata: { labels: { app: classifier } }
    spec:
      containers:
        - { name: tensorflow-serving, image: 'tensorflow/serving:2.19.1', resources: { requests: { cpu: '1' } } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: classifier }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }
  maxReplicas: 4
  metrics:
    - type: ContainerResource
      containerResource: { container: server, name: cpu, target: { type: Utilization, averageUtilization: 60 } }
`,
  repaired: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier }
spec:
  selector: { matchLabels: { app: classifier } }
  template:
    metadata: { labels: { app: classifier } }
    spec:
      containers:
        - { name: tensorflow-serving, image: 'tensorflow/serving:2.19.1', resources: { requests: { cpu: '1' } } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: classifier }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }
  maxReplicas: 4
  metrics:
    - type: ContainerResource
      containerResource:
        container: tensorflow-serving
        name: cpu
        target: { type: Utilization, averageUtilization: 60 }
`,
  check: (inventory, report) => {
    for (const { autoscaler, metric, index } of inventory.metrics) {
      const { object, metricPath, target } = autoscaler;
      const name = metric.containerResource?.container;
      if (name === undefined || !target || target.containers.some((c) => c.name === name)) continue;
      const { severity, follows } = withoutValue(autoscaler);
      report(object, {
        field: `${metricPath(index)}.containerResource.container`,
        value: name,
        rule: `${title(target.object)} has no container of that name`,
        why: `the autoscaler finds no metric (FailedGetContainerResourceMetric) and ${follows}`,
        fix: `use the name of a container: ${listed(target.containers.map(containerName)) || 'none so far'}`,
        severity,
      });
    }
  },
};
