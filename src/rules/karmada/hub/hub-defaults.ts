import { groupKind } from '../../../kubernetes/identity';
import type { Manifest } from '../../../kubernetes/manifest';

/**
 * What the API server of the hub fills in before Karmada applies overrides, for the kinds of which all of it is written
 * down here, as of Kubernetes 1.36.
 */

type Fields = Record<string, any>;

const WORKLOAD = (spec: Fields): void => {
  fill(spec, { revisionHistoryLimit: 10 });
  fillPod(spec.template);
};

const BY_KIND: Readonly<Record<string, (spec: Fields) => void>> = {
  '/ConfigMap': () => undefined,
  '/PersistentVolumeClaim': (spec) => fill(spec, { volumeMode: 'Filesystem' }),
  '/Service': fillService,
  'apps/DaemonSet': (spec) => {
    WORKLOAD(spec);
    fill(spec, { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } } });
  },
  'apps/Deployment': (spec) => {
    WORKLOAD(spec);
    fill(spec, { replicas: 1, progressDeadlineSeconds: 600, strategy: {} });
    fill(spec.strategy, { type: 'RollingUpdate' });
    if (spec.strategy.type !== 'RollingUpdate') return;
    fill(spec.strategy, { rollingUpdate: {} });
    fill(spec.strategy.rollingUpdate, { maxSurge: '25%', maxUnavailable: '25%' });
  },
  'apps/StatefulSet': (spec) => {
    WORKLOAD(spec);
    const retention = { whenDeleted: 'Retain', whenScaled: 'Retain' };
    const updateStrategy = { type: 'RollingUpdate', rollingUpdate: { partition: 0 } };
    fill(spec, {
      replicas: 1, podManagementPolicy: 'OrderedReady', updateStrategy, persistentVolumeClaimRetentionPolicy: retention,
    });
  },
  'autoscaling/HorizontalPodAutoscaler': fillAutoscaler,
  'keda.sh/ScaledObject': () => undefined,
  'policy/PodDisruptionBudget': () => undefined,
};

/** Whether all is known that the hub adds to an object, so that what is missing here is missing there. */
export function isKnownToHub({ apiVersion, kind }: Manifest): boolean {
  // The hub keeps this kind in its second version.
  if (kind === 'HorizontalPodAutoscaler' && apiVersion === 'autoscaling/v1') return false;
  return Object.prototype.hasOwnProperty.call(BY_KIND, groupKind(apiVersion, kind));
}

/** A copy of an object, as the hub has it. */
export function onHub(object: Manifest): Manifest {
  const copy = structuredClone(object) as Fields;
  copy.metadata ??= {};
  // Karmada labels and annotates what a policy selects.
  fill(copy.metadata, { labels: {}, annotations: {} });
  if (isKnownToHub(object) && isFields(copy.spec)) BY_KIND[groupKind(object.apiVersion, object.kind)](copy.spec);
  return copy as Manifest;
}

function fillService(spec: Fields): void {
  fill(spec, { type: 'ClusterIP', sessionAffinity: 'None' });
  if (spec.type === 'ExternalName') return;
  fill(spec, { internalTrafficPolicy: 'Cluster', ipFamilyPolicy: 'SingleStack', ipFamilies: ['IPv4'] });
  fill(spec, { clusterIP: '10.0.0.1', clusterIPs: ['10.0.0.1'] });
  if (spec.sessionAffinity === 'ClientIP') {
    fill(spec, { sessionAffinityConfig: { clientIP: { timeoutSeconds: 10800 } } });
  }
  const isPublic = spec.type === 'NodePort' || spec.type === 'LoadBalancer';
  if (isPublic) fill(spec, { externalTrafficPolicy: 'Cluster' });
  if (spec.type === 'LoadBalancer') fill(spec, { allocateLoadBalancerNodePorts: true });
  for (const port of itemsOf(spec.ports)) {
    fill(port, { protocol: 'TCP', targetPort: port.port });
    if (isPublic) fill(port, { nodePort: 30000 });
  }
}

function fillAutoscaler(spec: Fields): void {
  const cpu = { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } };
  fill(spec, { minReplicas: 1, metrics: [{ type: 'Resource', resource: cpu }] });
  if (!isFields(spec.behavior)) return;
  fill(spec.behavior, { scaleUp: {}, scaleDown: {} });
  const everything = { type: 'Percent', value: 100, periodSeconds: 15 };
  fill(spec.behavior.scaleUp, {
    stabilizationWindowSeconds: 0,
    selectPolicy: 'Max',
    policies: [{ type: 'Pods', value: 4, periodSeconds: 15 }, everything],
  });
  fill(spec.behavior.scaleDown, { selectPolicy: 'Max', policies: [everything] });
}

function fillPod(template: unknown): void {
  if (!isFields(template)) return;
  fill(template, { metadata: {} });
  fill(template.metadata, { creationTimestamp: '' });
  const { spec } = template;
  if (!isFields(spec)) return;
  fill(spec, {
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: 30,
    dnsPolicy: 'ClusterFirst',
    securityContext: {},
    schedulerName: 'default-scheduler',
  });
  if (spec.serviceAccountName !== undefined) fill(spec, { serviceAccount: spec.serviceAccountName });
  for (const volume of itemsOf(spec.volumes)) {
    for (const source of ['configMap', 'secret', 'projected', 'downwardAPI']) {
      fill(volume[source], { defaultMode: 420 });
    }
    fill(volume.hostPath, { type: '' });
  }
  for (const container of [...itemsOf(spec.containers), ...itemsOf(spec.initContainers)]) {
    fillContainer(container, spec.hostNetwork === true);
  }
}

function fillContainer(container: Fields, onNode: boolean): void {
  fill(container, {
    imagePullPolicy: 'IfNotPresent',
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    resources: {},
  });
  // A limit without a request is its request.
  if (isFields(container.resources?.limits)) {
    fill(container.resources, { requests: {} });
    fill(container.resources.requests, container.resources.limits);
  }
  for (const port of itemsOf(container.ports)) {
    fill(port, { protocol: 'TCP' });
    if (onNode) fill(port, { hostPort: port.containerPort });
  }
  for (const probe of ['startupProbe', 'readinessProbe', 'livenessProbe']) {
    fill(container[probe], { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 });
    fill(container[probe]?.httpGet, { path: '/', scheme: 'HTTP' });
    fill(container[probe]?.grpc, { service: '' });
  }
  for (const variable of itemsOf(container.env)) fill(variable.valueFrom?.fieldRef, { apiVersion: 'v1' });
}

/** Sets the fields that are missing. */
function fill(target: unknown, defaults: Fields): void {
  if (!isFields(target)) return;
  for (const [key, value] of Object.entries(defaults)) {
    if (target[key] === undefined || target[key] === null) target[key] = structuredClone(value);
  }
}

function itemsOf(list: unknown): Fields[] {
  return Array.isArray(list) ? list.filter(isFields) : [];
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
