import { containersOf, podsOf, type Pods } from './pods';
import type { Needed, PrerequisiteKind } from './prerequisite';
import type { Inventory } from '../../kubernetes/inventory';
import type { Manifest } from '../../kubernetes/manifest';

type Found = (object: Manifest, field: string) => void;

/** A field that older versions of Kubernetes drop silently, and the version in which it is on by default. */
interface Feature {
  readonly id: string;
  readonly since: string;
  readonly title: string;
  readonly before: string;
  readonly find: (inventory: Inventory, found: Found) => void;
}

/**
 * From the feature gates of Kubernetes:
 * https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/. What was on by default in 1.28 is
 * not listed.
 */
const FEATURES: readonly Feature[] = [
  {
    id: 'native-sidecars',
    since: '1.29',
    title: 'init containers that keep running (native sidecars)',
    before: 'an older API server drops `restartPolicy` of the init container, and the pod never starts',
    find: (inventory, found) => inPods(inventory, found, (pods, report) => {
      for (const [i, { restartPolicy }] of (pods.pod.initContainers ?? []).entries()) {
        if (restartPolicy === 'Always') report(`${pods.path}.initContainers[${i}].restartPolicy`);
      }
    }),
  },
  {
    id: 'pre-stop-sleep',
    since: '1.30',
    title: 'a preStop hook that sleeps',
    before: 'an older API server rejects the pod: the hook has no action that it knows',
    find: (inventory, found) => inPods(inventory, found, (pods, report) => {
      for (const { container, path } of containersOf(pods)) {
        if (container.lifecycle?.preStop?.sleep) report(`${path}.lifecycle.preStop.sleep`);
      }
    }),
  },
  {
    id: 'user-namespaces',
    since: '1.33',
    title: 'pods in a user namespace of their own',
    before: 'an older API server drops `hostUsers: false`',
    find: (inventory, found) => inPods(inventory, found, ({ pod, path }, report) => {
      if (pod.hostUsers === false) report(`${path}.hostUsers`);
    }),
  },
  {
    id: 'pod-level-resources',
    since: '1.34',
    title: 'resources of a pod as a whole',
    before: 'an older API server drops `resources` of the pod, so its containers have no request',
    find: (inventory, found) => inPods(inventory, found, ({ pod, path }, report) => {
      if (pod.resources?.requests || pod.resources?.limits) report(`${path}.resources`);
    }),
  },
  {
    id: 'image-volumes',
    since: '1.35',
    title: 'volumes from images',
    before: 'an older API server drops the source of the volume; 1.33 and 1.34 have it behind the gate ImageVolume. '
      + 'The container runtime must support it too',
    find: (inventory, found) => inPods(inventory, found, ({ pod, path }, report) => {
      for (const [i, { image }] of (pod.volumes ?? []).entries()) if (image) report(`${path}.volumes[${i}].image`);
    }),
  },
  {
    id: 'autoscaler-tolerance',
    since: '1.35',
    title: 'a tolerance of one autoscaler',
    before: 'an older API server drops it, and the tolerance of the cluster applies (10 % by default)',
    find: (inventory, found) => {
      for (const object of inventory.of('HorizontalPodAutoscaler')) {
        const { scaleUp, scaleDown } = object.spec?.behavior ?? {};
        if (scaleUp?.tolerance !== undefined) found(object, 'spec.behavior.scaleUp.tolerance');
        else if (scaleDown?.tolerance !== undefined) found(object, 'spec.behavior.scaleDown.tolerance');
      }
    },
  },
  {
    id: 'autoscaler-to-zero',
    since: '1.37',
    title: 'an autoscaler whose minimum is zero',
    before: 'an older API server rejects it, unless the gate HPAScaleToZero is on',
    find: (inventory, found) => {
      for (const object of inventory.of('HorizontalPodAutoscaler')) {
        if (object.spec?.minReplicas === 0) found(object, 'spec.minReplicas');
      }
    },
  },
  {
    id: 'device-claims',
    since: '1.34',
    title: 'dynamic resource allocation (the API resource.k8s.io/v1, claims of pods)',
    before: 'an older API server does not serve the API, and drops the claims of pods unless the gate '
      + 'DynamicResourceAllocation is on',
    find: (inventory, found) => {
      // Whoever defines claims of an older version has turned that on.
      const isOlder = inventory.objects.some(({ apiVersion }) => /^resource\.k8s\.io\/v1(alpha|beta)/.test(apiVersion));
      inPods(inventory, found, ({ pod, path }, report) => {
        if (!isOlder && (pod.resourceClaims ?? []).length > 0) report(`${path}.resourceClaims`);
      });
      for (const object of inventory.objects) {
        if (object.apiVersion === 'resource.k8s.io/v1') found(object, 'apiVersion');
      }
    },
  },
];

function inPods(inventory: Inventory, found: Found, find: (pods: Pods, report: (field: string) => void) => void): void {
  for (const pods of podsOf(inventory)) find(pods, (field) => found(pods.object, field));
}

/** The versions of Kubernetes that fields and API versions need. */
export const KUBERNETES_VERSION: PrerequisiteKind = {
  ids: ['kubernetes'],
  find: (inventory, need) => {
    for (const feature of FEATURES) {
      const needed = neededFor(feature);
      feature.find(inventory, (object, field) => need(needed, object, field));
    }
  },
};

function neededFor({ id, since, title, before }: Feature): Needed {
  return {
    id: `kubernetes/${id}`,
    title: `Kubernetes ${since} or newer: ${title}`,
    why: `${before.charAt(0).toUpperCase()}${before.slice(1)}.`,
    check: 'kubectl version',
    expected: `Server Version: v${since} or newer; the nodes too, in kubectl get nodes`,
    install: 'https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/',
    version: since,
  };
}
