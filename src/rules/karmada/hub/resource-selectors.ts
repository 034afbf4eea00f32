import { groupKind, namespaceOf } from '../../../kubernetes/identity';
import { put } from '../../../kubernetes/label-index';
import { matcher } from '../../../kubernetes/label-selector';
import type { Labels, LabelSelector, Manifest } from '../../../kubernetes/manifest';

/** How many selectors without a name are tried for one object: many broad policies over many objects stay cheap. */
const FEW = 25;
const ANYWHERE = '*';

/** A policy that selects an object, and the number of its selector. */
export interface Selecting {
  readonly policy: Manifest;
  readonly index: number;
}

/** What selects an object. */
export interface Selected {
  /** Each policy once, in the order in which they were given. */
  readonly by: readonly Selecting[];
  /** Whether there are policies that were not tried, so that others may select it too. */
  readonly more: boolean;
}

interface Entry extends Selecting {
  readonly order: number;
  /** Undefined for all objects of the kind. */
  readonly picks?: (labels: Labels) => boolean;
}

/**
 * The resource selectors of policies, indexed by what they select. Karmada ignores the labels of a selector that has a
 * name. A policy with a namespace selects in that namespace.
 */
export class ResourceSelectors {
  private readonly named = new Map<string, Entry[]>();
  private readonly broad = new Map<string, Entry[]>();

  /**
   * @param policies in the order of precedence
   * @param all whether a policy without a selector selects all objects, as an OverridePolicy does
   */
  public constructor(policies: readonly Manifest[], all: boolean = false) {
    for (const [order, policy] of policies.entries()) {
      const selectors: readonly any[] = policy.spec?.resourceSelectors ?? [];
      const own = policy.kind.startsWith('Cluster') ? undefined : namespaceOf(policy);
      if (all && selectors.length === 0) put(this.broad, key('', own), { policy, index: 0, order });
      for (const [index, selector] of selectors.entries()) this.add({ policy, index, order }, selector, own);
    }
  }

  private add(entry: Entry, selector: any, own: string | undefined): void {
    const { apiVersion, kind, name, labelSelector } = selector;
    if (!apiVersion || !kind) return;
    const place = key(groupKind(apiVersion, kind), selector.namespace || own);
    if (name) put(this.named, `${place}/${name}`, entry);
    else put(this.broad, place, labelSelector ? { ...entry, picks: matcher(labelSelector as LabelSelector) } : entry);
  }

  /** The policies that select an object. */
  public of(object: Manifest): Selected {
    const kind = groupKind(object.apiVersion, object.kind);
    const { name, labels = {} } = object.metadata ?? {};
    const found: Entry[] = [];
    let more = false;
    for (const namespace of [namespaceOf(object), undefined]) {
      found.push(...this.named.get(`${key(kind, namespace)}/${name}`) ?? []);
      for (const place of [key(kind, namespace), key('', namespace)]) {
        const entries = this.broad.get(place) ?? [];
        more ||= entries.length > FEW;
        found.push(...entries.slice(0, FEW).filter((e) => e.picks === undefined || e.picks(labels)));
      }
    }
    found.sort((a, b) => a.order - b.order || a.index - b.index);
    return { by: found.filter((e, i) => i === 0 || e.order !== found[i - 1].order), more };
  }
}

function key(kind: string, namespace: string | undefined): string {
  return `${kind}/${namespace ?? ANYWHERE}`;
}
