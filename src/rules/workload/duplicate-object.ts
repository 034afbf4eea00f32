import { overwrittenParts } from './overwritten-parts';
import { sharedObject } from './shared-objects';
import { identity } from '../../kubernetes/identity';
import type { Inventory } from '../../kubernetes/inventory';
import type { Manifest } from '../../kubernetes/manifest';
import { listed } from '../listed';
import type { Rule } from '../rule';
import { title } from '../rule';

export const duplicateObject: Rule = {
  id: 'duplicate-object',
  title: 'Two objects should not have the same kind, namespace and name',
  severity: 'warning',
  description: [
    'Fires when two objects have the same group, kind, namespace and name.',
    '',
    'Applying the second overwrites the first. Which of them wins depends on the order of the files. Alternatives in',
    'one folder (steps of a tutorial, overlays) are no fault: check them one by one. Of the objects of a program it is',
    'an error.',
    '',
    'It is silent on roles and bindings that grant the same, and on equal Namespaces: charts that are applied one by',
    'one may each contain them.',
    'Of two programs that share the configuration of prometheus-adapter, it names the metrics that only one of them',
    'serves: the one that is applied last removes the rules of the other, and nothing reports it. So check the outputs',
    'of all programs for one cluster together: `elastic-inference check shop/dist vision/dist`.',
    'Likewise it fires on a whole configuration beside the part of a program that is merged into it, where it lacks',
    'rules of the part.',
    'It is also silent on the charts of two spokes of `FleetCharts`, which are applied to two clusters.',
  ].join('\n'),
  fix: [
    'Give one of them another name or namespace. With this library: another construct id, or `name`. What a cluster',
    'has once (metrics-server, the configuration and the rights of prometheus-adapter) belongs into one program. Rules',
    'of the adapter can be merged: `elastic-inference adapter-rules`.',
    '',
    'Acknowledge it when the two are applied to two clusters.',
  ].join('\n'),
  source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/',
  failing: `
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: vision }
data: { MODEL: resnet }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: vision }
data: { MODEL: bert }
`,
  repaired: `
apiVersion: v1
kind: ConfigMap
metadata: { name: resnet-settings, namespace: vision }
data: { MODEL: resnet }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: bert-settings, namespace: vision }
data: { MODEL: bert }
`,
  check: (inventory, report) => {
    const seen = new Map<string, Firsts>();
    const rights = new Map<Manifest, string>();
    for (const object of namesakes(inventory)) {
      // A patch is merged into its object.
      if (inventory.isPatch(object)) continue;
      const key = identity(object);
      const cluster = inventory.clusterOf(object);
      const firsts: Firsts = seen.get(key) ?? new Map();
      seen.set(key, firsts);
      const first = firstIn(firsts, cluster);
      if (!firsts.has(cluster)) firsts.set(cluster, object);
      if (!first) continue;
      if (isRight(first)) {
        const granted = rights.get(first) ?? rightsOf(first);
        rights.set(first, granted);
        if (granted === rightsOf(object)) continue;
      }
      if (MAY_BE_EQUAL.has(object.kind) && JSON.stringify(first) === JSON.stringify(object)) continue;
      const shared = sharedObject(inventory, first, object);
      const difference = shared?.difference === undefined ? '' : `: ${shared.difference}`;
      report(object, {
        field: 'metadata.name',
        rule: `${title(object)} is there twice${versions(first, object)}${difference}`,
        why: shared?.why ?? 'applying the second overwrites the first',
        fix: shared?.fix ?? 'give one of them another name or namespace',
      });
    }
    for (const { whole, lost, part } of overwrittenParts(inventory)) {
      report(whole, {
        field: 'metadata.name',
        rule: `is the configuration that the rules of ${title(part)} are merged into, and lacks ${listed(lost)}`,
        why: 'each time it is applied it overwrites the merged configuration, and autoscalers on these metrics keep '
          + 'their replicas (<unknown>)',
        fix: 'set a program in each PrometheusAdapterRules, and merge them with `elastic-inference adapter-rules`',
      });
    }
  },
};

/** What several folders may each contain as it is, so that each of them can be applied alone. */
const MAY_BE_EQUAL = new Set(['Namespace']);

/** The objects beside which there is one of the same kind and name: none in nearly every set. */
function namesakes(inventory: Inventory): Manifest[] {
  const found = new Set<Manifest>();
  for (const kind of inventory.kinds) {
    const first = new Map<string, Manifest>();
    for (const object of inventory.of(kind)) {
      const name = object.metadata?.name;
      const other = name === undefined ? undefined : first.get(name);
      if (other) found.add(other).add(object);
      else if (name !== undefined) first.set(name, object);
    }
  }
  return found.size === 0 ? [] : inventory.objects.filter((object) => found.has(object));
}

/** The first object of a key in each cluster; undefined stands for any cluster. */
type Firsts = Map<string | undefined, Manifest>;

/** The first object that may be in the same cluster. */
function firstIn(firsts: Firsts, cluster: string | undefined): Manifest | undefined {
  if (cluster === undefined) return firsts.values().next().value;
  return firsts.get(cluster) ?? firsts.get(undefined);
}

/** Where the two have different versions. */
function versions({ apiVersion: first }: Manifest, { apiVersion: second }: Manifest): string {
  return first === second ? '' : `, as ${first} and ${second}`;
}

function isRight({ rules, roleRef }: Manifest): boolean {
  return rules !== undefined || roleRef !== undefined;
}

/** What a role or a binding grants, as text to compare. */
function rightsOf({ rules, aggregationRule, roleRef, subjects }: Manifest): string {
  return JSON.stringify([rules, aggregationRule, roleRef, subjects]);
}
