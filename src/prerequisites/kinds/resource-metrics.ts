import { brought } from './brought';
import { runsOnEdge } from './node-labels';
import type { Needed, PrerequisiteKind } from './prerequisite';
import type { Autoscaler } from '../../kubernetes/inventory';
import type { Manifest } from '../../kubernetes/manifest';

const METRICS_SERVER: Needed = {
  id: 'metrics-server',
  title: 'metrics-server',
  why: 'It serves the CPU and memory of pods (metrics.k8s.io). Without it an autoscaler reports <unknown> '
    + '(FailedGetResourceMetric) and never scales on them.',
  check: 'kubectl get apiservice v1beta1.metrics.k8s.io',
  expected: 'one line, with True under AVAILABLE',
  install: 'https://github.com/kubernetes-sigs/metrics-server#installation',
};

const ON_THE_HUB: Needed = {
  id: 'karmada-metrics-adapter',
  title: "karmada-metrics-adapter, on Karmada's API server",
  why: 'It adds up the metrics of the member clusters. Without it a FederatedHPA has no metrics and never scales.',
  check: 'kubectl get apiservice v1beta1.metrics.k8s.io v1beta1.custom.metrics.k8s.io',
  expected: "two lines, with True under AVAILABLE; run it against Karmada's API server",
  install: 'https://karmada.io/docs/userguide/autoscaling/federatedhpa',
};

const OF_EDGE_NODES: Needed = {
  id: 'edge-metrics',
  title: 'CPU and memory of pods on edge nodes',
  why: 'metrics-server reads them through the tunnel of cloudcore and edgeStream of each edge node, which is off by '
    + 'default. Without them an autoscaler has no metrics of these pods.',
  check: 'kubectl top pods -A',
  expected: 'pods that run on edge nodes too; kubectl top nodes may work while this does not',
  install: 'https://kubeedge.io/docs/advanced/metrics',
};

/** The kinds of recommenders that read CPU and memory too. */
const READERS = new Set(['autoscaling.k8s.io/VerticalPodAutoscaler']);

export const RESOURCE_METRICS: PrerequisiteKind = {
  ids: ['metrics-server', 'edge-metrics', 'karmada-metrics-adapter'],
  find: (inventory, need) => {
    const served = brought(inventory).apis.has('metrics.k8s.io');
    for (const autoscaler of inventory.autoscalers) {
      const { object, metrics, metricPath } = autoscaler;
      const index = metrics.findIndex(({ type }) => type === 'Resource' || type === 'ContainerResource');
      if (isFederated(object)) need(ON_THE_HUB, object, metricPath(Math.max(index, 0)));
      if (index >= 0 && isOnEdge(autoscaler)) need(OF_EDGE_NODES, object, metricPath(index));
      if (index >= 0 && !served) need(METRICS_SERVER, measured(autoscaler), measuredField(autoscaler, index));
    }
    for (const object of inventory.of('VerticalPodAutoscaler')) {
      if (!served && READERS.has(object.apiVersion.replace(/\/.*/, `/${object.kind}`))) {
        need(METRICS_SERVER, object, 'spec.targetRef');
      }
    }
  },
};

function isOnEdge({ target }: Autoscaler): boolean {
  return target !== undefined && (target.worker === 'edge' || runsOnEdge({ pod: target.pod, path: target.podPath }));
}

/** A FederatedHPA reads what the clusters of its target measure. */
export function measured({ object, target }: Autoscaler): Manifest {
  return isFederated(object) && target ? target.object : object;
}

export function measuredField(autoscaler: Autoscaler, index: number): string {
  return measured(autoscaler) === autoscaler.object ? autoscaler.metricPath(index) : 'spec.template.spec.containers';
}

function isFederated({ kind }: Manifest): boolean {
  return kind === 'FederatedHPA';
}
