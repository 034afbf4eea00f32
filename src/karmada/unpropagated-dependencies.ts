import { Chart, type ApiObject } from 'cdk8s';
import { namespaceOf, titleOf, type KarmadaHub } from './karmada-hub';
import type { KarmadaPropagationProps } from './karmada-propagation-props';
import type { Problem } from '../validation/problem';

const SKIP = 'namespace.karmada.io/skip-auto-propagation';

/** What stays on the hub, where it does nothing, while the workload that it belongs to runs in the clusters. */
export function leftBehindProblems(hub: KarmadaHub, objects: readonly ApiObject[], { propagateDependencies }: KarmadaPropagationProps): Problem[] {
  const namespaces = [...new Set(objects.map(namespaceOf))].flatMap((name) => hub.find('Namespace', '', name) ?? []);
  const skipped = namespaces.filter((n) => hub.read(n).metadata.labels?.[SKIP] === 'true');
  const workloads = objects.filter((o) => podOf(hub, o) !== undefined);
  // What is in another chart may be applied to the clusters by other ways.
  const stays = (object: ApiObject, workload: ApiObject) => Chart.of(object) === Chart.of(workload) && namespaceOf(object) === namespaceOf(workload)
    && !objects.includes(object) && hub.policiesOf(object).length === 0;
  const left = hub.picksUnknown ? [] : workloads.flatMap((workload) => {
    const pod = podOf(hub, workload)!;
    const candidates = [
      ...hub.autoscalersOf(workload).filter((a) => !a.federated).map((a) => a.object),
      ...hub.selecting(namespaceOf(workload), pod.labels),
      ...dependenciesOf(hub, workload, pod.spec, propagateDependencies ?? true),
    ];
    return candidates.filter((o) => stays(o, workload)).map((o) => ({
      field: 'of', value: titleOf(o), rule: `belongs to ${titleOf(workload)}, and is not sent`, why: 'on Karmada\'s API server it does nothing', fix: 'add it, or send the construct that defines both',
    }));
  });
  return [
    ...skipped.map((n) => ({
      field: 'of', value: n.name, rule: `is a namespace labelled ${SKIP}`, why: 'Karmada does not make it in the clusters, where its objects then fail (SyncFailed)', fix: 'remove the label',
    })),
    ...left,
    ...(propagateDependencies === false ? [] : claimsWithoutClass(hub, objects, workloads)),
  ];
}

function podOf(hub: KarmadaHub, object: ApiObject): { readonly labels: Record<string, string>; readonly spec: any } | undefined {
  const { metadata, spec: own, kind } = hub.read(object);
  if (kind === 'Pod') return { labels: metadata.labels ?? {}, spec: own ?? {} };
  const template = own?.template;
  return template?.spec?.containers === undefined ? undefined : { labels: template.metadata?.labels ?? {}, spec: template.spec };
}

/** What Karmada does not find by itself; with `propagateDependencies: false`, all that a pod names. */
function dependenciesOf(hub: KarmadaHub, workload: ApiObject, pod: any, found: boolean): ApiObject[] {
  const named = (kind: string, names: ReadonlyArray<string | undefined>) => (
    [...new Set(names)].flatMap((name) => hub.find(kind, namespaceOf(workload), name) ?? []));
  const accounts = named('ServiceAccount', [pod.serviceAccountName]);
  const pulled = accounts.flatMap((a) => (hub.read(a).imagePullSecrets ?? []).map((s: any) => s.name));
  const bindings = accounts.length === 0 ? [] : hub.ofKind('RoleBinding').filter((b) => (
    hub.read(b).subjects?.some((s: any) => s.kind === 'ServiceAccount' && s.name === pod.serviceAccountName)));
  const always = [...named('Secret', pulled), ...bindings];
  if (found) return always;
  const containers: any[] = [...pod.containers ?? [], ...pod.initContainers ?? []];
  const volumes: any[] = [...pod.volumes ?? [], ...(pod.volumes ?? []).flatMap((v: any) => v.projected?.sources ?? [])];
  const from = containers.flatMap((c) => [...c.envFrom ?? [], ...(c.env ?? []).map((e: any) => e.valueFrom ?? {})]);
  return [
    ...always,
    ...accounts,
    ...named('ConfigMap', [...volumes.map((v) => v.configMap?.name), ...from.map((f) => (f.configMapRef ?? f.configMapKeyRef)?.name)]),
    ...named('Secret', [...volumes.map((v) => v.secret?.secretName ?? v.secret?.name), ...from.map((f) => (f.secretRef ?? f.secretKeyRef)?.name), ...(pod.imagePullSecrets ?? []).map((s: any) => s.name)]),
    ...named('PersistentVolumeClaim', volumes.map((v) => v.persistentVolumeClaim?.claimName)),
  ];
}

/** Claims that go with a pod that names them. */
function claimsWithoutClass(hub: KarmadaHub, objects: readonly ApiObject[], workloads: readonly ApiObject[]): Problem[] {
  const claims = workloads.flatMap((w) => (podOf(hub, w)!.spec.volumes ?? []).flatMap((v: any): ApiObject[] => {
    const claim = hub.find('PersistentVolumeClaim', namespaceOf(w), v.persistentVolumeClaim?.claimName);
    return claim === undefined || objects.includes(claim) || hub.read(claim).spec?.storageClassName !== undefined ? [] : [claim];
  }));
  return [...new Set(claims as ApiObject[])].map((c) => (
    { field: 'of', value: titleOf(c), rule: 'must name its storageClassName: it is sent with the pods', why: 'the cluster fills one in, and Karmada tries to take it back for ever (SyncFailed)', fix: 'give it' }));
}
