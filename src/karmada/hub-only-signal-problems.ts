import { Chart, type ApiObject } from 'cdk8s';
import { appInventory, renderedBelow } from '../app/app-inventory';
import { passOf } from '../app/synth-pass';
import { identity, namespaceOf } from '../kubernetes/identity';
import type { Inventory } from '../kubernetes/inventory';
import { put } from '../kubernetes/label-index';
import type { Manifest } from '../kubernetes/manifest';
import { isFederated } from '../rules/karmada/hub/autoscalers-by-target';
import { KarmadaHub } from '../rules/karmada/hub/karmada-hub';
import { adapterRules } from '../rules/metrics/adapter/adapter-config';
import { title } from '../rules/rule';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';

const RULE = 'PrometheusRule';

/** What stays on the hub, by the policy of the workload for which it is. */
type HubOnly = ReadonlyMap<string, Manifest[]>;

/**
 * Monitors, rules of the adapter and alerts for a FederatedHPA that are in the chart of a policy, which is applied to
 * the hub, and that no policy propagates. What is in another chart may be applied to the spokes.
 */
export function hubOnlySignalProblems(policy: ApiObject): Problem[] {
  const chart = Chart.of(policy);
  const found = passOf(policy).once(`hub-only signals of ${chart.node.path}`, () => hubOnlyIn(chart));
  const problems = new Problems();
  for (const object of found.get(identity(policy)) ?? []) {
    problems.add({
      code: 'karmada/signal-on-hub-only',
      field: 'of',
      value: title(object),
      rule: 'should be in each spoke: no policy propagates it, and it is in the chart of the hub',
      why: object.kind === RULE
        ? 'neither the pods nor their series are on the hub, so its alerts see nothing'
        : 'karmada-metrics-adapter reads the metric from custom.metrics.k8s.io of each cluster, so the FederatedHPA '
          + 'gets no value (FailedGetPodsMetric)',
      fix: 'add its construct to a KarmadaPropagation, or define it in a chart that is applied to the spokes',
    });
  }
  return problems.all;
}

function hubOnlyIn(chart: Chart): HubOnly {
  const inventory = appInventory(chart);
  const hub = KarmadaHub.of(inventory);
  const own = new Set(renderedBelow(chart).rendered.map(identity));
  const isHubOnly = (object: Manifest) => own.has(identity(object)) && hub.policyOf(object) === undefined;
  const [monitors, rules] = [monitorsByWorkload(inventory), rulesByMetric(inventory)];
  const alerts = alertsByGroup(inventory);
  const [found, seen] = [new Map<string, Manifest[]>(), new Set<Manifest>()];
  for (const { object, target, metrics } of inventory.autoscalers.filter(isFederated)) {
    const names = metrics.map((m) => (m.pods ?? m.object)?.metric?.name).filter((name) => name !== undefined);
    const policy = target && hub.policyOf(target.object);
    if (!own.has(identity(object)) || policy === undefined) continue;
    const ofMetrics = names.length === 0 ? [] : [monitors.get(target!.object), ...names.map((name) => rules.get(name))];
    for (const group of [...ofMetrics, alerts.get(alertGroup(target!.object))]) {
      if (group === undefined || !group.every(isHubOnly)) continue;
      for (const one of group) {
        if (!seen.has(one)) put(found, identity(policy), one);
        seen.add(one);
      }
    }
  }
  return found;
}

function monitorsByWorkload(inventory: Inventory): Map<Manifest, Manifest[]> {
  const found = new Map<Manifest, Manifest[]>();
  for (const monitor of [...inventory.of('PodMonitor'), ...inventory.of('ServiceMonitor')]) {
    for (const { object } of inventory.watched(monitor)) put(found, object, monitor);
  }
  return found;
}

/** The name that InferenceAlerts gives to the group of a workload. */
function alertGroup(workload: Manifest): string {
  return `inference-${namespaceOf(workload)}-${workload.metadata?.name}`;
}

function alertsByGroup(inventory: Inventory): Map<string, Manifest[]> {
  const found = new Map<string, Manifest[]>();
  for (const rule of inventory.of(RULE)) {
    const { groups } = rule.spec ?? {};
    for (const group of Array.isArray(groups) ? groups : []) put(found, String(group?.name), rule);
  }
  return found;
}

function rulesByMetric(inventory: Inventory): Map<string, Manifest[]> {
  const found = new Map<string, Manifest[]>();
  for (const { name, external, object } of adapterRules(inventory)) {
    if (!external && name !== undefined) put(found, name, object);
  }
  return found;
}
