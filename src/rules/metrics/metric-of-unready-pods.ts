import type { LegacyRule } from '../rule';
import { title } from '../rule';
import { podQueries } from '../../kubernetes/workload';

/** The labels by which a target of Prometheus tells whether its pod is ready. */
const READY = /^__meta_kubernetes_(pod_ready|endpoint_ready|endpointslice_endpoint_conditions_ready)$/;

/** Pods that show a custom metric before they can work are counted at once. */
export const metricOfUnreadyPods: LegacyRule = {
  id: 'metric-of-unready-pods',
  severity: 'advice',
  check: (facts) => {
    const asking = facts.autoscalers.filter((a) => a.target && (a.metrics.some((m) => m.pods) || podQueries(a).length > 0));
    const scaled = new Map(asking.map((a) => [a.target!, a]));
    if (scaled.size === 0) return [];
    return [...facts.of('PodMonitor'), ...facts.of('ServiceMonitor')].flatMap((object) => {
      const list = object.kind === 'PodMonitor' ? 'podMetricsEndpoints' : 'endpoints';
      const found = facts.watched(object).map((w) => scaled.get(w)).find((a) => a !== undefined);
      if (!found) return [];
      return (object.spec?.[list] ?? []).flatMap((e: any, i: number) => {
        const kept = (e.relabelings ?? []).some((r: any) => (r.sourceLabels ?? []).some((l: string) => READY.test(l)));
        if (kept) return [];
        return [{
          object,
          problem: {
            field: `spec.${list}[${i}].relabelings`,
            rule: `keep pods that are not ready, whose metric ${title(found.object)} follows`,
            why: 'an autoscaler counts a metric of pods as soon as they run: one value above the target can add replicas up to the maximum before the first of them works',
            fix: 'keep only those that are ready (__meta_kubernetes_pod_ready), as InferenceMonitor does',
            source: 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#algorithm-details',
          },
        }];
      });
    });
  },
};
