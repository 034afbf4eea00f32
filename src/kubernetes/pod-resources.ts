import type { PodSpec } from './manifest';
import { amountOf, type Quantities } from './quantities';

/** What a pod asks for as a whole, by resource name. */
export type Amounts = ReadonlyMap<string, number>;

/** The requests of a whole pod, as the scheduler and a quota count them. */
export function podRequests(pod: PodSpec): Amounts {
  return total(pod, (resources) => ({ ...resources?.limits, ...resources?.requests }));
}

/** The limits of a whole pod; a resource that one of its containers does not limit counts as what the others have. */
export function podLimits(pod: PodSpec): Amounts {
  return total(pod, (resources) => resources?.limits ?? {});
}

type Resources = PodSpec['resources'];

/** The containers together, or the init container that needs more than they do. */
function total(pod: PodSpec, side: (resources: Resources) => Quantities): Amounts {
  const sum = new Map<string, number>();
  for (const { resources } of pod.containers ?? []) add(sum, side(resources));
  const sidecars = new Map<string, number>();
  const most = new Map<string, number>();
  for (const { resources, restartPolicy } of pod.initContainers ?? []) {
    const own = side(resources);
    if (restartPolicy === 'Always') {
      add(sum, own);
      add(sidecars, own);
      raise(most, sidecars);
      continue;
    }
    const now = new Map(sidecars);
    add(now, own);
    raise(most, now);
  }
  raise(sum, most);
  for (const [name, quantity] of Object.entries(side(pod.resources))) {
    const whole = amountOf(quantity);
    if (whole !== undefined && (name === 'cpu' || name === 'memory')) sum.set(name, whole);
  }
  return sum;
}

function add(sum: Map<string, number>, quantities: Quantities): void {
  for (const [name, quantity] of Object.entries(quantities)) {
    const value = amountOf(quantity);
    if (value !== undefined) sum.set(name, (sum.get(name) ?? 0) + value);
  }
}

function raise(sum: Map<string, number>, amounts: Amounts): void {
  for (const [name, value] of amounts) sum.set(name, Math.max(sum.get(name) ?? 0, value));
}
