import { Chart, type ApiObject } from 'cdk8s';
import type { KarmadaHub, ScalesWhat } from './karmada-hub';
import { groupKind, namespaceOf, titleOf } from './karmada-hub';
import { leftBehindProblems } from './unpropagated-dependencies';
import { overriddenProblems } from './overridden-copies';
import { objectProblems } from './karmada-propagation-problems';
import type { KarmadaPropagationProps } from './karmada-propagation-props';
import { isClusterWide } from '../fleet/nested';
import type { ReplicaDivision } from './replica-division';
import { scaledBy } from './scaled-by';
import type { Problem } from '../validation/problem';

const SOURCE = 'https://karmada.io/docs/userguide/scheduling/propagation-policy/';

/** Whose replicas Karmada can divide by itself: kinds of Kubernetes, and of the groups that it comes with interpreters for. */
const DIVISIBLE = new Set(['apps/Deployment', 'apps/ReplicaSet', 'apps/StatefulSet', 'batch/Job', '/Pod']);
const INTERPRETED = /^(apps\.kruise\.io|argoproj\.io|batch\.volcano\.sh|flink\.apache\.org|kubeflow\.org|ray\.io|sparkoperator\.k8s\.io)\//;
/** Kinds that have replicas, though not in `spec.replicas`. */
const HIDDEN = new Set(['tensorstack.dev/MLService', 'serving.kserve.io/InferenceService', 'serving.knative.dev/Service']);

/** What one propagation sends, when all of the program is known. */
export interface Sent {
  readonly hub: KarmadaHub;
  readonly objects: readonly ApiObject[];
  readonly props: KarmadaPropagationProps;
  readonly division: ReplicaDivision;
  readonly policies: { readonly namespaced?: ApiObject; readonly clusterWide?: ApiObject };
}

/** What is wrong with what is sent, once the whole program is known. */
export function sentProblems(sent: Sent): Problem[] {
  const { hub, objects, props, policies } = sent;
  const policy = (policies.namespaced ?? policies.clusterWide)!;
  return [
    ...objectProblems(objects, Chart.of(policy).namespace),
    ...objects.filter((o) => (isClusterWide(o.kind) ? policies.clusterWide : policies.namespaced) === undefined).map((o) => ({
      field: 'of', value: titleOf(o), rule: 'came after the KarmadaPropagation, which has no policy for it', why: 'it would not be sent', fix: 'define it before',
    })),
    ...scalingProblems(sent),
    ...divisionProblems(sent),
    ...claimProblems(sent),
    ...overriddenProblems(hub, objects, props),
    ...leftBehindProblems(hub, objects, props),
    ...waitingProblems(hub, policy),
  ];
}

function scalingProblems({ hub, objects, props, division }: Sent): Problem[] {
  const { scaled, others, federated } = scaledBy(objects);
  const inClusters = [...scaled, ...others];
  const wild = others.filter((o) => !hub.isInterpreted(o, 'retention'));
  return [
    ...(division._divides ? inClusters.map((o) => ({
      field: 'replicas',
      value: titleOf(o),
      rule: 'must be duplicated: an autoscaler in each cluster scales it',
      why: 'the autoscalers write over their parts, and a cluster without a part has an autoscaler without a target',
      fix: props.replicas === undefined ? 'give what is scaled from the hub a KarmadaPropagation of its own' : 'leave replicas out, or use ScalingEngine.federated',
      source: SOURCE,
    })) : []),
    ...federated.filter((o) => inClusters.includes(o)).map((o) => ({
      field: 'of', value: titleOf(o), rule: 'is scaled by an autoscaler of its own and by a federated one', why: 'they and Karmada write its replicas in turn, without end', fix: 'keep one of them',
    })),
    ...wild.map((o) => ({
      field: 'of', value: titleOf(o), rule: 'is scaled in each cluster, and Karmada writes its replicas too', why: 'a label stops that for a Deployment only, so both write without end', fix: `use a Deployment, or define KarmadaReplicaRetention for ${o.kind}`, source: 'https://karmada.io/docs/userguide/globalview/customizing-resource-interpreter/',
    })),
    ...federated.filter((o) => replicasOf(hub, o) === 0).map((o) => ({
      field: 'of', value: titleOf(o), rule: 'must not have 0 replicas: a federated autoscaler scales it', why: 'it is on no cluster then, and never starts (FailedGetTargetClusters)', fix: 'remove its replicas',
    })),
  ];
}

