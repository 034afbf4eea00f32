import { AUTOSCALER, BEHAVIOR, METRIC, SCALE_TARGET, VERTICAL_AUTOSCALER } from './autoscaler-schema';
import { ISTIO_SPECS } from './istio-schema';
import { KARMADA_SPECS } from './karmada-schema';
import { list, map, object, type Shape } from './manifest-shape';
import { LABELS, METADATA, SELECTOR } from './metadata-schema';
import { POD_SECURITY, POLICY_SPECS, SECURITY_CONTEXT } from './policy-schema';
import { CLAIM, KEY, REFERENCE_SPECS } from './reference-schema';

/**
 * What is read of manifests, by kind: the one place for a field that a rule newly reads. `manifest.ts` has the types
 * that follow.
 */

/** Quantities by resource name; YAML reads `cpu: 1` as a number. */
const QUANTITIES = object({ requests: map('scalar'), limits: map('scalar'), claims: 'any' });
const PROBED = object({ port: 'scalar' });
export const PROBE = object({
  initialDelaySeconds: 'number',
  periodSeconds: 'number',
  failureThreshold: 'number',
  httpGet: PROBED,
  tcpSocket: PROBED,
  grpc: PROBED,
});
const ENV_SOURCE = object({
  prefix: 'string',
  configMapRef: KEY,
  secretRef: KEY,
});

const PRE_STOP = object({ exec: object({ command: list('string') }), sleep: object({ seconds: 'number' }) });

export const CONTAINER = object({
  name: 'string',
  image: 'string',
  command: list('string'),
  args: list('string'),
  env: list(object({ name: 'string', value: 'string', valueFrom: 'any' })),
  volumeMounts: list(object({ name: 'string', mountPath: 'string', readOnly: 'boolean' })),
  envFrom: list(ENV_SOURCE),
  ports: list(object({ name: 'string', containerPort: 'number', hostPort: 'number', protocol: 'string' })),
  resources: QUANTITIES,
  startupProbe: PROBE,
  readinessProbe: PROBE,
  livenessProbe: PROBE,
  securityContext: SECURITY_CONTEXT,
  lifecycle: object({ preStop: PRE_STOP }),
  restartPolicy: 'string',
});

const PROJECTED = object({ configMap: KEY, secret: KEY });

export const POD = object({
  nodeName: 'string',
  runtimeClassName: 'string',
  restartPolicy: 'string',
  hostNetwork: 'boolean',
  ...POD_SECURITY,
  enableServiceLinks: 'boolean',
  serviceAccountName: 'string',
  priorityClassName: 'string',
  resourceClaims: list(object({ resourceClaimName: 'string', resourceClaimTemplateName: 'string' })),
  dnsPolicy: 'string',
  terminationGracePeriodSeconds: 'number',
  nodeSelector: LABELS,
  tolerations: list(object({ key: 'string', operator: 'string' })),
  /** Pod-level resources, Kubernetes 1.34. */
  resources: QUANTITIES,
  affinity: object({
    nodeAffinity: object({ requiredDuringSchedulingIgnoredDuringExecution: 'any' }),
    podAffinity: object({ requiredDuringSchedulingIgnoredDuringExecution: list(object({ topologyKey: 'string' })) }),
    podAntiAffinity: 'any',
  }),
  containers: list(CONTAINER),
  initContainers: list(CONTAINER),
  imagePullSecrets: list(object({ name: 'string' })),
  volumes: list(object({
    name: 'string',
    hostPath: object({ path: 'string', type: 'string' }),
    configMap: KEY,
    secret: object({ secretName: 'string', optional: 'boolean' }),
    persistentVolumeClaim: object({ claimName: 'string' }),
    ephemeral: object({ volumeClaimTemplate: object({ spec: CLAIM }) }),
    image: object({ reference: 'string' }),
    emptyDir: 'any',
    downwardAPI: 'any',
    projected: object({ sources: list(PROJECTED) }),
  })),
  topologySpreadConstraints: list(object({
    topologyKey: 'string',
    whenUnsatisfiable: 'string',
    minDomains: 'number',
    maxSkew: 'number',
    nodeTaintsPolicy: 'string',
    labelSelector: SELECTOR,
  })),
});
const TEMPLATE = object({ metadata: METADATA, spec: POD });
const WORKLOAD = object({
  replicas: 'number',
  parallelism: 'number',
  selector: SELECTOR,
  progressDeadlineSeconds: 'number',
  template: TEMPLATE,
  volumeClaimTemplates: list(object({ metadata: METADATA, spec: CLAIM })),
});

const WORKER = object({
  model: object({ name: 'string' }),
  hpa: object({ minReplicas: 'number', maxReplicas: 'number', metrics: list(METRIC), behavior: BEHAVIOR }),
  // Whatever it holds is too much.
  template: object({ metadata: map('any'), spec: POD }),
});

/** Where an MLService of TensorStack has its model. */
const STORAGE = object({ s3: object({ secretRef: object({ name: 'string' }) }) });
const PREDICTOR = object({ model: object({ runtime: 'string' }), storage: STORAGE });

const BACKEND = object({ service: object({ name: 'string' }) });
const INGRESS = object({
  defaultBackend: BACKEND, rules: list(object({ http: object({ paths: list(object({ backend: BACKEND })) }) })),
});

