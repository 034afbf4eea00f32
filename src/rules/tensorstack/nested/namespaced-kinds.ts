import { groupKind } from '../../../kubernetes/identity';

/** The namespaced kinds of Kubernetes, and of the platforms of this library, by API group. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  '': [
    'ConfigMap', 'Endpoints', 'Event', 'LimitRange', 'PersistentVolumeClaim', 'Pod', 'PodTemplate',
    'ReplicationController', 'ResourceQuota', 'Secret', 'Service', 'ServiceAccount',
  ],
  'apps': ['ControllerRevision', 'DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'],
  'apps.kubeedge.io': ['EdgeApplication'],
  'autoscaling': ['HorizontalPodAutoscaler'],
  'batch': ['CronJob', 'Job'],
  'coordination.k8s.io': ['Lease'],
  'discovery.k8s.io': ['EndpointSlice'],
  'events.k8s.io': ['Event'],
  'gateway.networking.k8s.io': ['Gateway', 'GRPCRoute', 'HTTPRoute', 'ReferenceGrant', 'TCPRoute', 'TLSRoute'],
  'keda.sh': ['ScaledJob', 'ScaledObject', 'TriggerAuthentication'],
  'monitoring.coreos.com': [
    'Alertmanager', 'AlertmanagerConfig', 'PodMonitor', 'Probe', 'Prometheus', 'PrometheusAgent', 'PrometheusRule',
    'ScrapeConfig', 'ServiceMonitor', 'ThanosRuler',
  ],
  'networking.istio.io': [
    'DestinationRule', 'EnvoyFilter', 'Gateway', 'ProxyConfig', 'ServiceEntry', 'Sidecar', 'VirtualService',
    'WorkloadEntry', 'WorkloadGroup',
  ],
  'networking.k8s.io': ['Ingress', 'NetworkPolicy'],
  'policy': ['PodDisruptionBudget'],
  'rbac.authorization.k8s.io': ['Role', 'RoleBinding'],
  'resource.k8s.io': ['ResourceClaim', 'ResourceClaimTemplate'],
  'sedna.io': ['Dataset', 'JointInferenceService', 'Model'],
  'serving.knative.dev': ['Configuration', 'Revision', 'Route', 'Service'],
  'storage.k8s.io': ['CSIStorageCapacity'],
  'tensorstack.dev': ['HyperMLService', 'MLService', 'MLServiceRuntime'],
};

/** As `<group>/<kind>`. */
export const NAMESPACED: ReadonlySet<string> = new Set(
  Object.entries(KINDS).flatMap(([group, kinds]) => kinds.map((kind) => `${group}/${kind}`)),
);

/** Whether a kind is known to be namespaced; of a custom kind of another platform it is unknown. */
export function isNamespaced(apiVersion: string, kind: string): boolean {
  return NAMESPACED.has(groupKind(apiVersion, kind));
}
