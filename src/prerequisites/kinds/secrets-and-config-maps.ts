import { brought } from './brought';
import { kubectl, shown } from './kubectl';
import type { Need, Needed, PrerequisiteKind } from './prerequisite';
import { namespaceOf, type Inventory } from '../../kubernetes/inventory';
import type { Manifest } from '../../kubernetes/manifest';
import { conform, type Of } from '../../kubernetes/schema/manifest-shape';
import { VALUE_SOURCE } from '../../kubernetes/schema/reference-schema';
import { containersOf, podsOf, type PlacedContainer, type Pods } from '../../rules/pods';

type Kind = 'Secret' | 'ConfigMap';
interface Reference { readonly name?: string; readonly optional?: boolean }

/** Where a reference is. */
interface Place { readonly object: Manifest; readonly namespace: string }

/** Secrets and ConfigMaps that are named and not here; what is `optional` is not needed. */
export const SECRETS_AND_CONFIG_MAPS: PrerequisiteKind = {
  ids: ['secret', 'configmap'],
  find: (inventory, need) => {
    const names = new Names(inventory, need);
    for (const pods of podsOf(inventory)) {
      inVolumes(pods, names);
      for (const placed of containersOf(pods)) inContainer(pods, placed, names);
      for (const [i, secret] of (pods.pod.imagePullSecrets ?? []).entries()) {
        names.add('Secret', secret, pods, `${pods.path}.imagePullSecrets[${i}].name`);
      }
    }
    inOthers(inventory, names);
  },
};

class Names {
  public constructor(private readonly inventory: Inventory, private readonly need: Need) {}

  public add(kind: Kind, reference: Reference | undefined, { object, namespace }: Place, field: string): void {
    const { name, optional } = reference ?? {};
    if (!name || optional === true || this.isHere(kind, namespace, name)) return;
    this.need(neededFor(kind, namespace, name), object, field);
  }

  private isHere(kind: Kind, namespace: string, name: string): boolean {
    if (this.inventory.find(kind, namespace, name)) return true;
    if (kind === 'Secret') return brought(this.inventory).secrets.has(`${namespace}/${name}`);
    // Kubernetes makes this one in every namespace.
    return name === 'kube-root-ca.crt';
  }
}

function inVolumes(pods: Pods, names: Names): void {
  for (const [i, { configMap, secret, projected }] of (pods.pod.volumes ?? []).entries()) {
    const field = `${pods.path}.volumes[${i}]`;
    names.add('ConfigMap', configMap, pods, `${field}.configMap.name`);
    names.add('Secret', secret && { ...secret, name: secret.secretName }, pods, `${field}.secret.secretName`);
    for (const [k, source] of (projected?.sources ?? []).entries()) {
      names.add('ConfigMap', source.configMap, pods, `${field}.projected.sources[${k}].configMap.name`);
      names.add('Secret', source.secret, pods, `${field}.projected.sources[${k}].secret.name`);
    }
  }
}

function inContainer(pods: Pods, { container, path }: PlacedContainer, names: Names): void {
  for (const [i, { configMapRef, secretRef }] of (container.envFrom ?? []).entries()) {
    names.add('ConfigMap', configMapRef, pods, `${path}.envFrom[${i}].configMapRef.name`);
    names.add('Secret', secretRef, pods, `${path}.envFrom[${i}].secretRef.name`);
  }
  for (const [i, { valueFrom }] of (container.env ?? []).entries()) {
    if (valueFrom === undefined) continue;
    const source: Of<typeof VALUE_SOURCE> = conform(valueFrom, VALUE_SOURCE) ?? {};
    names.add('ConfigMap', source.configMapKeyRef, pods, `${path}.env[${i}].valueFrom.configMapKeyRef.name`);
    names.add('Secret', source.secretKeyRef, pods, `${path}.env[${i}].valueFrom.secretKeyRef.name`);
  }
}

/** What is no pod and names a Secret. */
function inOthers(inventory: Inventory, names: Names): void {
  const each = (kind: string, group: string, find: (object: Manifest, place: Place) => void): void => {
    for (const object of inventory.of(kind)) {
      if (object.apiVersion.startsWith(group)) find(object, { object, namespace: namespaceOf(object) });
    }
  };
  each('ServiceAccount', 'v1', (object, place) => object.imagePullSecrets?.forEach((secret, i) => {
    names.add('Secret', secret, place, `imagePullSecrets[${i}].name`);
  }));
  each('Ingress', 'networking.k8s.io/', ({ spec }, place) => spec?.tls?.forEach((tls: any, i: number) => {
    names.add('Secret', { name: tls.secretName }, place, `spec.tls[${i}].secretName`);
  }));
  each('TriggerAuthentication', 'keda.sh/', ({ spec }, place) => spec?.secretTargetRef?.forEach((s: any, i: number) => {
    names.add('Secret', s, place, `spec.secretTargetRef[${i}].name`);
  }));
  each('ClusterTriggerAuthentication', 'keda.sh/', ({ spec }, place) => {
    spec?.secretTargetRef?.forEach((secret: any, i: number) => {
      // KEDA reads them in its own namespace, `keda` unless it was installed elsewhere.
      names.add('Secret', secret, { ...place, namespace: 'keda' }, `spec.secretTargetRef[${i}].name`);
    });
  });
  each('Model', 'sedna.io/', ({ spec }, place) => {
    names.add('Secret', { name: spec?.credentialName }, place, 'spec.credentialName');
  });
  each('MLService', 'tensorstack.dev/', ({ spec }, place) => {
    spec?.releases?.forEach((release: any, i: number) => {
      const field = `spec.releases[${i}].predictor.storage.s3.secretRef.name`;
      names.add('Secret', release.predictor?.storage?.s3?.secretRef, place, field);
    });
    names.add('Secret', spec?.transformer?.storage?.s3?.secretRef, place, 'spec.transformer.storage.s3.secretRef.name');
  });
}

const CONFIG_MAP_WHY = 'Containers read it. Without it they do not start (CreateContainerConfigError, FailedMount).';
const SECRET_WHY = 'It holds credentials or files. Without it containers do not start (CreateContainerConfigError, '
  + 'FailedMount), private images are not pulled, and downloads and triggers are refused.';

function neededFor(kind: Kind, namespace: string, name: string): Needed {
  return {
    id: `${kind.toLowerCase()}/${shown(namespace)}/${shown(name)}`,
    title: `The ${kind} ${shown(name)} in the namespace ${shown(namespace)}`,
    why: kind === 'Secret' ? SECRET_WHY : CONFIG_MAP_WHY,
    check: kubectl(namespace, 'get', kind.toLowerCase(), name),
    expected: `the ${kind} ${shown(name)}`,
    install: kind === 'Secret' ? 'https://kubernetes.io/docs/concepts/configuration/secret/'
      : 'https://kubernetes.io/docs/concepts/configuration/configmap/',
  };
}
