import { hpaSettings, metricSettings, type ControllerFlags } from './hpa-settings-of';
import type { FindRoute } from './http-trigger-reading';
import { fieldsOf, isFilled, wholeOf } from './plain-fields';
import { milliOf } from './quantity-of';
import { versionFault } from '../../kubernetes/api-version';
import type { Autoscaler } from '../../kubernetes/autoscaler';
import { METRIC_FIELDS } from '../../kubernetes/autoscaler';
import type { Manifest } from '../../kubernetes/manifest';
import { generatedNames } from '../../kubernetes/sedna/generated-names';
import { FEATURES } from '../../kubernetes/versions/features';
import { hasFeature, type TargetVersion } from '../../kubernetes/versions/target-version';
import type { Workload } from '../../kubernetes/workload';
import { podRequest, requestOf } from '../../kubernetes/workload';
import type { HpaSettings } from '../model/hpa-settings';
import type { KedaModel } from '../model/service-model';

/** What scales a workload, as the replay needs it. */
export interface ReadAutoscaler {
  /** `<kind>/<name>`. */
  readonly name: string;
  readonly hpa: HpaSettings;
  readonly keda?: KedaModel;
  /** The replicas that it starts with, where it decides them and not the workload. */
  readonly replicas?: number;
  /** What of it is not modelled. */
  readonly notModelled: readonly string[];
}

/** Why nothing scales a workload, as the end of a sentence. */
export interface RejectedAutoscaler {
  readonly because: string;
}

export interface AutoscalerContext {
  readonly flags: ControllerFlags;
  /** The Kubernetes whose controller it is. */
  readonly kubernetes: TargetVersion;
  /** Where a trigger finds its route. */
  readonly findRoute?: FindRoute;
}

/** A HorizontalPodAutoscaler of any version, a FederatedHPA, or the `hpa` of a worker of Sedna. */
export function readAutoscaler(
  scaler: Autoscaler, target: Workload, context: AutoscalerContext,
): ReadAutoscaler | RejectedAutoscaler {
  const { object, metrics } = scaler;
  if (target.worker === undefined && versionFault(object.apiVersion, object.kind, context.kubernetes.minor)) {
    return { because: `Kubernetes 1.${context.kubernetes.minor} does not serve it in ${object.apiVersion}` };
  }
  const spec = fieldsOf(target.worker === undefined ? object.spec : object.spec?.[`${target.worker}Worker`]?.hpa);
  const notModelled: string[] = [];
  const v2 = {
    minReplicas: spec.minReplicas,
    maxReplicas: spec.maxReplicas,
    metrics: metrics.map((metric) => (object.apiVersion === 'autoscaling/v2beta1' ? ofBeta(metric) : metric)),
    behavior: behaviorOf(object, spec, context, notModelled),
  };
  const bounds = boundsFault(wholeOf(v2.minReplicas) ?? 1, wholeOf(v2.maxReplicas));
  const because = bounds ?? zeroFault(v2, context);
  if (because !== undefined) return { because };
  const annotations = fieldsOf(object.metadata?.annotations);
  if (Object.keys(annotations).some((key) => /^autoscaling\.alpha\.kubernetes\.io\/(metrics|behavior)$/.test(key))) {
    notModelled.push('The metrics and the behavior in its annotations are not modelled.');
  }
  for (const [i, metric] of v2.metrics.entries()) {
    const faults = metricNotes(metric, scaler.metricPath(i), target);
    notModelled.push(...faults);
    if (object.kind === 'FederatedHPA' && metric?.object?.target?.averageValue !== undefined) {
      notModelled.push(`${scaler.metricPath(i)}: Karmada divides such a metric once more where the replicas are `
        + 'duplicated, which is not modelled.');
    }
  }
  notModelled.push(...sharedNames(v2.metrics));
  return { name: nameOf(scaler, target), hpa: hpaSettings(v2, context.flags), notModelled };
}

/** Why the API server rejects the bounds of an autoscaler. */
export function boundsFault(minReplicas: number, maxReplicas: number | undefined): string | undefined {
  if (maxReplicas === undefined || maxReplicas < 1) return 'it has no maximum of replicas';
  if (minReplicas < 0) return 'its minimum of replicas is below 0';
  return minReplicas > maxReplicas ? 'its minimum of replicas is above its maximum' : undefined;
}

