import { containersOf, podsOf, type Pods } from './pods';
import type { Inventory } from '../kubernetes/inventory';
import type { Manifest } from '../kubernetes/manifest';
import type { FeatureId } from '../kubernetes/versions/features';

type Found = (object: Manifest, field: string) => void;

/** Where objects use a field or an API that not every Kubernetes has. */
export interface NewerField {
  readonly feature: FeatureId;
  readonly find: (inventory: Inventory, found: Found) => void;
}

const SAME_ZONE_OR_NODE = new Set(['PreferSameZone', 'PreferSameNode']);

/** Those that are found in manifests. What every Kubernetes from 1.28 on has by default is not looked for. */
export const NEWER_FIELDS: readonly NewerField[] = [
  {
    feature: 'native-sidecars',
    find: (inventory, found) => inPods(inventory, found, (pods, report) => {
      for (const [i, { restartPolicy }] of (pods.pod.initContainers ?? []).entries()) {
        if (restartPolicy === 'Always') report(`${pods.path}.initContainers[${i}].restartPolicy`);
      }
    }),
  },
  {
    feature: 'pre-stop-sleep',
    find: (inventory, found) => inPods(inventory, found, (pods, report) => {
      for (const { container, path } of containersOf(pods)) {
        if (container.lifecycle?.preStop?.sleep) report(`${path}.lifecycle.preStop.sleep`);
      }
    }),
  },
  {
    feature: 'user-namespaces',
    find: (inventory, found) => inPods(inventory, found, ({ pod, path }, report) => {
      if (pod.hostUsers === false) report(`${path}.hostUsers`);
    }),
  },
  {
    feature: 'pod-level-resources',
    find: (inventory, found) => inPods(inventory, found, ({ pod, path }, report) => {
      if (pod.resources?.requests || pod.resources?.limits) report(`${path}.resources`);
    }),
  },
  {
    feature: 'image-volumes',
    find: (inventory, found) => inPods(inventory, found, ({ pod, path }, report) => {
      for (const [i, { image }] of (pod.volumes ?? []).entries()) if (image) report(`${path}.volumes[${i}].image`);
    }),
  },
  {
    feature: 'autoscaler-tolerance',
    find: (inventory, found) => {
      for (const object of inventory.of('HorizontalPodAutoscaler')) {
        const { scaleUp, scaleDown } = object.spec?.behavior ?? {};
        if (scaleUp?.tolerance !== undefined) found(object, 'spec.behavior.scaleUp.tolerance');
        else if (scaleDown?.tolerance !== undefined) found(object, 'spec.behavior.scaleDown.tolerance');
      }
    },
  },
  {
    feature: 'autoscaler-to-zero',
    find: (inventory, found) => {
      for (const object of inventory.of('HorizontalPodAutoscaler')) {
        if (object.spec?.minReplicas === 0) found(object, 'spec.minReplicas');
      }
    },
  },
  {
    feature: 'device-claims',
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
  {
    feature: 'traffic-distribution',
    find: (inventory, found) => inServices(inventory, found, (value) => value === 'PreferClose'),
  },
  {
    feature: 'traffic-same-zone-or-node',
    find: (inventory, found) => inServices(inventory, found, (value) => SAME_ZONE_OR_NODE.has(value)),
  },
];

function inPods(inventory: Inventory, found: Found, find: (pods: Pods, report: (field: string) => void) => void): void {
  for (const pods of podsOf(inventory)) find(pods, (field) => found(pods.object, field));
}

function inServices(inventory: Inventory, found: Found, uses: (value: string) => boolean): void {
  for (const object of inventory.of('Service')) {
    const value: unknown = object.apiVersion === 'v1' ? object.spec?.trafficDistribution : undefined;
    if (typeof value === 'string' && uses(value)) found(object, 'spec.trafficDistribution');
  }
}
