import type { Alert } from './alert';
import type { InferenceAutoscalerAlerts } from './alert-options';
import { AlertSeries } from './alert-series';
import type { AlertedAutoscaler, AlertedModel } from './alerted-model';
import type { Measure } from './autoscaler-measures';
import { parseQuantity } from '../validation/quantity';

const MINUTE = 60;

/** The alerts about an autoscaler and what it sees, by the name of their options; those that the model can have. */
export function autoscalerAlerts(
  model: AlertedModel,
  saturation: number,
): Partial<Record<keyof InferenceAutoscalerAlerts, Alert>> {
  const { autoscaler } = model;
  const series = new AlertSeries(model);
  const which = `${model.namespace}/${model.name}`;
  return {
    ...(autoscaler && ofAutoscaler(autoscaler, model, saturation)),
    ...(model.isScraped && { notScraped: notScraped(which, series) }),
    unobserved: {
      name: 'InferenceUnobserved',
      expr: `absent(${series.either('spec_replicas', 'replicas')})`,
      after: 15 * MINUTE,
      severity: 'warning',
      summary: `kube-state-metrics shows no workload ${which}.`,
      description: `Prometheus has no series of the Deployment or StatefulSet ${which}, so no other alert of it can `
        + 'fire. Either the workload was deleted, or kube-state-metrics is down, is not scraped, or is scraped without '
        + 'honorLabels, which leaves the namespace in the label exported_namespace.',
    },
  };
}

function ofAutoscaler(autoscaler: AlertedAutoscaler, model: AlertedModel, saturation: number) {
  const { name, scaledObject } = autoscaler;
  const series = new AlertSeries(model);
  const { desired } = series;
  const which = `${model.namespace}/${model.name}`;
  const hpa = `HorizontalPodAutoscaler ${model.namespace}/${name}`;
  return {
    atMaximum: atMaximum(hpa, series),
    overloaded: overloaded(which, series, model, saturation),
    metricUnreadable: metricUnreadable(hpa, series, scaledObject !== undefined),
    autoscalerBlocked: {
      name: 'InferenceAutoscalerBlocked',
      expr: series.condition('AbleToScale', 'false'),
      after: 10 * MINUTE,
      severity: 'warning',
      summary: `${hpa} cannot change the replicas.`,
      description: `The condition AbleToScale of ${hpa} is False: its target does not exist, or the controller may not `
        + 'read or update it. kubectl describe hpa shows the reason (FailedGetScale, FailedUpdateScale).',
    },
    autoscalerMissing: {
      name: 'InferenceAutoscalerMissing',
      expr: `absent(${series.autoscaler('spec_max_replicas')}) and on () ${desired} >= 0`,
      after: 15 * MINUTE,
      severity: 'warning',
      summary: `${hpa} does not exist.`,
      description: scaledObject === undefined
        ? `${which} keeps its replicas, whatever the load. Apply its autoscaler again; if the workload rests at zero, `
          + 'scale it to one by hand first.'
        : `${which} keeps its replicas, whatever the load. KEDA creates no autoscaler while a scaler of ScaledObject `
          + `${model.namespace}/${scaledObject} cannot be built, and removes it while the ScaledObject is paused. `
          + 'kubectl describe scaledobject shows which.',
    },
    ...(scaledObject === undefined
      ? { stuckAtZero: stuckAtZero(which, hpa, series) }
      : { kedaScalerFailing: kedaScalerFailing(model.namespace, scaledObject) }),
  } satisfies Partial<Record<keyof InferenceAutoscalerAlerts, Alert>>;
}

function atMaximum(hpa: string, series: AlertSeries): Alert {
  const [wanted, most, least] = limits(series);
  return {
    name: 'InferenceAtMaximum',
    expr: `${wanted} >= ${most} and ${most} > ${least}`,
    after: 30 * MINUTE,
    severity: 'warning',
    summary: `${hpa} is at its maximum.`,
    description: `${hpa} has wanted its maximum of {{ $value }} replicas for a long time: more load will not be `
      + 'followed. Raise maxReplicas where nodes and devices allow it, or look for load that should not be there.',
  };
}

function overloaded(which: string, series: AlertSeries, model: AlertedModel, saturation: number): Alert {
  const [wanted, most] = limits(series);
  const above = model.measures.map((measure) => aboveTarget(measure, series, saturation)).join(' or ');
  const more = `${series.condition('ScalingLimited', 'true')} and ${wanted} >= ${most}`;
  return {
    name: 'InferenceOverloaded',
    expr: `(${model.isMeasured ? above : more}) and ${series.ready} >= ${most}`,
    after: 10 * MINUTE,
    severity: 'critical',
    summary: `The load of ${which} is above what all its replicas can do.`,
    description: model.isMeasured
      ? `All replicas that the autoscaler of ${which} may have are ready, and the mean of its metric is {{ $value }}, `
        + `${saturation} times its target or more. Requests wait or are dropped. Raise maxReplicas, give each replica `
        + 'more, or admit less load.'
      : `All replicas that the autoscaler of ${which} may have are ready, and it wants more (ScalingLimited). Requests `
        + 'wait or are dropped. Raise maxReplicas, give each replica more, or admit less load.',
  };
}

