import type { ApiObject } from 'cdk8s';
import { replicasSetByUser, type Scalable } from './assumed-replicas';
import { manifestOf } from './printed-workload';
import { objectOf } from '../cdk8s-plus/handed-over';

/** What an autoscaler scales. */
export interface ScaleTarget {
  readonly object: ApiObject;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
  /** The replicas that its user set; undefined where none were set. */
  readonly replicas?: number;
  /** Has a workload of cdk8s-plus print no replicas of its own. */
  release(): void;
}

/** What an autoscaler can scale of a construct of any package; a text that says why there is nothing. */
export function scaleTargetOf(construct: unknown): ScaleTarget | string {
  const object = objectOf(construct);
  if (object === undefined) return 'it has no object of Kubernetes';
  const { apiVersion, kind, name, metadata: { namespace } } = object;
  const target = { object, apiVersion, kind, name, namespace };
  const scalable = scalableOf(construct) ?? scalableAround(object);
  if (scalable) {
    return { ...target, replicas: replicasSetByUser(scalable), release: () => scalable.markHasAutoscaler() };
  }
  const manifest = manifestOf(object);
  if (typeof manifest === 'string') return `cdk8s cannot render it: ${manifest}`;
  return { ...target, replicas: manifest.spec?.replicas ?? undefined, release: () => undefined };
}

/** The workload of cdk8s-plus whose object this is. */
function scalableAround(object: ApiObject): Scalable | undefined {
  const scope = object.node.scope;
  return scope !== undefined && objectOf(scope) === object ? scalableOf(scope) : undefined;
}

function scalableOf(construct: unknown): Scalable | undefined {
  const { toScalingTarget, markHasAutoscaler } = construct as Partial<Scalable>;
  const isScalable = typeof toScalingTarget === 'function' && typeof markHasAutoscaler === 'function';
  return isScalable ? construct as Scalable : undefined;
}
