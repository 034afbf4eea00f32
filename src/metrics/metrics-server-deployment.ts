import { KubeletAddressType, type MetricsServerProps } from './metrics-server-options';
import { renderResources } from '../values/resource-requirements';

export const NAME = 'metrics-server';
export const NAMESPACE = 'kube-system';
export const LABELS = { 'k8s-app': NAME };

const CONTROL_PLANE = 'node-role.kubernetes.io/control-plane';
const ADDRESS_TYPES = [KubeletAddressType.INTERNAL_IP, KubeletAddressType.EXTERNAL_IP, KubeletAddressType.HOSTNAME];
const PORT = 10250;
/** On the network of a node the kubelet uses the other port. Upstream used this one until version 0.7. */
const HOST_PORT = 4443;

/** The spec of the Deployment of metrics-server. */
export function deploymentSpec(props: MetricsServerProps): object {
  const { hostNetwork, onControlPlane, highAvailability } = props;
  return {
    ...(highAvailability && { replicas: 2 }),
    selector: { matchLabels: LABELS },
    strategy: { rollingUpdate: rollout(props) },
    template: {
      metadata: { labels: LABELS },
      spec: {
        serviceAccountName: NAME,
        // Those of the API server, which its client reads, are set anyway.
        enableServiceLinks: false,
        priorityClassName: 'system-cluster-critical',
        nodeSelector: { 'kubernetes.io/os': 'linux' },
        ...(hostNetwork && { hostNetwork, dnsPolicy: 'ClusterFirstWithHostNet' }),
        ...(onControlPlane && { tolerations: [{ key: CONTROL_PLANE, operator: 'Exists', effect: 'NoSchedule' }] }),
        ...((onControlPlane || highAvailability) && { affinity: affinity(props) }),
        containers: [container(props)],
        volumes: [{ name: 'tmp-dir', emptyDir: {} }],
      },
    },
  };
}

/** On the network of a node, two pods would use the same port, so the old pod terminates first. */
function rollout({ hostNetwork, highAvailability }: MetricsServerProps): object {
  return hostNetwork ? { maxSurge: 0, maxUnavailable: 1 } : { maxUnavailable: highAvailability ? 1 : 0 };
}

function affinity({ onControlPlane, highAvailability }: MetricsServerProps): object {
  const ofControlPlane = { matchExpressions: [{ key: CONTROL_PLANE, operator: 'Exists' }] };
  const onSameNode = {
    labelSelector: { matchLabels: LABELS },
    namespaces: [NAMESPACE],
    topologyKey: 'kubernetes.io/hostname',
  };
  return {
    ...(onControlPlane && {
      nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [ofControlPlane] } },
    }),
    ...(highAvailability && {
      podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [onSameNode] },
    }),
  };
}

function container(props: MetricsServerProps): object {
  const { image = 'registry.k8s.io/metrics-server/metrics-server:v0.9.0', hostNetwork } = props;
  const { requests, limits } = renderResources(props.resources ?? { requests: { cpu: '100m', memory: '200Mi' } });
  return {
    name: NAME,
    image,
    imagePullPolicy: 'IfNotPresent',
    args: args(props),
    ports: [{ name: 'https', containerPort: hostNetwork ? HOST_PORT : PORT, protocol: 'TCP' }],
    readinessProbe: { ...probe('/readyz'), initialDelaySeconds: 20 },
    livenessProbe: probe('/livez'),
    resources: { requests, ...(Object.keys(limits).length > 0 && { limits }) },
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      runAsUser: 1000,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    volumeMounts: [{ name: 'tmp-dir', mountPath: '/tmp' }],
  };
}

function probe(path: string): object {
  return { httpGet: { path, port: 'https', scheme: 'HTTPS' }, periodSeconds: 10, failureThreshold: 3 };
}

function args(props: MetricsServerProps): string[] {
  const { hostNetwork, kubeletAddressTypes = ADDRESS_TYPES, kubeletInsecureTls, metricResolution } = props;
  const flags = [
    '--cert-dir=/tmp',
    `--secure-port=${hostNetwork ? HOST_PORT : PORT}`,
    `--kubelet-preferred-address-types=${kubeletAddressTypes.join(',')}`,
    '--kubelet-use-node-status-port',
    `--metric-resolution=${metricResolution?.toSeconds() ?? 15}s`,
  ];
  if (kubeletInsecureTls) flags.push('--kubelet-insecure-tls');
  return flags;
}
