/**
 * Which kinds each version of an API serves, and until which Kubernetes: from the OpenAPI documents of Kubernetes 1.28
 * to 1.37 and https://kubernetes.io/docs/reference/using-api/deprecation-guide/ for what was removed before.
 */

/** What Kubernetes serves today, by version. */
export const SERVED: Readonly<Record<string, string>> = {
  'v1': 'Binding ComponentStatus ConfigMap Endpoints Event LimitRange Namespace Node PersistentVolume '
    + 'PersistentVolumeClaim Pod PodTemplate ReplicationController ResourceQuota Secret Service ServiceAccount',
  'admissionregistration.k8s.io/v1': 'MutatingAdmissionPolicy MutatingAdmissionPolicyBinding '
    + 'MutatingWebhookConfiguration ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding '
    + 'ValidatingWebhookConfiguration',
  'apiextensions.k8s.io/v1': 'CustomResourceDefinition',
  'apiregistration.k8s.io/v1': 'APIService',
  'apps/v1': 'ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet',
  'authentication.k8s.io/v1': 'SelfSubjectReview TokenReview',
  'authorization.k8s.io/v1':
    'LocalSubjectAccessReview SelfSubjectAccessReview SelfSubjectRulesReview SubjectAccessReview',
  'autoscaling/v1': 'HorizontalPodAutoscaler Scale',
  'autoscaling/v2': 'HorizontalPodAutoscaler',
  'batch/v1': 'CronJob Job',
  'certificates.k8s.io/v1': 'CertificateSigningRequest',
  'coordination.k8s.io/v1': 'Lease',
  'discovery.k8s.io/v1': 'EndpointSlice',
  'events.k8s.io/v1': 'Event',
  'flowcontrol.apiserver.k8s.io/v1': 'FlowSchema PriorityLevelConfiguration',
  'networking.k8s.io/v1': 'IPAddress Ingress IngressClass NetworkPolicy ServiceCIDR',
  'node.k8s.io/v1': 'RuntimeClass',
  'policy/v1': 'Eviction PodDisruptionBudget',
  'rbac.authorization.k8s.io/v1': 'ClusterRole ClusterRoleBinding Role RoleBinding',
  'resource.k8s.io/v1alpha3': 'DeviceTaintRule ResourcePoolStatusRequest',
  'resource.k8s.io/v1beta1': 'DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice',
  'resource.k8s.io/v1beta2': 'DeviceClass DeviceTaintRule ResourceClaim ResourceClaimTemplate ResourceSlice',
  'resource.k8s.io/v1': 'DeviceClass DeviceTaintRule ResourceClaim ResourceClaimTemplate ResourceSlice',
  'scheduling.k8s.io/v1': 'PriorityClass',
  'storage.k8s.io/v1': 'CSIDriver CSINode CSIStorageCapacity StorageClass VolumeAttachment',
};

/** Since which Kubernetes a kind is served in its version of today, where that is later than 1.16. */
export const SINCE: Readonly<Record<string, number>> = {
  'autoscaling/v2 HorizontalPodAutoscaler': 23,
  'batch/v1 CronJob': 21,
  'certificates.k8s.io/v1 CertificateSigningRequest': 19,
  'discovery.k8s.io/v1 EndpointSlice': 21,
  'events.k8s.io/v1 Event': 19,
  'flowcontrol.apiserver.k8s.io/v1 FlowSchema': 29,
  'flowcontrol.apiserver.k8s.io/v1 PriorityLevelConfiguration': 29,
  'networking.k8s.io/v1 IPAddress': 33,
  'networking.k8s.io/v1 Ingress': 19,
  'networking.k8s.io/v1 IngressClass': 19,
  'networking.k8s.io/v1 ServiceCIDR': 33,
  'node.k8s.io/v1 RuntimeClass': 20,
  'policy/v1 PodDisruptionBudget': 21,
  'resource.k8s.io/v1beta1 DeviceClass': 32,
  'resource.k8s.io/v1beta1 ResourceClaim': 32,
  'resource.k8s.io/v1beta1 ResourceClaimTemplate': 32,
  'resource.k8s.io/v1beta1 ResourceSlice': 32,
  'resource.k8s.io/v1beta2 DeviceClass': 33,
  'resource.k8s.io/v1beta2 ResourceClaim': 33,
  'resource.k8s.io/v1beta2 ResourceClaimTemplate': 33,
  'resource.k8s.io/v1beta2 ResourceSlice': 33,
  'resource.k8s.io/v1 DeviceClass': 34,
  'resource.k8s.io/v1 ResourceClaim': 34,
  'resource.k8s.io/v1 ResourceClaimTemplate': 34,
  'resource.k8s.io/v1 ResourceSlice': 34,
  'resource.k8s.io/v1 DeviceTaintRule': 37,
  'storage.k8s.io/v1 CSIDriver': 18,
  'storage.k8s.io/v1 CSINode': 17,
  'storage.k8s.io/v1 CSIStorageCapacity': 24,
};