const NAMESPACES = object({ any: 'boolean', matchNames: list('string') });
const ENDPOINT = object({
  port: 'string', interval: 'string', relabelings: list(object({ sourceLabels: list('string'), action: 'string' })),
});

const TRIGGERS = list(object({
  type: 'string',
  name: 'string',
  metricType: 'string',
  useCachedMetrics: 'boolean',
  metadata: map('any'),
  authenticationRef: 'any',
}));

const SPECS: Readonly<Record<string, Shape>> = {
  ...ISTIO_SPECS,
  ...KARMADA_SPECS,
  ...POLICY_SPECS,
  ...REFERENCE_SPECS,
  CronFederatedHPA: object({
    scaleTargetRef: SCALE_TARGET, rules: list(object({ targetMinReplicas: 'number', suspend: 'boolean' })),
  }),
  CustomResourceDefinition: object({ group: 'string', names: object({ kind: 'string' }) }),
  CronJob: object({ jobTemplate: object({ spec: WORKLOAD }) }),
  DaemonSet: WORKLOAD,
  Deployment: WORKLOAD,
  FederatedHPA: AUTOSCALER,
  HorizontalPodAutoscaler: AUTOSCALER,
  Job: WORKLOAD,
  JointInferenceService: object({ edgeWorker: WORKER, cloudWorker: WORKER }),
  MLService: object({
    releases: list(object({ predictor: PREDICTOR })),
    transformer: object({ storage: STORAGE }),
  }),
  Model: object({ url: 'string', credentialName: 'string' }),
  MultiClusterIngress: INGRESS,
  NetworkPolicy: object({ podSelector: SELECTOR }),
  Pod: POD,
  PodDisruptionBudget: object({ minAvailable: 'scalar', maxUnavailable: 'scalar', selector: SELECTOR }),
  PodMonitor: object({ selector: SELECTOR, namespaceSelector: NAMESPACES, podMetricsEndpoints: list(ENDPOINT) }),
  PrometheusRule: object({ groups: list(object({ rules: list(object({ expr: 'scalar' })) })) }),
  ReplicaSet: WORKLOAD,
  ResourceInterpreterCustomization: object({
    target: object({ apiVersion: 'string', kind: 'string' }), customizations: map('any'),
  }),
  ServiceMonitor: object({ selector: SELECTOR, namespaceSelector: NAMESPACES, endpoints: list(ENDPOINT) }),
  ScaledJob: object({ jobTargetRef: WORKLOAD, triggers: TRIGGERS }),
  ScaledObject: object({
    scaleTargetRef: SCALE_TARGET,
    minReplicaCount: 'number',
    maxReplicaCount: 'number',
    idleReplicaCount: 'number',
    fallback: object({ replicas: 'number', behavior: 'string' }),
    advanced: object({
      horizontalPodAutoscalerConfig: object({ name: 'string', behavior: BEHAVIOR }),
      scalingModifiers: object({ formula: 'string', target: 'scalar', metricType: 'string' }),
    }),
    triggers: TRIGGERS,
  }),
  Service: object({
    type: 'string',
    clusterIP: 'string',
    selector: LABELS,
    ports: list(object({ name: 'string', port: 'number', targetPort: 'scalar', appProtocol: 'string' })),
  }),
  StatefulSet: WORKLOAD,
  VerticalPodAutoscaler: VERTICAL_AUTOSCALER,
};

export const RULES = list(object({
  apiGroups: list('string'),
  resources: list('string'),
  verbs: list('string'),
  resourceNames: list('string'),
  nonResourceURLs: list('string'),
}));
export const ROLE_REF = object({ apiGroup: 'string', kind: 'string', name: 'string' });
export const SUBJECTS = list(object({ kind: 'string', name: 'string', namespace: 'string' }));

const NAME = { apiVersion: 'string', kind: 'string', metadata: METADATA } as const;
const CONTENT = { data: LABELS, binaryData: LABELS } as const;
const RBAC = {
  rules: RULES,
  aggregationRule: object({ clusterRoleSelectors: list(SELECTOR) }),
  roleRef: ROLE_REF,
  subjects: SUBJECTS,
} as const;

const ANY = object(NAME);
const SHAPES: Readonly<Record<string, Shape>> = {
  ...Object.fromEntries(Object.entries(SPECS).map(([kind, spec]) => [kind, object({ ...NAME, spec })])),
  ConfigMap: object({ ...NAME, ...CONTENT }),
  ServiceAccount: object({ ...NAME, imagePullSecrets: list(object({ name: 'string' })) }),
  Role: object({ ...NAME, ...RBAC }),
  ClusterRole: object({ ...NAME, ...RBAC }),
  RoleBinding: object({ ...NAME, ...RBAC }),
  ClusterRoleBinding: object({ ...NAME, ...RBAC }),
};

/** The shape of an object of a kind: of a kind that nothing reads, its name alone. */
export function shapeOf(kind: string): Shape {
  return Object.prototype.hasOwnProperty.call(SHAPES, kind) ? SHAPES[kind] : ANY;
}

/** The kinds of which more than the name is read. */
export function kindsRead(): readonly string[] {
  return Object.keys(SHAPES);
}
