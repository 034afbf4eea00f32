// The fleet of the bench in Jsonnet: `jsonnet -y --tla-code-file values=values.json fleet.jsonnet`.

local labels(service) = { app: service.name, team: 'vision' };

local metadata(service) = { name: service.name, namespace: 'fleet', labels: labels(service) };

local configMap(service) = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: metadata(service) { name: service.name + '-server' },
  data: {
    'monitoring.config': 'prometheus_config { enable: true, path: "/monitoring/prometheus/metrics" }\n',
  },
  immutable: false,
};

local probe(port, period, failures) = {
  tcpSocket: { port: port },
  periodSeconds: period,
  failureThreshold: failures,
  timeoutSeconds: 5,
};

local container(service, values) = {
  name: 'tensorflow-serving',
  image: 'docker.io/tensorflow/serving:2.19.1',
  imagePullPolicy: 'IfNotPresent',
  command: ['/usr/bin/tensorflow_model_server'],
  args: [
    '--port=8500',
    '--rest_api_port=8501',
    '--model_name=resnet',
    '--model_base_path=/models/resnet',
    '--monitoring_config_file=/etc/model-server/monitoring.config',
  ],
  env: values.environment,
  ports: [
    { name: 'http', containerPort: 8501, protocol: 'TCP' },
    { name: 'grpc', containerPort: 8500, protocol: 'TCP' },
  ],
  resources: {
    requests: { cpu: '1500m', memory: '1500Mi' },
    limits: { cpu: '4', memory: '3000Mi' },
  },
  startupProbe: probe(8501, 10, 60),
  readinessProbe: probe(8501, 5, 3),
  livenessProbe: probe(8500, 10, 6),
  securityContext: {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    privileged: false,
    readOnlyRootFilesystem: true,
    runAsNonRoot: true,
  },
  volumeMounts: [
    { name: 'model', mountPath: '/models/resnet', readOnly: true, subPath: service.name },
    { name: 'server-files', mountPath: '/etc/model-server', readOnly: true },
    { name: 'tmp', mountPath: '/tmp' },
  ],
};

local deployment(service, values) = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: metadata(service),
  spec: {
    minReadySeconds: 0,
    progressDeadlineSeconds: 1200,
    selector: { matchLabels: { app: service.name } },
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } },
    template: {
      metadata: {
        labels: labels(service) { 'cdk8s.io/metadata.addr': service.name },
        annotations: { 'elastic-inference/config-hash': values.configHash },
      },
      spec: {
        automountServiceAccountToken: false,
        containers: [container(service, values)],
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
          { name: 'model', persistentVolumeClaim: { claimName: values.claim, readOnly: true } },
          { name: 'server-files', configMap: { name: service.name + '-server' } },
          { name: 'tmp', emptyDir: {} },
        ],
      },
    },
  },
};

local serverService(service) = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: metadata(service),
  spec: {
    type: 'ClusterIP',
    selector: { app: service.name },
    ports: [
      { name: 'http', port: 8501, targetPort: 8501, protocol: 'TCP' },
      { name: 'grpc', port: 8500, targetPort: 8500, protocol: 'TCP' },
    ],
  },
};

local disruptionBudget(service) = {
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: metadata(service),
  spec: {
    maxUnavailable: 1,
    selector: { matchLabels: { app: service.name } },
    unhealthyPodEvictionPolicy: 'AlwaysAllow',
  },
};

local autoscaler(service) = {
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: metadata(service),
  spec: {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: service.name },
    minReplicas: 2,
    maxReplicas: service.maxReplicas,
    metrics: [
      {
        type: 'Resource',
        resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: service.targetUtilization } },
      },
      {
        type: 'Pods',
        pods: {
          metric: { name: 'requests_in_flight' },
          target: { type: 'AverageValue', averageValue: '4' },
        },
      },
    ],
    behavior: {
      scaleDown: {
        stabilizationWindowSeconds: 900,
        policies: [{ type: 'Percent', value: 50, periodSeconds: 300 }],
      },
    },
  },
};

function(values) std.flatMap(function(service) [
  configMap(service),
  deployment(service, values),
  serverService(service),
  disruptionBudget(service),
  autoscaler(service),
], values.services)