export interface RemovedVersion {
  /** The first Kubernetes without it, as its minor version. */
  readonly until: number;
  readonly kinds: string;
  /** The version to use; none where the kind is gone. */
  readonly replacement?: string;
  /** What else changes in the object. */
  readonly changes?: string;
}

const SELECTOR = 'spec.selector is required there';
const INGRESS = 'backends are written service.name and service.port.number there, and each path needs a pathType';
const LIMITED = 'assuredConcurrencyShares is called nominalConcurrencyShares there';
const DEVICES = 'each request names its device class in `exactly` there';

/** What was served once. */
export const REMOVED: Readonly<Record<string, readonly RemovedVersion[]>> = {
  'admissionregistration.k8s.io/v1beta1': [{
    until: 22,
    kinds: 'MutatingWebhookConfiguration ValidatingWebhookConfiguration',
    replacement: 'admissionregistration.k8s.io/v1',
    changes: 'sideEffects and admissionReviewVersions are required there',
  }],
  'apiextensions.k8s.io/v1beta1': [{
    until: 22,
    kinds: 'CustomResourceDefinition',
    replacement: 'apiextensions.k8s.io/v1',
    changes: 'each entry of spec.versions has its schema there',
  }],
  'apiregistration.k8s.io/v1beta1': [
    { until: 22, kinds: 'APIService', replacement: 'apiregistration.k8s.io/v1' },
  ],
  'apps/v1beta1': [{
    until: 16, kinds: 'ControllerRevision Deployment StatefulSet', replacement: 'apps/v1', changes: SELECTOR,
  }],
  'apps/v1beta2': [{
    until: 16,
    kinds: 'ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet',
    replacement: 'apps/v1',
    changes: SELECTOR,
  }],
  'authentication.k8s.io/v1beta1': [{ until: 22, kinds: 'TokenReview', replacement: 'authentication.k8s.io/v1' }],
  'authorization.k8s.io/v1beta1': [{
    until: 22,
    kinds: 'LocalSubjectAccessReview SelfSubjectAccessReview SelfSubjectRulesReview SubjectAccessReview',
    replacement: 'authorization.k8s.io/v1',
  }],
  'autoscaling/v2beta1': [{
    until: 25,
    kinds: 'HorizontalPodAutoscaler',
    replacement: 'autoscaling/v2',
    changes: 'the target of a metric stands in `target` there, such as '
      + '`target: { type: Utilization, averageUtilization: 50 }` in place of `targetAverageUtilization: 50`',
  }],
  'autoscaling/v2beta2': [{ until: 26, kinds: 'HorizontalPodAutoscaler', replacement: 'autoscaling/v2' }],
  'batch/v1beta1': [{ until: 25, kinds: 'CronJob', replacement: 'batch/v1' }],
  'batch/v2alpha1': [{ until: 21, kinds: 'CronJob', replacement: 'batch/v1' }],
  'certificates.k8s.io/v1beta1': [{
    until: 22,
    kinds: 'CertificateSigningRequest',
    replacement: 'certificates.k8s.io/v1',
    changes: 'spec.signerName is required there',
  }],
  'coordination.k8s.io/v1beta1': [{ until: 22, kinds: 'Lease', replacement: 'coordination.k8s.io/v1' }],
  'discovery.k8s.io/v1beta1': [{ until: 25, kinds: 'EndpointSlice', replacement: 'discovery.k8s.io/v1' }],
  'events.k8s.io/v1beta1': [{ until: 25, kinds: 'Event', replacement: 'events.k8s.io/v1' }],
  'extensions/v1beta1': [
    { until: 16, kinds: 'DaemonSet Deployment ReplicaSet', replacement: 'apps/v1', changes: SELECTOR },
    { until: 16, kinds: 'NetworkPolicy', replacement: 'networking.k8s.io/v1' },
    { until: 16, kinds: 'PodSecurityPolicy' },
    { until: 22, kinds: 'Ingress', replacement: 'networking.k8s.io/v1', changes: INGRESS },
  ],
  'flowcontrol.apiserver.k8s.io/v1beta1': [{
    until: 26,
    kinds: 'FlowSchema PriorityLevelConfiguration',
    replacement: 'flowcontrol.apiserver.k8s.io/v1',
    changes: LIMITED,
  }],
  'flowcontrol.apiserver.k8s.io/v1beta2': [{
    until: 29,
    kinds: 'FlowSchema PriorityLevelConfiguration',
    replacement: 'flowcontrol.apiserver.k8s.io/v1',
    changes: LIMITED,
  }],
  'flowcontrol.apiserver.k8s.io/v1beta3': [{
    until: 32,
    kinds: 'FlowSchema PriorityLevelConfiguration',
    replacement: 'flowcontrol.apiserver.k8s.io/v1',
  }],
  'networking.k8s.io/v1beta1': [
    { until: 22, kinds: 'Ingress', replacement: 'networking.k8s.io/v1', changes: INGRESS },
    { until: 22, kinds: 'IngressClass', replacement: 'networking.k8s.io/v1' },
    { until: 37, kinds: 'IPAddress ServiceCIDR', replacement: 'networking.k8s.io/v1' },
  ],
  'node.k8s.io/v1beta1': [{ until: 25, kinds: 'RuntimeClass', replacement: 'node.k8s.io/v1' }],
  'policy/v1beta1': [
    {
      until: 25,
      kinds: 'PodDisruptionBudget',
      replacement: 'policy/v1',
      changes: 'an empty selector selects all pods of the namespace there, not none',
    },
    { until: 25, kinds: 'PodSecurityPolicy' },
  ],
  'rbac.authorization.k8s.io/v1beta1': [{
    until: 22,
    kinds: 'ClusterRole ClusterRoleBinding Role RoleBinding',
    replacement: 'rbac.authorization.k8s.io/v1',
  }],
  'resource.k8s.io/v1alpha2': [{
    until: 31, kinds: 'ResourceClaim ResourceClaimTemplate', replacement: 'resource.k8s.io/v1', changes: DEVICES,
  }],
  'resource.k8s.io/v1alpha3': [{
    until: 32,
    kinds: 'DeviceClass ResourceClaim ResourceClaimTemplate ResourceSlice',
    replacement: 'resource.k8s.io/v1',
    changes: DEVICES,
  }],
  'scheduling.k8s.io/v1beta1': [{ until: 22, kinds: 'PriorityClass', replacement: 'scheduling.k8s.io/v1' }],
  'storage.k8s.io/v1beta1': [
    {
      until: 22,
      kinds: 'CSIDriver CSINode StorageClass VolumeAttachment',
      replacement: 'storage.k8s.io/v1',
    },
    { until: 27, kinds: 'CSIStorageCapacity', replacement: 'storage.k8s.io/v1' },
  ],
};

