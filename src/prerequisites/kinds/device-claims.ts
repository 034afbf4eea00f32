import { kubectl, shown } from './kubectl';
import type { Needed, PrerequisiteKind } from './prerequisite';
import { podsOf } from '../../rules/pods';

const DOCS = 'https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/';

/** Dynamic resource allocation: the claims that pods name, and the classes that claims name. */
export const DEVICE_CLAIMS: PrerequisiteKind = {
  ids: ['resourceclaim', 'resourceclaimtemplate', 'deviceclass'],
  find: (inventory, need) => {
    for (const { object, namespace, pod, path } of podsOf(inventory)) {
      for (const [i, claim] of (pod.resourceClaims ?? []).entries()) {
        const field = `${path}.resourceClaims[${i}]`;
        const { resourceClaimName: name, resourceClaimTemplateName: template } = claim;
        if (name && !inventory.find('ResourceClaim', namespace, name)) {
          need(claimOf('ResourceClaim', namespace, name), object, `${field}.resourceClaimName`);
        }
        if (template && !inventory.find('ResourceClaimTemplate', namespace, template)) {
          need(claimOf('ResourceClaimTemplate', namespace, template), object, `${field}.resourceClaimTemplateName`);
        }
      }
    }
    const known = new Set(inventory.of('DeviceClass').map(({ metadata }) => metadata?.name));
    for (const [kind, at] of [['ResourceClaim', 'spec'], ['ResourceClaimTemplate', 'spec.spec']] as const) {
      for (const object of inventory.of(kind)) {
        const spec = kind === 'ResourceClaim' ? object.spec : object.spec?.spec;
        for (const [i, request] of (spec?.devices?.requests ?? []).entries()) {
          for (const name of classesOf(request)) {
            if (!known.has(name)) need(classOf(name), object, `${at}.devices.requests[${i}]`);
          }
        }
      }
    }
  },
};

function classesOf(request: any): string[] {
  const alternatives: readonly any[] = request.firstAvailable ?? [];
  return [request, request.exactly, ...alternatives]
    .map((each) => each?.deviceClassName)
    .filter((name): name is string => typeof name === 'string' && name !== '');
}

function claimOf(kind: string, namespace: string, name: string): Needed {
  return {
    id: `${kind.toLowerCase()}/${shown(namespace)}/${shown(name)}`,
    title: `The ${kind} ${shown(name)} in the namespace ${shown(namespace)}`,
    why: 'The pods claim devices by it. Without it they stay Pending.',
    check: kubectl(namespace, 'get', kind.toLowerCase(), name),
    expected: `the ${kind} ${shown(name)}`,
    install: DOCS,
  };
}

function classOf(name: string): Needed {
  return {
    id: `deviceclass/${shown(name)}`,
    title: `The DeviceClass ${shown(name)}, and the driver that serves it`,
    why: 'Claims request devices of it. Without it they are never allocated, and the pods stay Pending.',
    check: kubectl(undefined, 'get', 'deviceclass', name),
    expected: `the DeviceClass ${shown(name)}; the driver lists its devices in kubectl get resourceslices`,
    install: DOCS,
  };
}
