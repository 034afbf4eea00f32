/** What an API server that does not have a feature does with the field. */
export type WithoutFeature =
  /** It rejects the object. */
  | 'rejected'
  /** It drops the field, and what is left cannot work. */
  | 'broken'
  /** It drops the field, and the rest works without it. */
  | 'dropped';

/** A field or an API of Kubernetes that not every version has. */
export interface KubernetesFeature {
  /** What it is, in a few words. */
  readonly title: string;
  /** The fields, as they are written in a manifest. */
  readonly field: string;
  /** The minor version that has it by default. */
  readonly since: number;
  /** The minor version in which it is stable. */
  readonly stable?: number;
  /** Its feature gate, and the first minor version in which that can be switched on. */
  readonly gate?: string;
  readonly gateSince?: number;
  readonly without: WithoutFeature;
  /** What happens before, as a reason in a message. */
  readonly before: string;
  /** Where its versions are written down. */
  readonly source: string;
  /** Whether the library prints it without being asked, for every version. */
  readonly always?: boolean;
}

const GATES = 'https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/';
const DOCS = 'https://kubernetes.io/docs';
const SPREAD = `${DOCS}/concepts/scheduling-eviction/topology-spread-constraints/`;
const SIDECARS = `${DOCS}/concepts/workloads/pods/sidecar-containers/`;
const HPA = `${DOCS}/concepts/workloads/autoscaling/horizontal-pod-autoscale/`;

export type FeatureId =
  | 'native-sidecars' | 'pre-stop-sleep' | 'user-namespaces' | 'pod-level-resources' | 'image-volumes'
  | 'container-restart-rules' | 'app-armor-fields' | 'autoscaler-tolerance' | 'autoscaler-to-zero'
  | 'container-metrics' | 'device-claims' | 'extended-resource-claims' | 'traffic-distribution'
  | 'traffic-same-zone-or-node' | 'spread-match-label-keys' | 'spread-node-taints' | 'spread-min-domains'
  | 'affinity-match-label-keys' | 'unhealthy-pod-eviction';

/**
 * In which Kubernetes a field works: from the feature gates in Kubernetes' own source (`pkg/features/kube_features.go`
 * of 1.37.2), and from the page of feature gates for those that were removed since. Which version of an API serves a
 * kind is in `../api-versions.ts`.
 */
