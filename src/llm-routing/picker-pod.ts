import { createHash } from 'crypto';
import type { EndpointPicker } from './endpoint-picker';
import { renderResources } from '../values/resource-requirements';

/** The ports of a picker: the gateway's calls, the probes, the metrics. */
export const PICKER_PORTS = { grpc: 9002, health: 9003, metrics: 9090 } as const;

/** The file of the configuration, in its ConfigMap and its container. */
export const CONFIG_FILE = 'picker.yaml';

const CONFIG_FOLDER = '/config';
/** The user of the images, which are distroless. */
const USER = 65532;

/** What the pods of a picker are made of. */
export interface PickerPod {
  readonly picker: EndpointPicker;
  readonly name: string;
  /** The name of the pool that it picks from. */
  readonly pool: string;
  readonly labels: Record<string, string>;
  readonly config: string;
  readonly metricsPath: string;
  /** How long a request of the pool may take: the gateway asks about it until its end. */
  readonly requestSeconds: number;
}

/** The spec of the Deployment of a picker. */
export function pickerDeploymentSpec(pod: PickerPod): object {
  const { replicas = 1 } = pod.picker._options;
  const { name, labels } = pod;
  return {
    replicas,
    selector: { matchLabels: labels },
    // Only one replica is ever Ready, so the pods of a rolling update would wait for one another.
    strategy: { type: 'Recreate' },
    template: {
      metadata: {
        labels,
        annotations: { 'elastic-inference/config-hash': hash(pod.config) },
      },
      spec: {
        serviceAccountName: name,
        enableServiceLinks: false,
        terminationGracePeriodSeconds: pod.requestSeconds + 10,
        ...(replicas > 1 && { topologySpreadConstraints: [spread(labels)] }),
        securityContext: {
          runAsNonRoot: true,
          runAsUser: USER,
          runAsGroup: USER,
          seccompProfile: { type: 'RuntimeDefault' },
        },
        containers: [container(pod)],
        volumes: [{ name: 'config', configMap: { name } }],
      },
    },
  };
}

/** The picker reads its configuration when it starts. */
function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

function spread(labels: Record<string, string>): object {
  return {
    maxSkew: 1,
    topologyKey: 'kubernetes.io/hostname',
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: labels },
  };
}

function container(pod: PickerPod): object {
  const { picker } = pod;
  const fallback = { requests: { cpu: '1', memory: '2Gi' }, limits: { memory: '8Gi' } };
  const { requests, limits } = renderResources(picker._options.resources ?? fallback);
  return {
    name: 'picker',
    image: picker.image,
    imagePullPolicy: 'IfNotPresent',
    args: args(pod),
    env: [
      { name: 'NAMESPACE', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } },
      { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
    ],
    ports: [
      { name: 'grpc', containerPort: PICKER_PORTS.grpc },
      { name: 'grpc-health', containerPort: PICKER_PORTS.health },
      { name: 'metrics', containerPort: PICKER_PORTS.metrics },
    ],
    readinessProbe: { grpc: { port: PICKER_PORTS.health, service: 'readiness' }, periodSeconds: 2, timeoutSeconds: 2 },
    livenessProbe: {
      grpc: { port: PICKER_PORTS.health, service: 'liveness' },
      initialDelaySeconds: 5,
      periodSeconds: 10,
      timeoutSeconds: 5,
      failureThreshold: 6,
    },
    resources: { requests, ...(Object.keys(limits).length > 0 && { limits }) },
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
    },
    volumeMounts: [{ name: 'config', mountPath: CONFIG_FOLDER, readOnly: true }],
  };
}

function args({ picker, pool, metricsPath }: PickerPod): string[] {
  const { replicas = 1, secureServing = true } = picker._options;
  const flags = [
    `--pool-name=${pool}`,
    // From the variable, so that it is right in whatever namespace the manifests are applied to.
    '--pool-namespace=$(NAMESPACE)',
    '--pool-group=inference.networking.k8s.io',
    `--config-file=${CONFIG_FOLDER}/${CONFIG_FILE}`,
    '--zap-encoder=json',
    '--v=1',
    // Without a collector, which is at localhost by default, each trace is an error in the log.
    '--tracing=false',
    // As the metrics of model servers. With it, the picker would need rights in the whole cluster.
    '--metrics-endpoint-auth=false',
  ];
  if (!picker._mapsEngines && metricsPath !== '/metrics') flags.push(`--model-server-metrics-path=${metricsPath}`);
  if (replicas > 1) flags.push('--ha-enable-leader-election');
  if (!secureServing) flags.push('--secure-serving=false');
  return flags;
}
