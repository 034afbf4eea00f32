import { Chart, type ApiObject } from 'cdk8s';
import { titleOf } from './propagated-object-problems';
import { appInventory } from '../app/app-inventory';
import { passOf } from '../app/synth-pass';
import { namespaceOf } from '../kubernetes/identity';
import type { Inventory } from '../kubernetes/inventory';
import { put, Selection, SelectionBudget } from '../kubernetes/label-index';
import type { LabelSelector, Manifest } from '../kubernetes/manifest';
import type { Workload } from '../kubernetes/workload';
import { isFederated } from '../rules/karmada/hub/autoscalers-by-target';
import { KarmadaHub } from '../rules/karmada/hub/karmada-hub';
import { podOf } from '../rules/karmada/hub/pods';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';

/** The kinds that select pods by their labels, and where their selector is. */
const SELECTING: Readonly<Record<string, (spec: any) => LabelSelector | undefined>> = {
  Service: (spec) => ({ matchLabels: spec?.selector }),
  PodDisruptionBudget: (spec) => spec?.selector,
  NetworkPolicy: (spec) => spec?.podSelector,
};

/**
 * What stays on the hub, where it has no effect, while the workload to which it belongs runs in the clusters. It must
 * be in the chart of the workload: what is in another chart may be applied to the clusters in another way, which no
 * manifest says.
 *
 * @param follows whether Karmada propagates what a pod names
 */
export function unpropagatedDependencyProblems(objects: readonly ApiObject[], follows: boolean): Problem[] {
  const problems = new Problems();
  if (objects.length === 0) return problems.all;
  const app = appOf(objects[0]);
  const { inventory, readings, hub, selecting } = app;
  const { rendering } = passOf(objects[0]);
  const propagated = new Set(objects);
  for (const workload of objects) {
    const rendered = rendering.tryOf(workload);
    const manifest = rendered && readings.get(rendered);
    const pod = manifest && podOf(manifest);
    if (manifest === undefined || pod === undefined) continue;
    const candidates = [
      ...hub.scaling.of(manifest).filter((scaler) => !isFederated(scaler)).map((scaler) => scaler.object),
      ...selecting.get(manifest) ?? [],
      ...dependenciesOf(app, pod, follows),
    ];
    for (const candidate of new Set(candidates)) {
      const object = rendering.objectOf(inventory.original(candidate));
      if (object === undefined || Chart.of(object) !== Chart.of(workload) || propagated.has(object)) continue;
      const { by, more } = hub.selecting(candidate);
      if (namespaceOf(object) !== pod.namespace || by.length > 0 || more) continue;
      problems.add({
        code: 'karmada/dependency-not-propagated',
        field: 'of',
        value: titleOf(object),
        rule: `must be propagated with ${titleOf(workload)}, to which it belongs`,
        why: 'on Karmada\'s API server it has no effect',
        fix: 'add it to `of`, or propagate the construct that defines both',
      });
    }
  }
  return problems.all;
}

interface AppReading {
  readonly inventory: Inventory;
  readonly hub: KarmadaHub;
  /** Objects as they are read, by their manifests. */
  readonly readings: ReadonlyMap<Manifest, Manifest>;
  /** Services, budgets and network policies by the objects whose pods they select. */
  readonly selecting: ReadonlyMap<Manifest, readonly Manifest[]>;
  /** RoleBindings by `<namespace>/<service account>`. */
  readonly bindings: ReadonlyMap<string, readonly Manifest[]>;
}

/** What all propagations of an app ask for, once in each pass. */
function appOf(construct: ApiObject): AppReading {
  return passOf(construct).once(appOf, () => {
    const inventory = appInventory(construct);
    return {
      inventory,
      hub: KarmadaHub.of(inventory),
      readings: new Map(inventory.objects.map((object) => [inventory.original(object), object])),
      selecting: selectingPods(inventory),
      bindings: bindingsByAccount(inventory),
    };
  });
}

function selectingPods(inventory: Inventory): Map<Manifest, Manifest[]> {
  const pods: Workload[] = [];
  for (const object of inventory.objects) {
    const pod = podOf(object);
    if (pod) pods.push(pod);
  }
  const labelled = pods.map(({ object, namespace, podLabels }) => ({ item: object, namespace, labels: podLabels }));
  const selection = new Selection(labelled, new SelectionBudget(inventory.objects.length));
  const found = new Map<Manifest, Manifest[]>();
  for (const [kind, selectorOf] of Object.entries(SELECTING)) {
    for (const object of inventory.of(kind)) {
      const selected = selection.select(namespaceOf(object), selectorOf(object.spec));
      for (const workload of selected) put(found, workload, object);
    }
  }
  return found;
}

function bindingsByAccount(inventory: Inventory): Map<string, Manifest[]> {
  const found = new Map<string, Manifest[]>();
  for (const binding of inventory.of('RoleBinding')) {
    for (const { kind, name } of binding.subjects ?? []) {
      if (kind === 'ServiceAccount') put(found, `${namespaceOf(binding)}/${name}`, binding);
    }
  }
  return found;
}

/** What Karmada does not propagate by itself; `follows` is whether it propagates what a pod names. */
function dependenciesOf(app: AppReading, { namespace, pod }: Workload, follows: boolean): Manifest[] {
  const { inventory, bindings } = app;
  const named = (kind: string, names: ReadonlyArray<string | undefined>) => (
    [...new Set(names)].flatMap((name) => inventory.find(kind, namespace, name) ?? []));
  const accounts = named('ServiceAccount', [pod.serviceAccountName]);
  const pulled = accounts.flatMap((a) => (a.imagePullSecrets ?? []).map((s) => s.name));
  const bound = accounts.length === 0 ? [] : bindings.get(`${namespace}/${pod.serviceAccountName}`) ?? [];
  const always = [...named('Secret', pulled), ...bound];
  if (follows) return always;
  const containers = [...pod.containers ?? [], ...pod.initContainers ?? []];
  const volumes = pod.volumes ?? [];
  const parts = volumes.flatMap((v) => v.projected?.sources ?? []);
  const sources = containers.flatMap((c) => c.envFrom ?? []);
  const values: any[] = containers.flatMap((c) => (c.env ?? []).map((e) => e.valueFrom));
  return [
    ...always,
    ...accounts,
    ...named('ConfigMap', [
      ...[...volumes, ...parts].map((v) => v.configMap?.name),
      ...sources.map((s) => s.configMapRef?.name),
      ...values.map((v) => v?.configMapKeyRef?.name),
    ]),
    ...named('Secret', [
      ...volumes.map((v) => v.secret?.secretName),
      ...parts.map((v) => v.secret?.name),
      ...sources.map((s) => s.secretRef?.name),
      ...values.map((v) => v?.secretKeyRef?.name),
      ...(pod.imagePullSecrets ?? []).map((s) => s.name),
    ]),
    ...named('PersistentVolumeClaim', volumes.map((v) => v.persistentVolumeClaim?.claimName)),
  ];
}
