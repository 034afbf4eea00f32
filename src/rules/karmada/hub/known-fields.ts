/**
 * The fields of the objects that the library propagates, as of Kubernetes 1.36: an API server silently drops any other,
 * and so a typo.
 */

const OBJECT = 'apiVersion kind metadata spec status';
const METADATA = 'annotations creationTimestamp finalizers generateName labels name namespace ownerReferences';
const POD = 'activeDeadlineSeconds affinity automountServiceAccountToken containers dnsConfig dnsPolicy '
  + 'enableServiceLinks ephemeralContainers hostAliases hostIPC hostNetwork hostPID hostUsers hostname '
  + 'hostnameOverride imagePullSecrets initContainers nodeName nodeSelector os overhead '
  + 'preemptionPolicy priority priorityClassName readinessGates resourceClaims resources restartPolicy '
  + 'runtimeClassName schedulerName schedulingGates schedulingGroup securityContext serviceAccount '
  + 'serviceAccountName setHostnameAsFQDN shareProcessNamespace subdomain '
  + 'terminationGracePeriodSeconds tolerations topologySpreadConstraints volumes';
const CONTAINER = 'args command env envFrom image imagePullPolicy lifecycle livenessProbe name ports readinessProbe '
  + 'resizePolicy resources restartPolicy restartPolicyRules securityContext startupProbe stdin stdinOnce '
  + 'terminationMessagePath terminationMessagePolicy tty volumeDevices volumeMounts workingDir';

const SPECS: Readonly<Record<string, string>> = {
  Deployment: 'minReadySeconds paused progressDeadlineSeconds replicas revisionHistoryLimit selector strategy template',
  StatefulSet: 'minReadySeconds ordinals persistentVolumeClaimRetentionPolicy podManagementPolicy replicas '
    + 'revisionHistoryLimit selector serviceName template updateStrategy volumeClaimTemplates',
  HorizontalPodAutoscaler: 'behavior maxReplicas metrics minReplicas scaleTargetRef',
  PodDisruptionBudget: 'maxUnavailable minAvailable selector unhealthyPodEvictionPolicy',
  Service: 'allocateLoadBalancerNodePorts clusterIP clusterIPs externalIPs externalName externalTrafficPolicy '
    + 'healthCheckNodePort internalTrafficPolicy ipFamilies ipFamilyPolicy loadBalancerClass loadBalancerIP '
    + 'loadBalancerSourceRanges ports publishNotReadyAddresses selector sessionAffinity sessionAffinityConfig '
    + 'trafficDistribution type',
};

/** The fields at a path in an object of a kind; undefined where they are not listed here. */
function fieldsAt(kind: string, path: string): string | undefined {
  if (SPECS[kind] === undefined) return undefined;
  switch (path) {
    case '': return OBJECT;
    case '/metadata': return METADATA;
    case '/spec': return SPECS[kind];
  }
  if (kind === 'HorizontalPodAutoscaler') {
    if (path === '/spec/behavior') return 'scaleDown scaleUp';
    const isRules = /^\/spec\/behavior\/scale(Up|Down)$/.test(path);
    return isRules ? 'policies selectPolicy stabilizationWindowSeconds tolerance' : undefined;
  }
  if (kind !== 'Deployment' && kind !== 'StatefulSet') return undefined;
  switch (path) {
    case '/spec/template': return 'metadata spec';
    case '/spec/template/metadata': return METADATA;
    case '/spec/template/spec': return POD;
  }
  return /^\/spec\/template\/spec\/(initContainers|containers)\/\d+$/.test(path) ? CONTAINER : undefined;
}

/** Whether the last part of a path is a field that an object of this kind does not have. */
export function isUnknownField(object: { readonly apiVersion: string; readonly kind: string }, path: string): boolean {
  // The kinds above are in the core group and in groups without a dot; others may have the same names.
  if (object.apiVersion.includes('.')) return false;
  const end = path.lastIndexOf('/');
  const fields = fieldsAt(object.kind, path.slice(0, end));
  return fields !== undefined && !fields.split(' ').includes(path.slice(end + 1));
}
