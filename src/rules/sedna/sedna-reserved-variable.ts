import type { Inventory } from '../../kubernetes/inventory';
import type { LegacyRule } from '../rule';
import { RESERVED_VARIABLES, SEDNA_SOURCE } from '../../kubernetes/sedna-generated';

/** A variable that Sedna's controller appends itself: the last one of a name wins. */
export const sednaReservedVariable: LegacyRule = {
  id: 'sedna-reserved-variable',
  severity: 'error',
  check: (facts) => facts.workloads.flatMap(({ object, worker, pod, podPath }) => (pod.containers ?? []).flatMap((c) => (c.env ?? []).flatMap((v) => {
    if (worker === undefined || !RESERVED_VARIABLES[worker].includes(v.name)) return [];
    if (v.name === 'DATA_PATH_PREFIX' && !isOnNode(facts, object.spec[`${worker}Worker`].model?.name)) return [];
    return [{
      object,
      problem: {
        field: `${podPath}.containers[${JSON.stringify(c.name)}].env[${JSON.stringify(v.name)}]`,
        ...(v.value !== undefined && { got: v.value }),
        rule: 'is set by Sedna itself',
        why: 'Sedna appends a variable of this name, and a container takes the last one',
        fix: 'remove it: Sedna takes it from the model, the hard example mining and its own configuration; or give your own variable another name',
        source: SEDNA_SOURCE,
      },
    }];
  }))),
};

/** Whether a model lies on the node, or may: only then is there a prefix for its path. */
function isOnNode(facts: Inventory, name: unknown): boolean {
  const urls = facts.sednaModels(String(name)).map((m) => String(m.spec?.url ?? '/'));
  return urls.length === 0 || urls.some((url) => url.startsWith('/'));
}
