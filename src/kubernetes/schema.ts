import { list, map, object, type Shape } from './conform';

/** The shapes of the objects that the rules read, by kind: `manifest.ts` has the types. */

const LABELS = map('string');
const SELECTOR = object({ matchLabels: LABELS, matchExpressions: list(object({ key: 'string', operator: 'string', values: list('string') })) });
const METADATA = object({ name: 'string', namespace: 'string', labels: LABELS, annotations: LABELS, ownerReferences: list(object({ kind: 'string', name: 'string' })) });
const QUANTITIES = object({ requests: map('any'), limits: map('any') });
const PROBE = object({ initialDelaySeconds: 'number', periodSeconds: 'number', failureThreshold: 'number' });

const CONTAINER = object({
  name: 'string',
  image: 'string',
  command: list('string'),
  args: list('string'),
  env: list(object({ name: 'string', value: 'string' })),
  volumeMounts: list(object({ name: 'string', mountPath: 'string', readOnly: 'boolean' })),
  envFrom: list(object({ prefix: 'string', configMapRef: object({ name: 'string' }), secretRef: object({ name: 'string' }) })),
  ports: list(object({ name: 'string', containerPort: 'number', hostPort: 'number', protocol: 'string' })),
  resources: QUANTITIES,
  startupProbe: PROBE,
  readinessProbe: PROBE,
  lifecycle: object({ preStop: object({ exec: object({ command: list('string') }), sleep: object({ seconds: 'number' }) }) }),
  restartPolicy: 'string',
});

const POD = object({
  nodeName: 'string',
  hostNetwork: 'boolean',
  serviceAccountName: 'string',
  dnsPolicy: 'string',
  terminationGracePeriodSeconds: 'number',
  nodeSelector: LABELS,
  resources: QUANTITIES,
  affinity: object({ nodeAffinity: object({ requiredDuringSchedulingIgnoredDuringExecution: 'any' }), podAntiAffinity: 'any' }),
  containers: list(CONTAINER),
  initContainers: list(CONTAINER),
  volumes: list(object({ name: 'string', hostPath: object({ path: 'string' }) })),
  topologySpreadConstraints: list(object({ topologyKey: 'string', whenUnsatisfiable: 'string', minDomains: 'number', maxSkew: 'number' })),
});
const TEMPLATE = object({ metadata: METADATA, spec: POD });
const WORKLOAD = object({ replicas: 'number', selector: SELECTOR, progressDeadlineSeconds: 'number', template: TEMPLATE });

const TARGET = object({ type: 'string', averageUtilization: 'number', averageValue: 'any', value: 'any' });
const METRIC = object({
  type: 'string',
  resource: object({ name: 'string', target: TARGET }),
  containerResource: object({ name: 'string', container: 'string', target: TARGET }),
  pods: object({ metric: object({ name: 'string' }), target: TARGET }),
  object: object({ metric: object({ name: 'string' }), target: TARGET }),
  external: object({ metric: object({ name: 'string' }), target: TARGET }),
});
const BEHAVIOR = object({ scaleUp: object({ tolerance: 'any' }) });
const AUTOSCALER = object({
  scaleTargetRef: object({ apiVersion: 'string', kind: 'string', name: 'string' }),
  minReplicas: 'number',
  maxReplicas: 'number',
  targetCPUUtilizationPercentage: 'number',
  metrics: list(METRIC),
  behavior: BEHAVIOR,
});

const WORKER = object({
  model: object({ name: 'string' }),
  hpa: object({ minReplicas: 'number', maxReplicas: 'number', metrics: list(METRIC) }),
  // Whatever it holds is too much.
  template: object({ metadata: map('any'), spec: POD }),
});

const NAMESPACES = object({ any: 'boolean', matchNames: list('string') });
const ENDPOINT = object({ port: 'string', interval: 'string', relabelings: list(object({ sourceLabels: list('string'), action: 'string' })) });

const SPECS: Readonly<Record<string, Shape>> = {
  CronJob: object({ jobTemplate: object({ spec: WORKLOAD }) }),
  FederatedHPA: AUTOSCALER,
  HorizontalPodAutoscaler: AUTOSCALER,
  JointInferenceService: object({ edgeWorker: WORKER, cloudWorker: WORKER }),
  Model: object({ url: 'string', credentialName: 'string' }),
  Pod: POD,
  PodDisruptionBudget: object({ minAvailable: 'any', maxUnavailable: 'any', selector: SELECTOR }),
  PodMonitor: object({ selector: SELECTOR, namespaceSelector: NAMESPACES, podMetricsEndpoints: list(ENDPOINT) }),
  ServiceMonitor: object({ selector: SELECTOR, namespaceSelector: NAMESPACES, endpoints: list(ENDPOINT) }),
  ScaledObject: object({
    scaleTargetRef: object({ apiVersion: 'string', kind: 'string', name: 'string' }),
    minReplicaCount: 'number',
    maxReplicaCount: 'number',
    idleReplicaCount: 'number',
    advanced: object({ horizontalPodAutoscalerConfig: object({ behavior: BEHAVIOR }) }),
    triggers: list(object({ type: 'string', name: 'string', metricType: 'string', metadata: map('any') })),
  }),
  Service: object({ selector: LABELS, ports: list(object({ name: 'string', port: 'number', targetPort: 'any' })) }),
};

const RBAC = {
  rules: list(object({ apiGroups: list('string'), resources: list('string'), verbs: list('string'), resourceNames: list('string'), nonResourceURLs: list('string') })),
  aggregationRule: object({ clusterRoleSelectors: list(SELECTOR) }),
  roleRef: object({ kind: 'string', name: 'string' }),
  subjects: list(object({ kind: 'string', name: 'string', namespace: 'string' })),
};

/** The shape of an object of a kind. */
export function shapeOf(kind: string): Shape {
  return object({ apiVersion: 'string', kind: 'string', metadata: METADATA, spec: SPECS[kind] ?? WORKLOAD, data: LABELS, binaryData: LABELS, ...RBAC });
}
