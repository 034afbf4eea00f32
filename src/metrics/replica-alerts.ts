import { span, type Alert } from './alert';
import type { InferenceReplicaAlerts } from './alert-options';
import { AlertSeries } from './alert-series';
import type { AlertedModel } from './alerted-model';

/** For a node to be added, the image to be pulled and the pod to be scheduled, besides the start of the server. */
const START_MARGIN = 5 * 60;

/** The alerts about the replicas of a model, by the name of their options. */
export function replicaAlerts(model: AlertedModel, restarts: number): Record<keyof InferenceReplicaAlerts, Alert> {
  const series = new AlertSeries(model);
  const { desired, ready, pods } = series;
  const after = Math.ceil(model.startup) + START_MARGIN;
  const which = `${model.namespace}/${model.name}`;
  const oom = `kube_pod_container_status_last_terminated_reason{${pods},reason="OOMKilled"}`;
  return {
    noReadyReplica: {
      name: 'InferenceNoReadyReplica',
      expr: `${desired} > 0 and ${ready} == 0`,
      after,
      severity: 'critical',
      summary: `No replica of ${which} is ready.`,
      description: `${which} should have {{ $value }} replicas, and none has been ready for longer than one may take `
        + 'to start. Every request fails. Look at the events and the log of its pods: the image, the model, the '
        + 'requested devices and memory, the startup probe.',
    },
    replicasNotReady: {
      name: 'InferenceReplicasNotReady',
      expr: [
        `${ready} < ${desired}`,
        `${ready} > 0`,
        series.unchanged('status_replicas_ready'),
        series.unchanged('status_replicas_updated'),
      ].join(' and '),
      after,
      severity: 'warning',
      summary: `Replicas of ${which} do not become ready.`,
      description: `{{ $value }} replicas of ${which} are ready, fewer than it should have, and nothing has changed `
        + 'for longer than one replica may take to start. Look at the pods that are not ready: Pending means that no '
        + 'node has room or the requested device, Running that the model does not load or the readiness probe fails.',
    },
    restarting: {
      name: 'InferenceRestarting',
      expr: `round(${series.restarts('[30m]')}) >= ${restarts}`,
      after: 0,
      severity: 'warning',
      summary: `A container of ${which} restarts again and again.`,
      description: 'Container {{ $labels.container }} of pod {{ $labels.pod }} restarted {{ $value }} times within '
        + `${span(30 * 60)}. Each start loads the model again. Look at the log of the previous container (kubectl logs `
        + '--previous) and at its last state: a crash, a liveness probe that fails under load, or a startup budget '
        + 'that is too short.',
    },
    outOfMemory: {
      name: 'InferenceOutOfMemory',
      expr: `max by (pod, container) (${oom}) == 1 and on (pod, container) ${series.restarts('[15m]')} > 0`,
      after: 0,
      severity: 'warning',
      summary: `A container of ${which} was killed because it exceeded its memory limit.`,
      description: 'Container {{ $labels.container }} of pod {{ $labels.pod }} was OOMKilled and restarted. Raise the '
        + 'memory limit, or let the server hold less: a smaller model, a shorter context, fewer requests at a time.',
    },
  };
}