export const FEATURES: Readonly<Record<FeatureId, KubernetesFeature>> = {
  'native-sidecars': {
    title: 'init containers that keep running (native sidecars)',
    field: 'initContainers[].restartPolicy: Always',
    since: 29,
    stable: 33,
    gate: 'SidecarContainers',
    gateSince: 28,
    without: 'broken',
    before: 'an older API server drops `restartPolicy` of the init container, and the pod never starts',
    source: SIDECARS,
  },
  'pre-stop-sleep': {
    title: 'a preStop hook that sleeps',
    field: 'lifecycle.preStop.sleep',
    since: 30,
    stable: 34,
    gate: 'PodLifecycleSleepAction',
    gateSince: 29,
    without: 'rejected',
    before: 'an older API server rejects the pod: the hook has no action that it knows',
    source: `${DOCS}/concepts/containers/container-lifecycle-hooks/`,
  },
  'user-namespaces': {
    title: 'pods in a user namespace of their own',
    field: 'hostUsers: false',
    since: 33,
    stable: 36,
    gate: 'UserNamespacesSupport',
    gateSince: 28,
    without: 'dropped',
    before: 'an older API server drops `hostUsers: false`',
    source: `${DOCS}/concepts/workloads/pods/user-namespaces/`,
  },
  'pod-level-resources': {
    title: 'resources of a pod as a whole',
    field: 'resources of a pod',
    since: 34,
    gate: 'PodLevelResources',
    gateSince: 32,
    without: 'dropped',
    before: 'an older API server drops `resources` of the pod, so its containers have no request',
    source: `${DOCS}/tasks/configure-pod-container/assign-pod-level-resources/`,
  },
  'image-volumes': {
    title: 'volumes from images',
    field: 'volumes[].image',
    since: 35,
    stable: 36,
    gate: 'ImageVolume',
    gateSince: 31,
    without: 'broken',
    before: 'an older API server drops the volume and its mounts, so the files are missing; 1.31 to 1.34 have it '
      + 'behind the gate ImageVolume. The container runtime must support it too',
    source: `${DOCS}/tasks/configure-pod-container/image-volumes/`,
  },
  'container-restart-rules': {
    title: 'restart rules of one container',
    field: 'containers[].restartPolicy, restartPolicyRules',
    since: 35,
    gate: 'ContainerRestartRules',
    gateSince: 34,
    without: 'dropped',
    before: 'an older API server drops them, and the policy of the pod applies',
    source: `${DOCS}/concepts/workloads/pods/pod-lifecycle/`,
  },
  'app-armor-fields': {
    title: 'AppArmor profiles as fields',
    field: 'securityContext.appArmorProfile',
    since: 30,
    stable: 31,
    gate: 'AppArmorFields',
    without: 'dropped',
    before: 'an older API server drops the profile; it reads the annotation '
      + '`container.apparmor.security.beta.kubernetes.io/<container>`',
    source: `${DOCS}/tutorials/security/apparmor/`,
  },
  'autoscaler-tolerance': {
    title: 'a tolerance of one autoscaler',
    field: 'behavior.scaleUp.tolerance, behavior.scaleDown.tolerance',
    since: 35,
    stable: 37,
    gate: 'HPAConfigurableTolerance',
    gateSince: 33,
    without: 'dropped',
    before: 'an older API server drops it, and the tolerance of the cluster applies (10 % by default)',
    source: `${HPA}#tolerance`,
  },
  'autoscaler-to-zero': {
    title: 'an autoscaler whose minimum is zero',
    field: 'minReplicas: 0',
    since: 37,
    gate: 'HPAScaleToZero',
    gateSince: 16,
    without: 'rejected',
    before: 'an older API server rejects it, unless the gate HPAScaleToZero is on',
    source: GATES,
  },
  'container-metrics': {
    title: 'CPU and memory of one container as a metric',
    field: 'metrics[].containerResource',
    since: 27,
    stable: 30,
    gate: 'HPAContainerMetrics',
    gateSince: 20,
    without: 'dropped',
    before: 'an older API server drops the metric',
    source: `${HPA}#container-resource-metrics`,
  },
  'device-claims': {
    title: 'the API resource.k8s.io/v1 (dynamic resource allocation)',
    field: 'resource.k8s.io/v1',
    since: 34,
    stable: 34,
    without: 'rejected',
    before: 'an older API server does not serve it',
    source: `${DOCS}/concepts/scheduling-eviction/dynamic-resource-allocation/`,
  },
  'extended-resource-claims': {
    title: 'extended resources served by a DeviceClass',
    field: 'DeviceClass.spec.extendedResourceName',
    since: 36,
    stable: 37,
    gate: 'DRAExtendedResource',
    gateSince: 34,
    without: 'broken',
    before: 'an older API server drops the name, so pods that request the resource stay Pending without a device '
      + 'plugin',
    source: `${DOCS}/concepts/scheduling-eviction/dynamic-resource-allocation/`,
  },
  'traffic-distribution': {
    title: 'a Service that prefers endpoints that are close',
    field: 'trafficDistribution',
    since: 31,
    stable: 33,
    gate: 'ServiceTrafficDistribution',
    gateSince: 30,
    without: 'dropped',
    before: 'an older API server drops it, and requests go to all endpoints',
    source: `${DOCS}/concepts/services-networking/service/#traffic-distribution`,
  },
  'traffic-same-zone-or-node': {
    title: 'a Service that prefers the zone or the node',
    field: 'trafficDistribution: PreferSameZone, PreferSameNode',
    since: 34,
    stable: 35,
    gate: 'PreferSameTrafficDistribution',
    gateSince: 33,
    without: 'rejected',
    before: 'an older API server rejects the Service: it knows PreferClose alone',
    source: `${DOCS}/concepts/services-networking/service/#traffic-distribution`,
  },
  'spread-match-label-keys': {
    title: 'replicas of one revision spread by themselves',
    field: 'topologySpreadConstraints[].matchLabelKeys',
    since: 27,
    without: 'dropped',
    before: 'an older API server drops it, and old replicas count during a rollout',
    source: SPREAD,
    always: true,
  },
  'spread-node-taints': {
    title: 'nodes with a taint left out of the spread',
    field: 'topologySpreadConstraints[].nodeTaintsPolicy',
    since: 26,
    stable: 33,
    without: 'dropped',
    before: 'an older API server drops it, and a cordoned node counts as an empty one',
    source: SPREAD,
    always: true,
  },
  'spread-min-domains': {
    title: 'a least number of nodes for a spread',
    field: 'topologySpreadConstraints[].minDomains',
    since: 27,
    stable: 30,
    without: 'dropped',
    before: 'an older API server drops it, and several replicas may start on one node',
    source: SPREAD,
    always: true,
  },
  'affinity-match-label-keys': {
    title: 'affinity among the pods of one revision',
    field: 'podAffinityTerm.matchLabelKeys',
    since: 31,
    stable: 33,
    gate: 'MatchLabelKeysInPodAffinity',
    gateSince: 29,
    without: 'dropped',
    before: 'an older API server drops it, and pods of other revisions count',
    source: `${DOCS}/concepts/scheduling-eviction/assign-pod-node/`,
  },
  'unhealthy-pod-eviction': {
    title: 'eviction of pods that are not ready',
    field: 'PodDisruptionBudget.spec.unhealthyPodEvictionPolicy',
    since: 27,
    stable: 31,
    without: 'dropped',
    before: 'an older API server drops it, and a pod that never becomes ready blocks a drain',
    source: `${DOCS}/tasks/run-application/configure-pdb/#unhealthy-pod-eviction-policy`,
    always: true,
  },
};
