import { brought } from './brought';
import type { Needed, PrerequisiteKind } from './prerequisite';
import { measured, measuredField } from './resource-metrics';

const CUSTOM: Needed = {
  id: 'custom-metrics',
  title: 'A server of custom.metrics.k8s.io, such as prometheus-adapter',
  why: 'It serves metrics of pods and objects. Without it an autoscaler reports <unknown> (FailedGetPodsMetric or '
    + 'FailedGetObjectMetric) and never scales on them. It also needs a rule for each metric.',
  check: 'kubectl get apiservice v1beta1.custom.metrics.k8s.io',
  expected: 'one line, with True under AVAILABLE',
  install: 'https://github.com/kubernetes-sigs/prometheus-adapter#installation',
};

const EXTERNAL: Needed = {
  id: 'external-metrics',
  title: 'A server of external.metrics.k8s.io, such as prometheus-adapter',
  why: 'It serves metrics that belong to no object of the cluster. Without it an autoscaler reports <unknown> '
    + '(FailedGetExternalMetric) and never scales on them. A cluster has one server of this API.',
  check: 'kubectl get apiservice v1beta1.external.metrics.k8s.io',
  expected: 'one line, with True under AVAILABLE, and the Service of the server under SERVICE',
  install: 'https://github.com/kubernetes-sigs/prometheus-adapter#installation',
};

/** KEDA serves this API for its own ScaledObjects alone. */
const BESIDE_KEDA: Needed = {
  ...EXTERNAL,
  why: `${EXTERNAL.why} KEDA is that server where it is installed, and serves only the metrics of ScaledObjects: `
    + 'these manifests need both, so make a ScaledObject of the autoscaler.',
};

export const METRICS_APIS: PrerequisiteKind = {
  ids: ['custom-metrics', 'external-metrics'],
  find: (inventory, need) => {
    const { apis } = brought(inventory);
    const hasKeda = inventory.of('ScaledObject').some(({ apiVersion }) => apiVersion.startsWith('keda.sh/'));
    const external = hasKeda ? BESIDE_KEDA : EXTERNAL;
    for (const autoscaler of inventory.autoscalers) {
      const { object, metrics } = autoscaler;
      // KEDA serves what its triggers become.
      if (object.kind === 'ScaledObject') continue;
      const needFirst = (types: readonly string[], needed: Needed, api: string): void => {
        const index = metrics.findIndex(({ type }) => types.includes(type));
        if (index < 0 || apis.has(api)) return;
        need(needed, measured(autoscaler), measuredField(autoscaler, index));
      };
      needFirst(['Pods', 'Object'], CUSTOM, 'custom.metrics.k8s.io');
      needFirst(['External'], external, 'external.metrics.k8s.io');
    }
  },
};
