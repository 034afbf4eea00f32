import { createHash } from 'crypto';
import { CLAIM, ENVIRONMENT, NAMESPACE, type FleetService } from './fleet';

export const SERVER_FILES = {
  'monitoring.config': 'prometheus_config { enable: true, path: "/monitoring/prometheus/metrics" }\n',
};
export const ARGUMENTS = [
  '--port=8500', '--rest_api_port=8501', '--model_name=resnet', '--model_base_path=/models/resnet',
  '--monitoring_config_file=/etc/model-server/monitoring.config',
];

/** Restarts the pods when the ConfigMap changes: the same files in all services, so it is computed once. */
export const CONFIG_HASH = createHash('sha256')
  .update(JSON.stringify([[Object.entries(SERVER_FILES), []]]))
  .digest('hex')
  .slice(0, 16);

export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Record<string, unknown>;
  readonly [field: string]: unknown;
}

/** The objects of one service as plain JSON, in the order in which the library makes them. */
export function manifests(service: FleetService): Manifest[] {
  const { name } = service;
  const labels = { app: name, team: 'vision' };
  const metadata = { name, namespace: NAMESPACE, labels };
  return [
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { ...metadata, name: `${name}-server` },
      data: SERVER_FILES,
      immutable: false,
    },
    deployment(service, metadata, labels),
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: {
        type: 'ClusterIP',
        selector: { app: name },
        ports: [
          { name: 'http', port: 8501, targetPort: 8501, protocol: 'TCP' },
          { name: 'grpc', port: 8500, targetPort: 8500, protocol: 'TCP' },
        ],
      },
    },
    disruptionBudget(name, metadata),
    autoscaler(service, metadata),
  ];
}

export function disruptionBudget(name: string, metadata: Record<string, unknown>): Manifest {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata,
    spec: { maxUnavailable: 1, selector: { matchLabels: { app: name } }, unhealthyPodEvictionPolicy: 'AlwaysAllow' },
  };
}

export function autoscaler(service: FleetService, metadata: Record<string, unknown>): Manifest {
  const { name, targetUtilization, maxReplicas } = service;
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata,
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
      minReplicas: 2,
      maxReplicas,
      metrics: [
        {
          type: 'Resource',
          resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: targetUtilization } },
        },
        {
          type: 'Pods',
          pods: { metric: { name: 'requests_in_flight' }, target: { type: 'AverageValue', averageValue: '4' } },
        },
      ],
      behavior: {
        scaleDown: { stabilizationWindowSeconds: 900, policies: [{ type: 'Percent', value: 50, periodSeconds: 300 }] },
      },
    },
  };
}

function deployment(service: FleetService, metadata: Manifest['metadata'], labels: Record<string, string>): Manifest {
  const { name } = service;
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata,
    spec: {
      minReadySeconds: 0,
      progressDeadlineSeconds: 1200,
      selector: { matchLabels: { app: name } },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } },
      template: {
        metadata: {
          labels: { ...labels, 'cdk8s.io/metadata.addr': name },
          annotations: { 'elastic-inference/config-hash': CONFIG_HASH },
        },
        spec: {
          automountServiceAccountToken: false,
          containers: [container(name)],
          dnsPolicy: 'ClusterFirst',
          enableServiceLinks: false,
          hostNetwork: false,
          restartPolicy: 'Always',
          securityContext: {
            fsGroup: 1000,
            fsGroupChangePolicy: 'OnRootMismatch',
            runAsGroup: 1000,
            runAsNonRoot: true,
            runAsUser: 1000,
            seccompProfile: { type: 'RuntimeDefault' },
          },
          setHostnameAsFQDN: false,
          terminationGracePeriodSeconds: 40,
          volumes: [
            { name: 'model', persistentVolumeClaim: { claimName: CLAIM, readOnly: true } },
            { name: 'server-files', configMap: { name: `${name}-server` } },
            { name: 'tmp', emptyDir: {} },
          ],
        },
      },
    },
  };
}

function container(name: string): object {
  return {
    name: 'tensorflow-serving',
    image: 'docker.io/tensorflow/serving:2.19.1',
    imagePullPolicy: 'IfNotPresent',
    command: ['/usr/bin/tensorflow_model_server'],
    args: [...ARGUMENTS],
    env: Object.entries(ENVIRONMENT).map(([variable, value]) => ({ name: variable, value })),
    ports: [
      { name: 'http', containerPort: 8501, protocol: 'TCP' },
      { name: 'grpc', containerPort: 8500, protocol: 'TCP' },
    ],
    resources: { requests: { cpu: '1500m', memory: '1500Mi' }, limits: { cpu: '4', memory: '3000Mi' } },
    startupProbe: { tcpSocket: { port: 8501 }, periodSeconds: 10, failureThreshold: 60, timeoutSeconds: 5 },
    readinessProbe: { tcpSocket: { port: 8501 }, periodSeconds: 5, failureThreshold: 3, timeoutSeconds: 5 },
    livenessProbe: { tcpSocket: { port: 8500 }, periodSeconds: 10, failureThreshold: 6, timeoutSeconds: 5 },
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      privileged: false,
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
    },
    volumeMounts: [
      { name: 'model', mountPath: '/models/resnet', readOnly: true, subPath: name },
      { name: 'server-files', mountPath: '/etc/model-server', readOnly: true },
      { name: 'tmp', mountPath: '/tmp' },
    ],
  };
}
