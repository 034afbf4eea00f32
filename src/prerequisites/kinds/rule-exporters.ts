import type { Needed, PrerequisiteKind } from './prerequisite';

/** Something whose series alerts read, and how such series begin. */
interface Exporter extends Needed {
  readonly series: RegExp;
}

const SILENT = 'Without its series an alert never fires, and nothing reports it.';

const EXPORTERS: readonly Exporter[] = [
  {
    series: /\bkube_[a-z]/,
    id: 'kube-state-metrics',
    title: 'kube-state-metrics 2, which Prometheus scrapes with honorLabels',
    why: `It shows replicas, restarts and the state of autoscalers. ${SILENT} kube-prometheus-stack includes it.`,
    check: 'kubectl get pods -A -l app.kubernetes.io/name=kube-state-metrics',
    expected: 'a pod that is Running',
    install: 'https://github.com/kubernetes/kube-state-metrics#setup',
    version: '2.0',
  },
  {
    series: /\bkeda_[a-z]/,
    id: 'keda-metrics',
    title: 'The metrics of the operator of KEDA, which Prometheus scrapes',
    why: `They count the errors of each ScaledObject. ${SILENT} The Helm chart of KEDA exposes them with `
      + 'prometheus.operator.enabled and its serviceMonitor or podMonitor.',
    check: 'kubectl get servicemonitors,podmonitors -A -l app.kubernetes.io/part-of=keda-operator',
    expected: 'a monitor of keda-operator',
    install: 'https://keda.sh/docs/latest/integrations/prometheus/',
    version: '2.14',
  },
  {
    series: /\bistio_[a-z]/,
    id: 'istio-metrics',
    title: 'The metrics of the gateway of Istio, which Prometheus scrapes',
    why: `They count the requests to each host, and how they end. ${SILENT}`,
    check: 'kubectl get servicemonitors,podmonitors -A',
    expected: 'a monitor that selects the pods of the gateway',
    install: 'https://istio.io/latest/docs/ops/integrations/prometheus/',
  },
];

/** What shows the series that the rules of a PrometheusRule read. */
export const RULE_EXPORTERS: PrerequisiteKind = {
  ids: EXPORTERS.map(({ id }) => id),
  find: (inventory, need) => {
    for (const object of inventory.of('PrometheusRule')) {
      if (!object.apiVersion.startsWith('monitoring.coreos.com/')) continue;
      for (const [i, { rules = [] }] of (object.spec?.groups ?? []).entries()) {
        for (const [j, { expr }] of rules.entries()) {
          for (const { series, ...needed } of EXPORTERS) {
            if (series.test(String(expr))) need(needed, object, `spec.groups[${i}].rules[${j}].expr`);
          }
        }
      }
    }
  },
};
