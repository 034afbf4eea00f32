import { ApiObject, App, Chart, Duration, JsonPatch, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { byChart, CLAIM, ENVIRONMENT, NAMESPACE, type FleetService, type Plan } from './fleet';
import { ARGUMENTS, autoscaler, CONFIG_HASH, disruptionBudget, SERVER_FILES } from './manifests';

/** The same objects by hand in cdk8s-plus-27; patches and ApiObjects only for what it has no property or model for. */
export function build(plan: Plan): () => void {
  const app = new App({ outdir: plan.outdir });
  for (const { chart, services } of byChart(plan)) {
    const scope = new Chart(app, chart, { namespace: NAMESPACE });
    services.forEach((s) => define(new Construct(scope, s.name), s));
  }
  return () => app.synth();
}

function define(scope: Construct, service: FleetService): void {
  const { name } = service;
  const labels = { app: name, team: 'vision' };
  const config = new kplus.ConfigMap(scope, 'Config', {
    metadata: { name: `${name}-server`, labels },
    data: SERVER_FILES,
  });
  const deployment = new kplus.Deployment(scope, 'Deployment', {
    metadata: { name, labels },
    podMetadata: { labels, annotations: { 'elastic-inference/config-hash': CONFIG_HASH } },
    select: false,
    strategy: kplus.DeploymentStrategy.rollingUpdate({
      maxSurge: kplus.PercentOrAbsolute.percent(25), maxUnavailable: kplus.PercentOrAbsolute.absolute(0),
    }),
    progressDeadline: Duration.seconds(1200),
    terminationGracePeriod: Duration.seconds(40),
    securityContext: {
      ensureNonRoot: true,
      user: 1000,
      group: 1000,
      fsGroup: 1000,
      fsGroupChangePolicy: kplus.FsGroupChangePolicy.ON_ROOT_MISMATCH,
    },
    containers: [container(scope, name, config)],
  });
  deployment.select(kplus.LabelSelector.of({ labels: { app: name } }));
  deployment.podMetadata.addLabel(kplus.Pod.ADDRESS_LABEL, name);
  deployment.markHasAutoscaler();
  ApiObject.of(deployment).addJsonPatch(
    JsonPatch.add('/spec/template/spec/securityContext/seccompProfile', { type: 'RuntimeDefault' }),
    JsonPatch.add('/spec/template/spec/enableServiceLinks', false),
  );
  const server = new kplus.Service(scope, 'Service', {
    metadata: { name, labels },
    type: kplus.ServiceType.CLUSTER_IP,
    ports: [
      { name: 'http', port: 8501, targetPort: 8501, protocol: kplus.Protocol.TCP },
      { name: 'grpc', port: 8500, targetPort: 8500, protocol: kplus.Protocol.TCP },
    ],
  });
  server.selectLabel('app', name);
  ApiObject.of(server).addJsonPatch(JsonPatch.remove('/spec/externalIPs'));
  new ApiObject(scope, 'DisruptionBudget', disruptionBudget(name, { name, labels }));
  new ApiObject(scope, 'Autoscaler', autoscaler(service, { name, labels }));
}

function container(scope: Construct, name: string, config: kplus.ConfigMap): kplus.ContainerProps {
  const claim = kplus.PersistentVolumeClaim.fromClaimName(scope, 'ModelClaim', CLAIM);
  const probe = (port: number, period: number, failureThreshold: number) => kplus.Probe.fromTcpSocket({
    port,
    periodSeconds: Duration.seconds(period),
    failureThreshold,
    timeoutSeconds: Duration.seconds(5),
  });
  const variables = Object.entries(ENVIRONMENT).map(([variable, value]) => [variable, kplus.EnvValue.fromValue(value)]);
  return {
    name: 'tensorflow-serving',
    image: 'docker.io/tensorflow/serving:2.19.1',
    imagePullPolicy: kplus.ImagePullPolicy.IF_NOT_PRESENT,
    command: ['/usr/bin/tensorflow_model_server'],
    args: [...ARGUMENTS],
    ports: [
      { name: 'http', number: 8501, protocol: kplus.Protocol.TCP },
      { name: 'grpc', number: 8500, protocol: kplus.Protocol.TCP },
    ],
    envVariables: Object.fromEntries(variables),
    resources: {
      cpu: { request: kplus.Cpu.millis(1500), limit: kplus.Cpu.units(4) },
      memory: { request: Size.mebibytes(1500), limit: Size.mebibytes(3000) },
    },
    startup: probe(8501, 10, 60),
    readiness: probe(8501, 5, 3),
    liveness: probe(8500, 10, 6),
    securityContext: {
      ensureNonRoot: true,
      readOnlyRootFilesystem: true,
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL' as kplus.Capability] },
    },
    volumeMounts: [
      {
        path: '/models/resnet',
        readOnly: true,
        subPath: name,
        volume: kplus.Volume.fromPersistentVolumeClaim(scope, 'Model', claim, { name: 'model', readOnly: true }),
      },
      {
        path: '/etc/model-server',
        readOnly: true,
        volume: kplus.Volume.fromConfigMap(scope, 'ServerFiles', config, { name: 'server-files' }),
      },
      { path: '/tmp', volume: kplus.Volume.fromEmptyDir(scope, 'Tmp', 'tmp') },
    ],
  };
}