function divisionProblems({ hub, objects, props, division }: Sent): Problem[] {
  if (!division._divides) return [];
  const divisible = objects.filter((o) => isDivisible(hub, o));
  const whole = objects.filter((o) => !divisible.includes(o) && hasReplicas(hub, o));
  const most = props.spread?.find((s) => s.by === 'cluster')?.maxGroups ?? props.spokes.length;
  // Of clusters that the scheduler chooses nobody knows the names.
  const clusters = props.spokes.map((s) => s.name).slice(0, most);
  return [
    ...whole.map((o) => ({
      field: 'replicas', value: titleOf(o), rule: 'cannot be divided by Karmada', why: 'it does not know where this kind has its replicas, so each cluster gets all of them', fix: 'duplicate it, with overrides for each cluster',
    })),
    ...(props.replicas !== undefined && divisible.length === 0 && whole.length === 0 ? [{
      field: 'replicas', rule: 'has nothing to divide', why: 'nothing that is sent has replicas', fix: 'leave it out',
    }] : []),
    ...divisible.flatMap((o): Problem[] => {
      const federated = hub.autoscalersOf(o).filter((a) => a.federated);
      const [replicas, who] = federated.length === 0 ? [replicasOf(hub, o), titleOf(o)] : leastOf(hub, federated);
      const without = division._without(replicas, clusters);
      return without === undefined ? [] : [{
        field: 'replicas', value: `${who}: ${replicas}`, rule: `must leave each cluster one: ${without}`, why: 'a cluster whose part is 0 does not get the workload, only what is around it', fix: `raise ${federated.length === 0 ? 'its replicas' : 'minReplicas'}, or use ReplicaDivision.aggregated`,
      }];
    }),
  ];
}

/** A federated autoscaler may leave no more than its least. */
function leastOf(hub: KarmadaHub, [{ object }]: readonly ScalesWhat[]): [number, string] {
  return [hub.read(object).spec?.minReplicas ?? 1, titleOf(object)];
}

function isDivisible(hub: KarmadaHub, object: ApiObject): boolean {
  return DIVISIBLE.has(groupKind(object)) || INTERPRETED.test(object.apiVersion) || hub.isInterpreted(object, 'replicaRevision');
}

function hasReplicas(hub: KarmadaHub, object: ApiObject): boolean {
  return HIDDEN.has(groupKind(object)) || hub.read(object).spec?.replicas !== undefined;
}

/** What the API server of the hub fills in is 1. */
function replicasOf(hub: KarmadaHub, object: ApiObject): number {
  const spec = hub.read(object).spec;
  return (object.kind === 'Job' ? spec?.parallelism : spec?.replicas) ?? 1;
}

/** An object belongs to the first policy that picks it; of two of this library the second tells it. */
function claimProblems({ hub, objects, policies }: Sent): Problem[] {
  return objects.flatMap((o) => {
    const all = hub.policiesOf(o);
    const own = all.findIndex((p) => p === policies.namespaced || p === policies.clusterWide);
    const other = all.find((p, i) => i < own || (i > own && !isOurs(p)));
    return other === undefined ? [] : [{
      field: 'of', value: titleOf(o), rule: `is picked by ${other.kind} ${namespaceOf(other) === '' ? '' : `${namespaceOf(other)}/`}${other.name} too`, why: 'one of the two waits without a word, whatever its priority', fix: 'send it by one', source: SOURCE,
    }];
  });
}

function isOurs(policy: ApiObject): boolean {
  return (policy.node.scope as { overridePolicies?: unknown } | undefined)?.overridePolicies !== undefined;
}

/** What a federated autoscaler scales must be sent by somebody; told by the first policy. */
function waitingProblems(hub: KarmadaHub, policy: ApiObject): Problem[] {
  const first = hub.ofKind('PropagationPolicy').find(isOurs) ?? hub.ofKind('ClusterPropagationPolicy').find(isOurs);
  if (first !== policy || hub.picksUnknown) return [];
  const workloads = ['Deployment', 'StatefulSet', 'ReplicaSet'].flatMap((kind) => hub.ofKind(kind));
  return workloads.filter((o) => hub.isFederated(o) && hub.policiesOf(o).length === 0).map((o) => ({
    field: 'of', value: titleOf(o), rule: 'is scaled by a federated autoscaler, and sent by no policy of the app', why: 'the autoscaler waits for ever (FailedGetBinding)', fix: 'add it to a KarmadaPropagation',
  }));
}
