import type { Container, Labels, LabelSelector, Manifest, PodSpec } from './manifest';
import { generatedNames, workerLabels, type WorkerType } from './sedna-generated';

/** A workload with a pod template, and what the rules ask of it. */
export interface Workload {
  readonly object: Manifest;
  readonly namespace: string;
  readonly replicas?: number;
  readonly selector?: LabelSelector;
  readonly podLabels: Labels;
  readonly pod: PodSpec;
  /** Where the pod's fields are in the object. */
  readonly podPath: string;
  /** The worker that this is of a JointInferenceService, whose controller makes the Deployment. */
  readonly worker?: WorkerType;
  /** The containers that run beside each other: the regular ones and the init containers that never end (native sidecars). */
  readonly containers: readonly Container[];
}

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

export function namespaceOf(object: Manifest): string {
  return object.metadata?.namespace ?? 'default';
}

/** `<kind>/<name>` of a workload, as an autoscaler refers to it. */
export function scaleTarget({ object, worker: type }: Workload): string {
  const name = object.metadata?.name;
  return type === undefined ? `${object.kind}/${name}` : `Deployment/${generatedNames(String(name), type).deployment}`;
}

export function workload(object: Manifest): Workload {
  const outer = object.kind === 'CronJob' ? object.spec?.jobTemplate?.spec : object.spec;
  const template = object.kind === 'Pod' ? object : outer?.template;
  const pod: PodSpec = template?.spec ?? {};
  return {
    object,
    namespace: namespaceOf(object),
    replicas: outer?.replicas,
    selector: object.kind === 'Pod' ? undefined : outer?.selector,
    podLabels: template?.metadata?.labels ?? {},
    pod,
    podPath: object.kind === 'Pod' ? 'spec' : object.kind === 'CronJob' ? 'spec.jobTemplate.spec.template.spec' : 'spec.template.spec',
    containers: running(pod),
  };
}

/** The Deployment that Sedna's controller makes of one worker. */
export function worker(object: Manifest, type: WorkerType): Workload {
  const pod: PodSpec = object.spec?.[`${type}Worker`]?.template?.spec ?? {};
  return {
    object,
    namespace: namespaceOf(object),
    podLabels: workerLabels(String(object.metadata?.name), type),
    pod,
    podPath: `spec.${type}Worker.template.spec`,
    worker: type,
    containers: running(pod),
  };
}

function running(pod: PodSpec): readonly Container[] {
  return [...(pod.containers ?? []), ...(pod.initContainers ?? []).filter((c) => c.restartPolicy === 'Always')];
}

export function autoscaler(object: Manifest, targets: ReadonlyMap<string, Workload>): Autoscaler {
  const { scaleTargetRef = {}, minReplicas = 1, maxReplicas = 0, metrics } = object.spec ?? {};
  const { kind, name } = scaleTargetRef;
  const targetRef = kind && name ? `${kind}/${name}` : undefined;
  const namespace = namespaceOf(object);
  const v1 = object.apiVersion === 'autoscaling/v1';
  const metricPath = (index: number) => (v1 ? 'spec.targetCPUUtilizationPercentage' : `spec.metrics[${index}]`);
  const measured = metrics?.length > 0 ? metrics : defaultMetrics(object);
  return { object, namespace, minReplicas, maxReplicas, metrics: measured, metricPath, targetRef, target: targets.get(`${namespace}/${targetRef}`) };
}

/** The autoscaler that KEDA makes of a ScaledObject: of its triggers, cpu and memory are what the rules know. */
export function scaledObject(object: Manifest, targets: ReadonlyMap<string, Workload>): Autoscaler {
  const { scaleTargetRef = {}, minReplicaCount = 0, maxReplicaCount = 100, triggers = [] } = object.spec ?? {};
  const { kind = 'Deployment', name } = scaleTargetRef;
  const targetRef = name === undefined ? undefined : `${kind}/${name}`;
  const namespace = namespaceOf(object);
  const measured = triggers.map((t: any) => (t.type === 'cpu' || t.type === 'memory' ? resourceTrigger(t) : { type: 'External' }));
  return {
    object,
    namespace,
    minReplicas: minReplicaCount,
    maxReplicas: maxReplicaCount,
    metrics: measured,
    metricPath: (index) => `spec.triggers[${index}]`,
    targetRef,
    target: targets.get(`${namespace}/${targetRef}`),
  };
}

/** The queries of a ScaledObject that ask Prometheus for the pods of its own target. */
export function podQueries({ object, target }: Autoscaler): Array<{ readonly at: string; readonly query: string }> {
  if (object.kind !== 'ScaledObject' || !target) return [];
  const own = `pod=~"${target.object.metadata?.name}-`;
  return (object.spec?.triggers ?? []).flatMap(({ type, metadata }: any, i: number) => {
    const query = type === 'prometheus' ? metadata?.query : undefined;
    return typeof query === 'string' && query.includes(own) ? [{ at: `spec.triggers[${i}].metadata.query`, query }] : [];
  });
}

/** Before its version 2.18 KEDA took the type of the target from the metadata. */
function resourceTrigger({ type, metadata = {}, metricType = metadata.type }: any): any {
  const { value } = metadata;
  const percent = /^\d+$/.test(String(value)) ? Number(value) : undefined;
  const target = metricType === 'Utilization' ? { type: metricType, averageUtilization: percent } : { type: metricType, averageValue: value };
  return metadata.containerName === undefined ? { type: 'Resource', resource: { name: type, target } }
    : { type: 'ContainerResource', containerResource: { name: type, container: metadata.containerName, target } };
}

/** The autoscaler that Sedna's controller makes of the `hpa` of one worker. */
export function jointAutoscaler(target: Workload): Autoscaler[] {
  const { object, namespace, worker: type } = target;
  const hpa = object.spec?.[`${type}Worker`]?.hpa;
  if (hpa === undefined) return [];
  const { minReplicas = 1, maxReplicas = 0, metrics } = hpa;
  return [{
    object,
    namespace,
    minReplicas,
    maxReplicas,
    metrics: metrics?.length > 0 ? metrics : defaultMetrics({ ...object, spec: {} }),
    metricPath: (index) => `spec.${type}Worker.hpa.metrics[${index}]`,
    targetRef: object.metadata?.name === undefined ? undefined : scaleTarget(target),
    target,
  }];
}

/** autoscaling/v1 knows one metric, and v2 fills in the same when none is given. */
function defaultMetrics(object: Manifest): any[] {
  const percent = object.spec?.targetCPUUtilizationPercentage ?? 80;
  return [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: percent } } }];
}
