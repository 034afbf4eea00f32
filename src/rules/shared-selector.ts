import { isEmpty, picks, type Workload } from './facts';
import type { Labels } from './manifest';
import type { Rule } from './rule';
import { title } from './rule';

/** Two workloads whose selectors pick each other's pods: their controllers and autoscalers count the wrong ones. */
export const sharedSelector: Rule = {
  id: 'shared-selector',
  severity: 'error',
  check: (facts) => facts.namespaces.flatMap((namespace) => {
    const candidates = byLabel(facts.inNamespace(namespace));
    return facts.inNamespace(namespace).flatMap((w) => {
      const selector = w.selector;
      if (!selector || isEmpty(selector)) return [];
      const others = candidates(selector.matchLabels).filter((o) => o !== w && picks(selector, o.podLabels));
      return others.slice(0, 1).map((other) => ({
        object: w.object,
        problem: {
          at: 'spec.selector',
          got: selector.matchExpressions?.length ? selector : selector.matchLabels,
          rule: `picks the pods of ${title(other.object)} too`,
          why: 'an autoscaler measures every pod that the selector picks, so its replicas would follow the other workload\'s load',
          fix: 'give each workload a label of its own in its selector',
          source: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector',
        },
      }));
    });
  }),
};

/** Looks workloads up by one label of a selector, so that a large namespace is not compared pair by pair. */
function byLabel(workloads: readonly Workload[]): (labels?: Labels) => readonly Workload[] {
  const index = new Map<string, Workload[]>();
  for (const w of workloads) {
    for (const [key, value] of Object.entries(w.podLabels)) {
      const at = `${key}=${value}`;
      const known = index.get(at);
      if (known) known.push(w); else index.set(at, [w]);
    }
  }
  return (labels) => {
    const lists = Object.entries(labels ?? {}).map(([key, value]) => index.get(`${key}=${value}`) ?? []);
    return lists.length === 0 ? workloads : lists.reduce((a, b) => (a.length <= b.length ? a : b));
  };
}