/** The mean over the pods, as the autoscaler computes it, above its target times the saturation. */
function aboveTarget({ metric, target, labels }: Measure, { pods }: AlertSeries, saturation: number): string {
  const ofLabels = Object.entries(labels).map(([label, is]) => `${label}="${is}"`);
  const threshold = Number((parseQuantity(target)! * saturation).toPrecision(6));
  return `avg(${metric._promql([pods, ...ofLabels].join(','), 'pod')}) > ${threshold}`;
}

/** What the autoscaler wants, and its limits. */
function limits(series: AlertSeries): [wanted: string, most: string, least: string] {
  const of = (field: string) => `max(${series.autoscaler(field)})`;
  return [of('status_desired_replicas'), of('spec_max_replicas'), of('spec_min_replicas')];
}

/**
 * While no replica is ready there is nothing to read. At zero, ScalingActive is False with KEDA, and with Kubernetes
 * 1.37 only where the metric cannot be read or the autoscaler is stuck.
 */
function metricUnreadable(hpa: string, series: AlertSeries, isKeda: boolean): Alert {
  const unreadable = series.condition('ScalingActive', 'false');
  const resting = `${series.desired} == 0 and ${series.condition('ScaledToZero', 'true')}`;
  const where = isKeda ? `${series.ready} > 0` : `(${series.ready} > 0 or ${resting})`;
  return {
    name: 'InferenceMetricUnreadable',
    expr: `${unreadable} and ${where}`,
    after: 10 * MINUTE,
    severity: 'warning',
    summary: `${hpa} cannot read its metrics.`,
    description: `The condition ScalingActive of ${hpa} is False, so it keeps the current replicas, whatever the load. `
      + 'kubectl describe hpa shows the reason, such as FailedGetPodsMetric: a metrics API that is down, no rule of '
      + 'the adapter, no monitor, a missing request, or a server that shows its series only after the first request.',
  };
}

/** Kubernetes remembers in the status alone that an autoscaler may start again from zero. */
function stuckAtZero(which: string, hpa: string, series: AlertSeries): Alert {
  const disabled = series.condition('ScalingActive', 'false');
  const resting = series.condition('ScaledToZero', 'true');
  return {
    name: 'InferenceStuckAtZero',
    expr: `${disabled} and ${series.desired} == 0 unless ${resting}`,
    after: 10 * MINUTE,
    severity: 'critical',
    summary: `${which} has zero replicas, and its autoscaler does not start it.`,
    description: `${hpa} is disabled (ScalingDisabled) because its target has zero replicas, and never starts again by `
      + 'itself, whatever the load: it was created anew while the target was at zero, or the target was scaled to zero '
      + 'by hand. Scale the workload to one replica by hand; the autoscaler then follows its metrics again.',
  };
}

/** KEDA's operator is scraped with honorLabels or without: then its own namespace is in the label `namespace`. */
function kedaScalerFailing(namespace: string, scaledObject: string): Alert {
  const errors = (labels: string) => (
    `increase(keda_scaled_object_errors_total{scaledObject="${scaledObject}",${labels}}[10m])`);
  const honored = errors(`namespace="${namespace}",exported_namespace=""`);
  return {
    name: 'InferenceKedaScalerFailing',
    expr: `sum(${errors(`exported_namespace="${namespace}"`)} or ${honored}) > 3`,
    after: 15 * MINUTE,
    severity: 'warning',
    summary: `KEDA cannot read a trigger of ScaledObject ${namespace}/${scaledObject}.`,
    description: `KEDA counted {{ $value }} errors of ScaledObject ${namespace}/${scaledObject} within 10 minutes. It `
      + 'then keeps the replicas, and starts none from zero. kubectl describe scaledobject and the log of '
      + 'keda-operator name the trigger: its address, its credentials, its query.',
  };
}

function notScraped(which: string, series: AlertSeries): Alert {
  return {
    name: 'InferenceNotScraped',
    expr: `${series.ready} > (count(count by (pod) (up{${series.pods}} == 1)) or vector(0))`,
    after: 10 * MINUTE,
    severity: 'warning',
    summary: `Prometheus does not scrape every ready replica of ${which}.`,
    description: `{{ $value }} replicas of ${which} are ready, and Prometheus scrapes fewer. The autoscaler and the `
      + 'dashboard lack their values. Look at the targets in Prometheus: none means that it does not select the '
      + 'monitor (its labels) or that the port has another name, a target that is down names the error: a '
      + 'NetworkPolicy, the path, a server that no longer answers.',
  };
}