/** Why the API server rejects a minimum of zero. */
function zeroFault(
  { minReplicas, metrics }: { readonly minReplicas: unknown; readonly metrics: readonly any[] },
  { kubernetes }: AutoscalerContext,
): string | undefined {
  if (wholeOf(minReplicas) !== 0) return undefined;
  if (!metrics.some((metric) => metric?.type === 'Object' || metric?.type === 'External')) {
    return 'its minimum of replicas is 0, and none of its metrics is of type Object or External';
  }
  if (hasFeature(FEATURES['autoscaler-to-zero'], kubernetes)) return undefined;
  return `Kubernetes 1.${kubernetes.minor} takes a minimum of 0 replicas only with a feature gate`;
}

/** What is to know of a metric: that nothing can read it, or that the pods lack what it is divided by. */
export function metricNotes(metric: any, path: string, target: Workload): string[] {
  const settings = metricSettings(metric);
  const never = 'so it counts as a metric that cannot be read, and holds back scaling in';
  if (!settings) return [`${path}: its type, name and target do not fit together, ${never}.`];
  const { type, name, container } = settings;
  if (type !== 'Resource' && type !== 'ContainerResource') return [];
  if (name !== 'cpu' && name !== 'memory') return [`${path}: nothing serves the resource ${name}, ${never}.`];
  const measured = type === 'Resource' ? target.containers : target.containers.filter((c) => c.name === container);
  if (measured.length === 0) return [`${path}: no container of the pods is measured, ${never}.`];
  if (settings.target !== 'utilization') return [];
  const whole = type === 'Resource' ? podRequest(target, name) : undefined;
  const without = measured.find((c) => requestOf(c, name) === undefined);
  const requests = whole === undefined ? measured.map((c) => requestOf(c, name)) : [whole];
  if (requests.every((request) => request !== undefined && milliOf(request) === 0)) {
    return [`${path}: the pods request 0 of ${name}, ${never}.`];
  }
  if (whole !== undefined || !without) return [];
  return [`${path}: container ${without.name ?? ''} has no request of ${name}, ${never}.`];
}

/** Two metrics of one name, which only differ in their selector, have one load here. */
function sharedNames(metrics: readonly any[]): string[] {
  const seen = new Set<string>();
  const notes: string[] = [];
  for (const metric of metrics) {
    const { metric: identity } = fieldsOf(fieldsOf(metric)[METRIC_FIELDS[metric?.type]]);
    const name: unknown = fieldsOf(identity).name;
    if (typeof name !== 'string') continue;
    if (seen.has(name)) notes.push(`Several of its metrics are named ${name}: one load is taken for all of them.`);
    seen.add(name);
  }
  return notes;
}

/** The controllers fill in what autoscaling/v2beta1 does not say of an Object metric. */
function ofBeta(metric: any): any {
  const { object } = fieldsOf(metric);
  if (!isFilled(object?.target) || object.target.type !== undefined) return metric;
  const type = object.target.averageValue === undefined ? 'Value' : 'AverageValue';
  return { ...metric, object: { ...object, target: { ...object.target, type } } };
}

function behaviorOf(object: Manifest, spec: any, context: AutoscalerContext, notModelled: string[]): any {
  const { behavior } = spec;
  if (object.apiVersion === 'autoscaling/v1' || object.apiVersion === 'autoscaling/v2beta1') return undefined;
  if (!isFilled(behavior) || !hasTolerance(behavior)) return behavior;
  if (object.kind === 'FederatedHPA') {
    notModelled.push('Karmada drops the tolerance of its behavior, so that of the controller is taken.');
    return withoutTolerance(behavior);
  }
  return toleranceSince(behavior, context, notModelled);
}

/** A behavior without the tolerance that an old controller does not read. */
export function toleranceSince(behavior: any, { kubernetes }: AutoscalerContext, notModelled: string[]): any {
  if (hasFeature(FEATURES['autoscaler-tolerance'], kubernetes) || !hasTolerance(behavior)) return behavior;
  notModelled.push(`Kubernetes 1.${kubernetes.minor} reads the tolerance of its behavior only with a feature gate, so `
    + 'that of the controller is taken.');
  return withoutTolerance(behavior);
}

function hasTolerance(behavior: any): boolean {
  return ['scaleUp', 'scaleDown'].some((side) => fieldsOf(fieldsOf(behavior)[side]).tolerance !== undefined);
}

function withoutTolerance({ scaleUp, scaleDown, ...rest }: any): any {
  return {
    ...rest,
    ...(isFilled(scaleUp) && { scaleUp: { ...scaleUp, tolerance: undefined } }),
    ...(isFilled(scaleDown) && { scaleDown: { ...scaleDown, tolerance: undefined } }),
  };
}

function nameOf({ object }: Autoscaler, { worker }: Workload): string {
  const name = String(object.metadata?.name);
  if (worker === undefined) return `${object.kind}/${name}`;
  return `HorizontalPodAutoscaler/${generatedNames(name, worker).autoscaler}`;
}
