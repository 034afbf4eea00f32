import { readAutoscaler, type ReadAutoscaler, type RejectedAutoscaler } from './autoscaler-reading';
import { DEFAULT_FLAGS, type ControllerFlags } from './hpa-settings-of';
import { readHub } from './karmada-reading';
import { readScaledObject } from './keda-reading';
import { wholeOf } from './plain-fields';
import { readPod } from './pod-model';
import { unforecastNotes } from './unforecast-notes';
import type { Autoscaler } from '../../kubernetes/autoscaler';
import { namespaceOf } from '../../kubernetes/identity';
import type { Inventory } from '../../kubernetes/inventory';
import { put } from '../../kubernetes/label-index';
import type { Manifest } from '../../kubernetes/manifest';
import { generatedNames } from '../../kubernetes/sedna/generated-names';
import { NEWEST_KUBERNETES, type TargetVersion } from '../../kubernetes/versions/target-version';
import { scaleTarget, type Workload } from '../../kubernetes/workload';
import { title } from '../../rules/rule';
import { verticalTargetRefs } from '../../rules/scale-target/scale-target-ref';
import { UNREADABLE_METRIC } from '../model/hpa-settings';
import type { ServiceModel } from '../model/service-model';

/** The controller of autoscalers for which nobody named a version. */
const NEWEST = { minor: NEWEST_KUBERNETES, gates: [] };

export interface ReadingOptions {
  /** The flags of kube-controller-manager; what it has without flags otherwise. */
  readonly flags?: Partial<ControllerFlags>;
  /** From the start of a pod until it is ready, in seconds, by the id of a service: the n-th pod takes the n-th. */
  readonly startup?: ReadonlyMap<string, readonly number[]>;
  /** From ready until there are metrics of a pod, of all services. */
  readonly metricsLagSeconds?: number;
  /** The Kubernetes of objects for which nobody named one; the newest that is known otherwise. */
  readonly kubernetes?: TargetVersion;
}

export interface ReadServices {
  /** One for each workload that has an autoscaler, in the order of the autoscalers. */
  readonly services: readonly ServiceModel[];
  /** What could not become a service, as sentences. */
  readonly notes: readonly string[];
}

/** The kinds of Kubernetes that have replicas which an autoscaler can set. */
const SCALABLE = new Set(['Deployment', 'StatefulSet', 'ReplicaSet']);

/** The kinds of which each object is, or becomes, a HorizontalPodAutoscaler of its cluster. */
const MAKES_HPA = new Set(['HorizontalPodAutoscaler', 'ScaledObject']);

/** What a forecast replays of a set of manifests. What is unknown is a sentence, and never a guess. */
export function readServices(inventory: Inventory, options: ReadingOptions = {}): ReadServices {
  const services: ServiceModel[] = [];
  const notes: string[] = [];
  const vertical = verticalAutoscalers(inventory);
  for (const [target, scalers] of byTarget(inventory, notes)) {
    if (target.worker === undefined && !SCALABLE.has(target.object.kind)) {
      notes.push(`${title(scalers[0].object)} is not replayed: a ${target.object.kind} has no replicas to set.`);
      continue;
    }
    const made = serviceOf(inventory, target, scalers, { ...options, vertical });
    if ('because' in made) notes.push(`${title(scalers[0].object)} scales nothing: ${made.because}.`);
    else services.push(made);
  }
  const ids = new Set(services.map(({ id }) => id));
  return {
    services: services.map((service) => withEdge(service, ids)), notes: [...notes, ...unforecastNotes(inventory)],
  };
}

/** The autoscalers of each workload that is here. */
function byTarget(inventory: Inventory, notes: string[]): Map<Workload, Autoscaler[]> {
  const targets = new Map<Workload, Autoscaler[]>();
  for (const scaler of inventory.autoscalers) {
    if (scaler.target) {
      put(targets, scaler.target, scaler);
    } else {
      notes.push(`${title(scaler.object)} is not replayed: ${scaler.targetRef ?? 'what it scales'} is not among the `
        + `workloads of its namespace ${scaler.namespace} here, so its pods are unknown.`);
    }
  }
  return targets;
}