/** The API of an extension: what its releases serve, and what other names its kinds are written with. */
export interface ExtensionApi {
  readonly product: string;
  readonly group: string;
  readonly kinds: string;
  /** The versions that its releases serve, best first. */
  readonly versions: readonly string[];
}

/** APIs of extensions; of a kind that stands here, every version was looked up. */
export const EXTENSIONS: readonly ExtensionApi[] = [
  {
    product: 'KEDA',
    group: 'keda.sh',
    kinds: 'ScaledObject ScaledJob TriggerAuthentication ClusterTriggerAuthentication',
    versions: ['v1alpha1'],
  },
  {
    product: 'Karmada',
    group: 'policy.karmada.io',
    kinds: 'PropagationPolicy ClusterPropagationPolicy OverridePolicy ClusterOverridePolicy',
    versions: ['v1alpha1'],
  },
  {
    product: 'Karmada', group: 'autoscaling.karmada.io', kinds: 'FederatedHPA CronFederatedHPA', versions: ['v1alpha1'],
  },
  {
    product: 'prometheus-operator',
    group: 'monitoring.coreos.com',
    kinds: 'PodMonitor ServiceMonitor PrometheusRule',
    versions: ['v1'],
  },
  {
    product: 'Istio',
    group: 'networking.istio.io',
    kinds: 'DestinationRule Gateway ServiceEntry VirtualService',
    versions: ['v1', 'v1beta1', 'v1alpha3'],
  },
  {
    product: 'Gateway API',
    group: 'gateway.networking.k8s.io',
    kinds: 'Gateway GatewayClass HTTPRoute',
    // The last two are of its releases before 1.0.
    versions: ['v1', 'v1beta1', 'v1alpha2'],
  },
  {
    product: 'the Inference Extension', group: 'inference.networking.k8s.io', kinds: 'InferencePool', versions: ['v1'],
  },
  {
    product: 'the Vertical Pod Autoscaler',
    group: 'autoscaling.k8s.io',
    kinds: 'VerticalPodAutoscaler',
    // The last two are of its older releases.
    versions: ['v1', 'v1beta2', 'v1beta1'],
  },
  {
    product: 'Traefik',
    group: 'traefik.io',
    kinds: 'IngressRoute IngressRouteTCP IngressRouteUDP Middleware MiddlewareTCP ServersTransport TLSOption TLSStore '
      + 'TraefikService',
    versions: ['v1alpha1'],
  },
  { product: 'Sedna', group: 'sedna.io', kinds: 'JointInferenceService Model', versions: ['v1alpha1'] },
];

/** Groups that an extension had once, with the group of today. */
export const FORMER_GROUPS: Readonly<Record<string, string>> = {
  // KEDA 1; KEDA 2 of November 2020 serves keda.sh.
  'keda.k8s.io': 'keda.sh',
  'traefik.containo.us': 'traefik.io', // Traefik 2; its version 3 of April 2024 serves traefik.io.
};
