import { groupKind, namespaceOf } from './identity';
import type { Manifest } from './manifest';
import { scaleTarget, type Workload } from './workload';

/** An autoscaler and the workload that it scales, where that is among the objects. */
export interface Autoscaler {
  readonly object: Manifest;
  readonly namespace: string;
  readonly minReplicas: number;
  readonly maxReplicas: number;
  readonly metrics: readonly any[];
  /** The path of a metric in the object: autoscaling/v1 has one, of CPU. */
  readonly metricPath: (index: number) => string;
  readonly target?: Workload;
  /** `<kind>/<name>` of the target, whether it is among the objects or not. */
  readonly targetRef?: string;
}

/** The field that holds what a type of metric is about. */
export const METRIC_FIELDS: Readonly<Record<string, string>> = {
  Resource: 'resource',
  ContainerResource: 'containerResource',
  Pods: 'pods',
  Object: 'object',
  External: 'external',
};

/** One metric of an autoscaler. */
export interface FollowedMetric {
  readonly autoscaler: Autoscaler;
  readonly metric: any;
  readonly index: number;
}

/** The metrics of autoscalers, in their order. */
export function metricsOf(autoscalers: readonly Autoscaler[]): FollowedMetric[] {
  return autoscalers.flatMap((one) => one.metrics.map((metric, index) => ({ autoscaler: one, metric, index })));
}

/** Workloads by `<namespace>/<kind>/<name>`. */
export type ScaleTargets = ReadonlyMap<string, Workload>;

/** A HorizontalPodAutoscaler of any version, or Karmada's FederatedHPA, which has its fields. */
export function autoscaler(object: Manifest, targets: ScaleTargets): Autoscaler {
  const { minReplicas = 1, maxReplicas = 0, metrics } = object.spec ?? {};
  const v1 = object.apiVersion === 'autoscaling/v1';
  const read = object.apiVersion === 'autoscaling/v2beta1' ? metrics?.map(ofBeta) : metrics;
  return {
    object,
    minReplicas,
    maxReplicas,
    metrics: read?.length > 0 ? read : defaultMetrics(object),
    metricPath: (index) => (v1 ? 'spec.targetCPUUtilizationPercentage' : `spec.metrics[${index}]`),
    ...target(object, targets),
  };
}

/** A metric of autoscaling/v2beta1 in the form of v2: there the target had no object of its own. */
function ofBeta(metric: any): any {
  const source = BETA_SOURCES.find((key) => metric[key] !== undefined);
  if (source === undefined) return metric;
  const { metricName, metricSelector, targetAverageUtilization, targetAverageValue, targetValue, ...rest } =
    metric[source];
  if (rest.target !== undefined && source !== 'object') return metric;
  const held = {
    averageUtilization: targetAverageUtilization, averageValue: targetAverageValue, value: targetValue,
  };
  const named = metricName === undefined ? {} : { metric: { name: metricName, selector: metricSelector } };
  return { ...metric, [source]: { ...rest, ...named, target: held } };
}

const BETA_SOURCES = ['resource', 'containerResource', 'pods', 'object', 'external'];

/** The triggers of KEDA that become resource metrics. */
const RESOURCES = new Set(['cpu', 'memory']);

/** The autoscaler that KEDA makes of a ScaledObject: of its triggers, cpu and memory are what the rules know. */
export function scaledObject(object: Manifest, targets: ScaleTargets): Autoscaler {
  const { minReplicaCount = 0, maxReplicaCount = 100, triggers = [] } = object.spec ?? {};
  return {
    object,
    minReplicas: minReplicaCount,
    maxReplicas: maxReplicaCount,
    metrics: triggers.map((t: any) => (RESOURCES.has(t.type) ? resourceTrigger(t) : { type: 'External' })),
    metricPath: (index) => `spec.triggers[${index}]`,
    ...target(object, targets),
  };
}

/** The autoscaler that Sedna's controller makes of the `hpa` of one worker. */
export function jointAutoscaler(scaled: Workload): Autoscaler | undefined {
  const { object, namespace, worker: type } = scaled;
  const hpa = object.spec?.[`${type}Worker`]?.hpa;
  if (hpa === undefined) return undefined;
  const { minReplicas = 1, maxReplicas = 0, metrics } = hpa;
  return {
    object,
    namespace,
    minReplicas,
    maxReplicas,
    metrics: metrics?.length > 0 ? metrics : defaultMetrics(),
    metricPath: (index) => `spec.${type}Worker.hpa.metrics[${index}]`,
    targetRef: object.metadata?.name === undefined ? undefined : scaleTarget(scaled),
    target: scaled,
  };
}

/** What an autoscaler refers to: KEDA takes a missing kind for a Deployment, and Kubernetes takes none. */
export function scaleTargetRef({ kind: of, spec }: Manifest): string | undefined {
  const { kind = of === 'ScaledObject' ? 'Deployment' : undefined, name } = spec?.scaleTargetRef ?? {};
  return kind && name ? `${kind}/${name}` : undefined;
}

function target(object: Manifest, targets: ScaleTargets): Pick<Autoscaler, 'namespace' | 'targetRef' | 'target'> {
  const namespace = namespaceOf(object);
  const targetRef = scaleTargetRef(object);
  const found = targets.get(`${namespace}/${targetRef}`);
  const isScaled = found && isOfGroup(found, object.spec?.scaleTargetRef?.apiVersion);
  return { namespace, targetRef, target: isScaled ? found : undefined };
}

/** Whether a workload is of the API group that an autoscaler names; `extensions` is where Deployments once were. */
function isOfGroup({ object, worker }: Workload, apiVersion: string | undefined): boolean {
  if (apiVersion === undefined || (!worker && apiVersion === object.apiVersion)) return true;
  const groupOf = (version: string) => groupKind(version, '').replace('extensions/', 'apps/');
  return groupOf(apiVersion) === (worker ? 'apps/' : groupOf(object.apiVersion));
}

/** Before its version 2.18 KEDA took the type of the target from the metadata. */
function resourceTrigger({ type, metadata = {}, metricType = metadata.type }: any): any {
  const value = typeof metadata.value === 'object' ? '' : metadata.value;
  const percent = /^\d+$/.test(String(value)) ? Number(value) : undefined;
  const held = metricType === 'Utilization' ? { type: metricType, averageUtilization: percent }
    : { type: metricType, averageValue: value };
  if (metadata.containerName === undefined) return { type: 'Resource', resource: { name: type, target: held } };
  const containerResource = { name: type, container: metadata.containerName, target: held };
  return { type: 'ContainerResource', containerResource };
}

/** autoscaling/v1 knows one metric, and v2 fills in the same when none is given. */
function defaultMetrics(object?: Manifest): any[] {
  const percent = object?.spec?.targetCPUUtilizationPercentage ?? 80;
  const held = { type: 'Utilization', averageUtilization: percent };
  return [{ type: 'Resource', resource: { name: 'cpu', target: held } }];
}