/** VerticalPodAutoscalers that set requests, by `<namespace>/<kind>/<name>` of what they look at. */
type Vertical = ReadonlyMap<string, readonly Manifest[]>;

function serviceOf(
  inventory: Inventory,
  target: Workload,
  scalers: readonly Autoscaler[],
  options: ReadingOptions & { readonly vertical: Vertical },
): ServiceModel | RejectedAutoscaler {
  const [scaler, ...others] = scalers;
  const context = {
    flags: { ...DEFAULT_FLAGS, ...options.flags },
    kubernetes: inventory.versions.of(scaler.object) ?? options.kubernetes ?? NEWEST,
    findRoute: (route: string) => inventory.find('InterceptorRoute', target.namespace, route),
  };
  const isKeda = scaler.object.kind === 'ScaledObject';
  const read = (isKeda ? readScaledObject : readAutoscaler)(scaler, target, context);
  if ('because' in read) return read;
  const [kind, name] = scaleTarget(target).split(/\/(.*)/s);
  const id = `${target.namespace}/${kind}/${name}`;
  const { keda } = read;
  const isAmbiguous = others.length > 0 && scalers.every(({ object }) => MAKES_HPA.has(object.kind));
  // Several autoscalers that select the same pods read no metric.
  const hpa = isAmbiguous ? { ...read.hpa, metrics: [UNREADABLE_METRIC] } : read.hpa;
  const pod = readPod(target, hpa, { startup: options.startup?.get(id), metricsLagSeconds: options.metricsLagSeconds });
  const { division, schedules, notModelled } = readHub(inventory, scaler.object, target);
  return {
    id,
    namespace: target.namespace,
    kind,
    name,
    autoscaler: read.name,
    hpa,
    pod: pod.pod,
    initialReplicas: initialReplicas(read, target),
    keda,
    schedules,
    division,
    hardExamplesFrom: edgeOf(target),
    notModelled: [
      ...others.map(({ object }) => (isAmbiguous
        ? `${title(object)} scales it too: each of both reports AmbiguousSelector, and scales nothing.`
        : `${title(object)} scales it too, which is not modelled.`)),
      ...read.notModelled,
      ...(options.vertical.get(id) ?? []).map((object) => (
        `${title(object)} changes the requests of its pods, which is not modelled.`)),
      ...pod.notModelled,
      ...notModelled,
    ],
  };
}

/** A Deployment without `replicas` starts with one, which its autoscaler lifts to the minimum at once. */
function initialReplicas({ replicas, hpa }: ReadAutoscaler, { replicas: written }: Workload): number {
  return Math.max(0, replicas ?? wholeOf(written) ?? Math.max(1, hpa.minReplicas));
}

/** The edge worker of a joint inference, as the id of its model. */
function edgeOf({ object, namespace, worker }: Workload): string | undefined {
  if (worker !== 'cloud') return undefined;
  return `${namespace}/Deployment/${generatedNames(String(object.metadata?.name), 'edge').deployment}`;
}

/** Only an edge that has an autoscaler is a service here. */
function withEdge(service: ServiceModel, ids: ReadonlySet<string>): ServiceModel {
  const { hardExamplesFrom: edge, notModelled } = service;
  if (edge === undefined || ids.has(edge)) return service;
  const note = 'Its edge has no autoscaler, so what the edge sends must be given as a load of its own.';
  return { ...service, hardExamplesFrom: undefined, notModelled: [...notModelled, note] };
}

function verticalAutoscalers(inventory: Inventory): Vertical {
  const found = new Map<string, Manifest[]>();
  for (const { object, kind, name } of verticalTargetRefs(inventory)) {
    const isOff = object.spec?.updatePolicy?.updateMode === 'Off';
    if (!isOff) put(found, `${namespaceOf(object)}/${kind}/${name}`, object);
  }
  return found;
}
