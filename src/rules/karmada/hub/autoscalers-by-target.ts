import type { Autoscaler } from '../../../kubernetes/autoscaler';
import { namespaceOf } from '../../../kubernetes/identity';
import { put } from '../../../kubernetes/label-index';

/** What an object is found by. */
interface Named {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata?: { readonly name?: string; readonly namespace?: string };
}

/** Autoscalers by what they scale, of whatever kind that is. */
export class ScaleTargets {
  private readonly known = new Map<string, Autoscaler[]>();

  public constructor(autoscalers: readonly Autoscaler[]) {
    for (const scaler of autoscalers) {
      if (scaler.targetRef !== undefined) put(this.known, `${scaler.namespace}/${scaler.targetRef}`, scaler);
    }
  }

  /** The autoscalers of an object. */
  public of(object: Named): readonly Autoscaler[] {
    return this.known.get(`${namespaceOf(object)}/${object.kind}/${object.metadata?.name}`) ?? [];
  }

  /** The FederatedHPA of an object, on the hub. */
  public federated(object: Named): Autoscaler | undefined {
    return this.of(object).find(isFederated);
  }

  /** The autoscaler of an object that works in each cluster. */
  public inClusters(object: Named): Autoscaler | undefined {
    return this.of(object).find((scaler) => !isFederated(scaler));
  }
}

export function isFederated({ object }: Autoscaler): boolean {
  return object.kind === 'FederatedHPA';
}
