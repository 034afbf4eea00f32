import { Chart, type ApiObject } from 'cdk8s';
import { withoutStorageClass } from './applied-overrides';
import { namespaceOf, titleOf, type KarmadaHub } from './karmada-hub';
import type { KarmadaPropagationProps } from './karmada-propagation-props';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';

const SKIP = 'namespace.karmada.io/skip-auto-propagation';

interface Pod {
  readonly labels: Readonly<Record<string, string>>;
  readonly spec: any;
}

/** What stays on the hub, where it has no effect, while the workload to which it belongs runs in the clusters. */
export function unpropagatedProblems(
  hub: KarmadaHub, objects: readonly ApiObject[], { propagateDependencies = true }: KarmadaPropagationProps,
): Problem[] {
  const problems = new Problems();
  for (const name of new Set(objects.map(namespaceOf))) {
    const namespace = hub.find('Namespace', '', name);
    if (namespace === undefined || hub.read(namespace).metadata.labels?.[SKIP] !== 'true') continue;
    problems.add({
      code: 'karmada/namespace-skipped',
      field: 'of',
      value: name,
      rule: 'must not have the label namespace.karmada.io/skip-auto-propagation',
      why: 'Karmada does not create the namespace in the clusters, so its objects fail there (SyncFailed)',
      fix: 'remove the label',
    });
  }
  const propagated = new Set(objects);
  // A policy with label expressions may select any object.
  if (!hub.hasLabelExpressions) {
    for (const workload of objects) {
      problems.addAll(leftBehindProblems(hub, workload, propagated, propagateDependencies));
    }
  }
  if (propagateDependencies) problems.addAll(claimProblems(hub, propagated));
  return problems.all;
}

function leftBehindProblems(
  hub: KarmadaHub, workload: ApiObject, propagated: ReadonlySet<ApiObject>, follows: boolean,
): Problem[] {
  const pod = podOf(hub, workload);
  if (pod === undefined) return [];
  const candidates = [
    ...hub.autoscalersOf(workload).filter((a) => !a.federated).map((a) => a.object),
    ...hub.selecting(namespaceOf(workload), pod.labels),
    ...dependenciesOf(hub, workload, pod.spec, follows),
  ];
  // What is in another chart may be applied to the clusters in another way.
  const left = candidates.filter((o) => Chart.of(o) === Chart.of(workload) && namespaceOf(o) === namespaceOf(workload)
    && !propagated.has(o) && hub.policiesOf(o).length === 0);
  return left.map((o) => ({
    code: 'karmada/dependency-not-propagated',
    field: 'of',
    value: titleOf(o),
    rule: `must be propagated with ${titleOf(workload)}, to which it belongs`,
    why: 'on Karmada\'s API server it has no effect',
    fix: 'add it to `of`, or propagate the construct that defines both',
  }));
}

function podOf(hub: KarmadaHub, object: ApiObject): Pod | undefined {
  const { metadata, spec: own, kind } = hub.read(object);
  if (kind === 'Pod') return { labels: metadata.labels ?? {}, spec: own ?? {} };
  const template = own?.template;
  if (template?.spec?.containers === undefined) return undefined;
  return { labels: template.metadata?.labels ?? {}, spec: template.spec };
}

/** What Karmada does not propagate by itself; `follows` is whether it propagates what a pod names. */
function dependenciesOf(hub: KarmadaHub, workload: ApiObject, pod: any, follows: boolean): ApiObject[] {
  const named = (kind: string, names: ReadonlyArray<string | undefined>) => (
    [...new Set(names)].flatMap((name) => hub.find(kind, namespaceOf(workload), name) ?? []));
  const accounts = named('ServiceAccount', [pod.serviceAccountName]);
  const pulled = accounts.flatMap((a) => (hub.read(a).imagePullSecrets ?? []).map((s: any) => s.name));
  const bindings = accounts.length === 0 ? [] : hub.ofKind('RoleBinding').filter((b) => (
    hub.read(b).subjects?.some((s: any) => s.kind === 'ServiceAccount' && s.name === pod.serviceAccountName)));
  const always = [...named('Secret', pulled), ...bindings];
  if (follows) return always;
  const containers: any[] = [...pod.containers ?? [], ...pod.initContainers ?? []];
  const volumes: any[] = [...pod.volumes ?? [], ...(pod.volumes ?? []).flatMap((v: any) => v.projected?.sources ?? [])];
  const from = containers.flatMap((c) => [...c.envFrom ?? [], ...(c.env ?? []).map((e: any) => e.valueFrom ?? {})]);
  const configMaps = [
    ...volumes.map((v) => v.configMap?.name),
    ...from.map((f) => (f.configMapRef ?? f.configMapKeyRef)?.name),
  ];
  const secrets = [
    ...volumes.map((v) => v.secret?.secretName ?? v.secret?.name),
    ...from.map((f) => (f.secretRef ?? f.secretKeyRef)?.name),
    ...(pod.imagePullSecrets ?? []).map((s: any) => s.name),
  ];
  return [
    ...always,
    ...accounts,
    ...named('ConfigMap', configMaps),
    ...named('Secret', secrets),
    ...named('PersistentVolumeClaim', volumes.map((v) => v.persistentVolumeClaim?.claimName)),
  ];
}

/** PersistentVolumeClaims that are propagated because a pod names them. */
function claimProblems(hub: KarmadaHub, propagated: ReadonlySet<ApiObject>): Problem[] {
  const claims = new Set<ApiObject>();
  for (const workload of propagated) {
    for (const volume of podOf(hub, workload)?.spec.volumes ?? []) {
      const claim = hub.find('PersistentVolumeClaim', namespaceOf(workload), volume.persistentVolumeClaim?.claimName);
      if (claim && !propagated.has(claim) && hub.read(claim).spec?.storageClassName === undefined) claims.add(claim);
    }
  }
  return [...claims].map((c) => withoutStorageClass(titleOf(c)));
}
