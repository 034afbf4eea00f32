import { matchersOf, type LabelMatcher } from './label-matchers';
import { seriesOf } from './series-in-query';
import type { Autoscaler } from '../../../kubernetes/autoscaler';
import { namespaceOf, type Inventory } from '../../../kubernetes/inventory';
import { isOpenPodNames, podNames } from '../../../kubernetes/keda/pod-names';
import { scaleTarget, type Workload } from '../../../kubernetes/workload';

/** A query, and where it stands. */
export interface PodQuery {
  readonly at: string;
  readonly query: string;
  /** How KEDA compares the value: undefined for AverageValue. */
  readonly metricType?: string;
}

/** A workload, and whether no other has a name that begins with its own. */
interface Own {
  readonly name: string;
  readonly kind: string;
  readonly namespace: string;
  readonly isAlone: boolean;
}

/** Which queries can only be about the pods of the workload that a ScaledObject scales. */
export class OwnPods {
  /** The names of the workloads of each namespace, in order. */
  private readonly names = new Map<string, readonly string[]>();

  public constructor(private readonly inventory: Inventory) {}

  /** The queries of a ScaledObject that ask Prometheus for the pods of its own target, and for nothing else. */
  public queries({ object, target }: Autoscaler): PodQuery[] {
    if (object.kind !== 'ScaledObject' || !target) return [];
    return (object.spec?.triggers ?? []).flatMap(({ type, metadata, metricType }: any, i: number) => {
      const query = type === 'prometheus' ? metadata?.query : undefined;
      if (typeof query !== 'string' || !this.isOwn(query, target)) return [];
      return [{ at: `spec.triggers[${i}].metadata.query`, query, metricType }];
    });
  }

  /** Whether all series of a query are of the pods of a workload. */
  public isOwn(query: string, target: Workload): boolean {
    const series = seriesOf(query);
    const matchers = matchersOf(query);
    if (series.length === 0 || matchers?.length !== series.length) return false;
    const name = nameOf(target);
    const isAlone = !this.hasLonger(target.namespace, name);
    const kind = target.worker === undefined ? target.object.kind : 'Deployment';
    const own = { name, kind, namespace: namespaceOf(target.object), isAlone };
    return matchers.every((list) => selectsOwn(list, own));
  }

  /** Whether another workload of a namespace has a name that begins with `<name>-`. */
  private hasLonger(namespace: string, name: string): boolean {
    let names = this.names.get(namespace);
    if (names === undefined) {
      names = this.inventory.inNamespace(namespace).map(nameOf).sort();
      this.names.set(namespace, names);
    }
    let [low, high] = [0, names.length];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (names[middle] < `${name}-`) low = middle + 1;
      else high = middle;
    }
    return names[low]?.startsWith(`${name}-`) ?? false;
  }
}

/**
 * Whether label matchers select only pods of a workload; of a regular expression that also fits longer names only where
 * no other workload has one.
 */
function selectsOwn(matchers: readonly LabelMatcher[], { name, kind, namespace, isAlone }: Own): boolean {
  const isElsewhere = matchers.some(({ label, operator, value }) => (
    label === 'namespace' && (operator.startsWith('!') || value !== namespace)));
  return !isElsewhere && matchers.some(({ label, operator, value }) => (
    label === 'pod' && operator === '=~'
    && (value === podNames(name, kind) || (isAlone && isOpenPodNames(value, name)))));
}

function nameOf(workload: Workload): string {
  return scaleTarget(workload).split('/')[1];
}
