/** The fields of what the library sends to clusters: an API server drops another one without a word, and so a typo (Kubernetes 1.36). */

const OBJECT = 'apiVersion kind metadata spec status';
const METADATA = 'annotations creationTimestamp finalizers generateName labels name namespace ownerReferences';
const POD = 'activeDeadlineSeconds affinity automountServiceAccountToken containers dnsConfig dnsPolicy enableServiceLinks ephemeralContainers hostAliases hostIPC '
  + 'hostNetwork hostPID hostUsers hostname hostnameOverride imagePullSecrets initContainers nodeName nodeSelector os overhead preemptionPolicy priority '
  + 'priorityClassName readinessGates resourceClaims resources restartPolicy runtimeClassName schedulerName schedulingGates schedulingGroup securityContext '
  + 'serviceAccount serviceAccountName setHostnameAsFQDN shareProcessNamespace subdomain terminationGracePeriodSeconds tolerations topologySpreadConstraints volumes';
const CONTAINER = 'args command env envFrom image imagePullPolicy lifecycle livenessProbe name ports readinessProbe resizePolicy resources restartPolicy '
  + 'restartPolicyRules securityContext startupProbe stdin stdinOnce terminationMessagePath terminationMessagePolicy tty volumeDevices volumeMounts workingDir';
const SERVICE = 'allocateLoadBalancerNodePorts clusterIP clusterIPs externalIPs externalName externalTrafficPolicy healthCheckNodePort internalTrafficPolicy ipFamilies '
  + 'ipFamilyPolicy loadBalancerClass loadBalancerIP loadBalancerSourceRanges ports publishNotReadyAddresses selector sessionAffinity sessionAffinityConfig '
  + 'trafficDistribution type';

const SPECS: Readonly<Record<string, string>> = {
  Deployment: 'minReadySeconds paused progressDeadlineSeconds replicas revisionHistoryLimit selector strategy template',
  StatefulSet: 'minReadySeconds ordinals persistentVolumeClaimRetentionPolicy podManagementPolicy replicas revisionHistoryLimit selector serviceName template '
    + 'updateStrategy volumeClaimTemplates',
  HorizontalPodAutoscaler: 'behavior maxReplicas metrics minReplicas scaleTargetRef',
  PodDisruptionBudget: 'maxUnavailable minAvailable selector unhealthyPodEvictionPolicy',
  Service: SERVICE,
};

/** The fields by kind and by where they are; lists are written without their indices. */
function fieldsAt(kind: string, at: string): string | undefined {
  if (SPECS[kind] === undefined) return undefined;
  switch (at) {
    case '': return OBJECT;
    case '/metadata': return METADATA;
    case '/spec': return SPECS[kind];
  }
  if (kind === 'HorizontalPodAutoscaler') {
    if (at === '/spec/behavior') return 'scaleDown scaleUp';
    return /^\/spec\/behavior\/scale(Up|Down)$/.test(at) ? 'policies selectPolicy stabilizationWindowSeconds tolerance' : undefined;
  }
  if (kind !== 'Deployment' && kind !== 'StatefulSet') return undefined;
  switch (at) {
    case '/spec/template': return 'metadata spec';
    case '/spec/template/metadata': return METADATA;
    case '/spec/template/spec': return POD;
  }
  return /^\/spec\/template\/spec\/(initContainers|containers)\/\d+$/.test(at) ? CONTAINER : undefined;
}

/** Whether nobody knows the field at the end of a path in an object of a kind. */
export function isUnknownField({ apiVersion, kind }: { readonly apiVersion: string; readonly kind: string }, path: string): boolean {
  // The groups of Kubernetes itself that are known here are of one word.
  if (apiVersion.includes('.')) return false;
  const end = path.lastIndexOf('/');
  const fields = fieldsAt(kind, path.slice(0, end));
  return fields !== undefined && !fields.split(' ').includes(path.slice(end + 1));
}
