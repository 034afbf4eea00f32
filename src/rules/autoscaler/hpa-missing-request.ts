import { got } from '../../kubernetes/label-index';
import { podRequest, requestOf, type Workload } from '../../kubernetes/workload';
import { containerName } from '../container-path';
import { listed } from '../listed';
import { withoutValue } from '../metrics-without-value';
import type { Rule } from '../rule';
import { title } from '../rule';
import { resourceName, utilizationOf } from './utilization';

export const hpaMissingRequest: Rule = {
  id: 'hpa-missing-request',
  title: 'Every container that a utilization measures must have a request',
  severity: 'error',
  description: [
    'Fires when an autoscaler has a **utilization** target, and a container that it measures has neither a request nor',
    'a limit for that resource.',
    '',
    'Utilization is usage divided by request. With one container without a request the autoscaler reports',
    '`missing request for cpu`, `kubectl get hpa` shows `<unknown>`, and it never scales.',
    'Beside another metric that may have a value it scales up by that one, and never scales down, so it is a warning',
    'then.',
    '',
    'A `Resource` metric measures all containers of the pod, native sidecars too (init containers with',
    '`restartPolicy: Always`). A `ContainerResource` metric measures one. Resources of the whole pod (Kubernetes 1.34)',
    'stand in for those of its containers; where they are of another resource, one request is enough.',
    'A LimitRange of the namespace that is among the objects counts: a container gets its `defaultRequest`, or else',
    'its `default`, its `max` or its `min`.',
  ].join('\n'),
  fix: [
    'Set a request on every container, or measure the server alone with `ScalingMetric.containerCpuUtilization`',
    '(Kubernetes 1.27 or newer).',
    '',
    'Acknowledge it when a LimitRange that is not among the objects fills in the request.',
  ].join('\n'),
  source: 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#support-for-resource-metrics',
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
        - { name: server, image: 'registry.example.com/server:1.0', resources: { requests: { cpu: '1' } } }
        - { name: logs, image: 'registry.example.com/logs:1.0' }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: classifier }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }
  maxReplicas: 4
  metrics:
    - { type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } } }
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
        - { name: server, image: 'registry.example.com/server:1.0', resources: { requests: { cpu: '1' } } }
        - { name: logs, image: 'registry.example.com/logs:1.0', resources: { requests: { cpu: 50m } } }
---
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
    /** What was reported of each workload: one request is missing once, however many metrics need it. */
    const reported = new Map<Workload, Set<string>>();
    for (const { autoscaler, metric, index } of inventory.metrics) {
      const { object, metricPath, target } = autoscaler;
      if (!target) continue;
      const measured = utilizationOf(metric, target);
      if (!measured) continue;
      const { resource, ofContainer, containers } = measured;
      if (!ofContainer && podRequest(target, resource) !== undefined) continue;
      const lacking: string[] = [];
      for (const container of containers) {
        if (requestOf(container, resource) !== undefined) continue;
        const key = `${resource} ${container.name}`;
        const known = got(reported, target, () => new Set<string>());
        if (known.has(key)) continue;
        known.add(key);
        lacking.push(containerName(container));
      }
      if (lacking.length === 0) continue;
      const { severity, follows } = withoutValue(autoscaler);
      const [subject, verb] = lacking.length === 1 ? ['container', 'has'] : ['containers', 'have'];
      const requesting = containers.find((c) => requestOf(c, resource) !== undefined);
      const instead = requesting && !ofContainer
        ? `, or use a ContainerResource metric for ${containerName(requesting)} alone`
        : '';
      report(object, {
        field: metricPath(index),
        rule: `${subject} ${listed(lacking)} of ${title(target.object)} ${verb} no ${resourceName(resource)} request`,
        why: 'utilization is usage divided by request, so the autoscaler reports '
          + `"missing request for ${resource}" and ${follows}`,
        fix: `set a ${resourceName(resource)} request on ${listed(lacking)}${instead}`,
        severity,
      });
    }
  },
};
