import { kubectl, shown } from './kubectl';
import type { Need, Needed, PrerequisiteKind } from './prerequisite';
import { namespaceOf, type Inventory } from '../../kubernetes/inventory';
import type { Manifest } from '../../kubernetes/manifest';
import { podsOf } from '../../rules/pods';

/** A kind of object that others refer to by name. */
interface Named {
  readonly kind: string;
  /** As kubectl takes it; with the group where other APIs have a kind of this name. */
  readonly resource: string;
  readonly isClusterWide?: true;
  readonly why: string;
  readonly install: string;
  readonly isBuiltIn?: (name: string) => boolean;
}

const RUNTIME_CLASS: Named = {
  kind: 'RuntimeClass',
  resource: 'runtimeclass',
  isClusterWide: true,
  why: 'The pods run with it, on nodes whose container runtime has its handler. Without it they are rejected.',
  install: 'https://kubernetes.io/docs/concepts/containers/runtime-class/',
};
const PRIORITY_CLASS: Named = {
  kind: 'PriorityClass',
  resource: 'priorityclass',
  isClusterWide: true,
  why: 'The pods have its priority. Without it they are rejected (no PriorityClass with this name was found).',
  install: 'https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/',
  isBuiltIn: (name) => name.startsWith('system-'),
};
const SERVICE_ACCOUNT: Named = {
  kind: 'ServiceAccount',
  resource: 'serviceaccount',
  why: 'The pods run under it. Without it they are not created (FailedCreate: serviceaccount not found).',
  install: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/',
  isBuiltIn: (name) => name === 'default',
};
const INGRESS_CLASS: Named = {
  kind: 'IngressClass',
  resource: 'ingressclass',
  isClusterWide: true,
  why: 'Its controller routes the requests of the Ingress. Without it nothing acts on the Ingress.',
  install: 'https://kubernetes.io/docs/concepts/services-networking/ingress-controllers/',
};
const TRIGGER_AUTHENTICATION: Named = {
  kind: 'TriggerAuthentication',
  resource: 'triggerauthentication',
  why: 'A trigger gets its credentials by it. Without it KEDA makes no autoscaler.',
  install: 'https://keda.sh/docs/latest/concepts/authentication/',
};
const CLUSTER_TRIGGER_AUTHENTICATION: Named = {
  ...TRIGGER_AUTHENTICATION,
  kind: 'ClusterTriggerAuthentication',
  resource: 'clustertriggerauthentication',
  isClusterWide: true,
};
const ML_SERVICE_RUNTIME: Named = {
  kind: 'MLServiceRuntime',
  resource: 'mlserviceruntime',
  why: 'An MLService gets its containers from it.',
  install: 'https://github.com/t9k/user-manuals',
};

/** What is named and not here: classes, accounts, authentications, runtimes. */
export const NAMED_OBJECTS: PrerequisiteKind = {
  ids: [
    'runtimeclass', 'priorityclass', 'serviceaccount', 'ingressclass', 'triggerauthentication',
    'clustertriggerauthentication', 'mlserviceruntime',
  ],
  find: (inventory, need) => {
    const names = new Names(inventory, need);
    for (const { object, pod, path, namespace } of podsOf(inventory)) {
      names.add(RUNTIME_CLASS, pod.runtimeClassName, namespace, object, `${path}.runtimeClassName`);
      names.add(PRIORITY_CLASS, pod.priorityClassName, namespace, object, `${path}.priorityClassName`);
      names.add(SERVICE_ACCOUNT, pod.serviceAccountName, namespace, object, `${path}.serviceAccountName`);
    }
    for (const object of inventory.of('Ingress')) {
      if (!object.apiVersion.startsWith('networking.k8s.io/')) continue;
      names.add(INGRESS_CLASS, object.spec?.ingressClassName, '', object, 'spec.ingressClassName');
    }
    for (const object of [...inventory.of('ScaledObject'), ...inventory.of('ScaledJob')]) {
      if (object.apiVersion.startsWith('keda.sh/')) inTriggers(object, names);
    }
    for (const object of inventory.of('MLService')) inReleases(object, names);
  },
};

class Names {
  public constructor(private readonly inventory: Inventory, private readonly need: Need) {}

  public add(named: Named, name: unknown, namespace: string, object: Manifest, field: string): void {
    if (typeof name !== 'string' || name === '' || named.isBuiltIn?.(name)) return;
    const place = named.isClusterWide ? '' : namespace;
    if (!this.inventory.find(named.kind, place, name)) this.need(neededFor(named, place, name), object, field);
  }
}

function inTriggers(object: Manifest, names: Names): void {
  for (const [i, { authenticationRef }] of (object.spec?.triggers ?? []).entries()) {
    const named = authenticationRef?.kind === 'ClusterTriggerAuthentication' ? CLUSTER_TRIGGER_AUTHENTICATION
      : TRIGGER_AUTHENTICATION;
    const field = `spec.triggers[${i}].authenticationRef.name`;
    names.add(named, authenticationRef?.name, namespaceOf(object), object, field);
  }
}

function inReleases(object: Manifest, names: Names): void {
  if (!object.apiVersion.startsWith('tensorstack.dev/')) return;
  for (const [i, { predictor }] of (object.spec?.releases ?? []).entries()) {
    const field = `spec.releases[${i}].predictor.model.runtime`;
    names.add(ML_SERVICE_RUNTIME, predictor?.model?.runtime, namespaceOf(object), object, field);
  }
}

function neededFor({ kind, resource, why, install }: Named, namespace: string, name: string): Needed {
  const where = namespace === '' ? '' : ` in the namespace ${shown(namespace)}`;
  const place = namespace === '' ? '' : `${shown(namespace)}/`;
  return {
    id: `${resource}/${place}${shown(name)}`,
    title: `The ${kind} ${shown(name)}${where}`,
    why,
    check: kubectl(namespace, 'get', resource, name),
    expected: `the ${kind} ${shown(name)}`,
    install,
  };
}
