import { list, object, type Shape } from './manifest-shape';
import { LABELS } from './metadata-schema';

/** What is read of objects that only refer to others or bring what others need; a part of `manifest-schema.ts`. */

/** A reference to a ConfigMap or a Secret, or to a key of one. */
export const KEY = object({ name: 'string', optional: 'boolean' });

/** Where a variable of a container has its value: `valueFrom`. */
export const VALUE_SOURCE = object({ configMapKeyRef: KEY, secretKeyRef: KEY });

/** What a PersistentVolumeClaim requests; an empty class is no class at all. */
export const CLAIM = object({ storageClassName: 'string', volumeName: 'string', accessModes: list('string') });

const CLASS = { deviceClassName: 'string' } as const;
const DEVICES = object({
  devices: object({
    requests: list(object({ ...CLASS, exactly: object(CLASS), firstAvailable: list(object(CLASS)) })),
  }),
});
const PARENTS = object({
  parentRefs: list(object({ group: 'string', kind: 'string', namespace: 'string', name: 'string' })),
});
const BACKENDS = list(object({ group: 'string', kind: 'string', namespace: 'string', name: 'string' }));
const HTTP_ROUTE = object({
  parentRefs: list(object({ group: 'string', kind: 'string', namespace: 'string', name: 'string' })),
  rules: list(object({ backendRefs: BACKENDS })),
});
/** A pool of the Gateway API Inference Extension. */
const INFERENCE_POOL = object({
  selector: object({ matchLabels: LABELS }),
  endpointPickerRef: object({
    group: 'string', kind: 'string', name: 'string', port: object({ number: 'number' }), failureMode: 'string',
  }),
});
const PARAMETERS = list(object({ name: 'string', parameter: 'string' }));
/** What a TriggerAuthentication of KEDA gives to triggers; a field that is not read here may give anything. */
const AUTHENTICATION = object({ secretTargetRef: PARAMETERS, configMapTargetRef: PARAMETERS, env: PARAMETERS });

/** What a term of a node affinity requires; its list is read where it is needed. */
export const NODE_TERM = object({
  matchExpressions: list(object({ key: 'string', operator: 'string', values: list('string') })),
  matchFields: list(object({ key: 'string', operator: 'string', values: list('string') })),
});
export const NODE_TERMS = object({ nodeSelectorTerms: list(NODE_TERM) });

/** The routes of KEDA's HTTP add-on. */
const HEADERS = list(object({ name: 'string', value: 'string' }));
const INTERCEPTOR_ROUTE = object({
  target: object({ service: 'string' }),
  rules: list(object({ hosts: list('string'), paths: list(object({ value: 'string' })), headers: HEADERS })),
  coldStart: 'any',
  timeouts: object({ readiness: 'string', request: 'string' }),
  scalingMetric: object({
    concurrency: object({ targetValue: 'number' }), requestRate: object({ targetValue: 'number' }),
  }),
});
const HTTP_SCALED_OBJECT = object({
  hosts: list('string'),
  pathPrefixes: list('string'),
  headers: HEADERS,
  scaleTargetRef: object({ apiVersion: 'string', kind: 'string', name: 'string', service: 'string' }),
  replicas: object({ min: 'number' }),
  coldStartTimeoutFailoverRef: 'any',
  timeouts: object({ conditionWait: 'string' }),
});

export const REFERENCE_SPECS: Readonly<Record<string, Shape>> = {
  APIService: object({ group: 'string', version: 'string' }),
  Certificate: object({ secretName: 'string' }),
  ClusterTriggerAuthentication: AUTHENTICATION,
  CustomResourceDefinition: object({ group: 'string', names: object({ kind: 'string' }) }),
  DeviceClass: object({ extendedResourceName: 'string' }),
  ExternalSecret: object({ target: object({ name: 'string' }) }),
  GRPCRoute: PARENTS,
  HTTPRoute: HTTP_ROUTE,
  HTTPScaledObject: HTTP_SCALED_OBJECT,
  InferencePool: INFERENCE_POOL,
  Ingress: object({ ingressClassName: 'string', tls: list(object({ secretName: 'string' })) }),
  InterceptorRoute: INTERCEPTOR_ROUTE,
  PersistentVolume: object({ storageClassName: 'string' }),
  PersistentVolumeClaim: CLAIM,
  ResourceClaim: DEVICES,
  ResourceClaimTemplate: object({ spec: DEVICES }),
  TriggerAuthentication: AUTHENTICATION,
};
