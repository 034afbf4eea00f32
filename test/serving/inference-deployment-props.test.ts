import * as fs from 'fs';
import * as path from 'path';
import { Chart, Duration, Size } from 'cdk8s';
import {
  DeploymentStrategy,
  Env,
  EnvValue,
  ImagePullPolicy,
  PercentOrAbsolute,
  Probe,
  Secret,
  ServiceAccount,
  ServiceType,
  Volume,
} from 'cdk8s-plus-27';
import {
  Accelerator,
  AutoscaledInference,
  EdgePlacement,
  InferenceDeployment,
  ModelCache,
  ModelServer,
  ModelSource,
  ScalingBehavior,
  ScalingMetric,
  ScalingPolicySelect,
  WasmRuntime,
  type AutoscaledInferenceProps,
  type InferenceDeploymentProps,
} from '../../src';
import { autoscaledProps, deploymentProps, synth, testChart } from '../helpers';

/** No property is accepted and then forgotten: a value that is not the default shows in what is printed. */

const server = ModelServer.custom({ image: 'registry.example.com/server:1', httpPort: 8080, metricsPort: 9090 });
const base = { server, model: undefined };

const DEPLOYMENT: Record<string, (chart: Chart) => Partial<InferenceDeploymentProps>> = {
  server: () => ({
    server: ModelServer.custom({ image: 'registry.example.com/server:2', httpPort: 8080, metricsPort: 9090 }),
  }),
  resources: () => ({ resources: { requests: { cpu: '7' } } }),
  model: () => ({ model: ModelSource.volumeClaim('models') }),
  name: () => ({ name: 'other' }),
  accelerator: () => ({ accelerator: Accelerator.intel() }),
  placement: (chart) => ({ placement: new EdgePlacement(chart, 'Edge') }),
  labels: () => ({ labels: { team: 'vision' } }),
  selector: () => ({ selector: { app: 'other' } }),
  podAnnotations: () => ({ podAnnotations: { a: 'b' } }),
  containerName: () => ({ containerName: 'main' }),
  imagePullPolicy: () => ({ imagePullPolicy: ImagePullPolicy.ALWAYS }),
  imagePullSecret: (chart) => ({ imagePullSecret: Secret.fromSecretName(chart, 'Registry', 'registry') }),
  serviceAccount: (chart) => ({ serviceAccount: ServiceAccount.fromServiceAccountName(chart, 'Account', 'reader') }),
  environment: () => ({ environment: { A: 'b' } }),
  envVariables: () => ({ envVariables: { A: EnvValue.fromValue('b') } }),
  envFrom: (chart) => ({ envFrom: [Env.fromSecret(Secret.fromSecretName(chart, 'All', 'all'))] }),
  config: () => ({ config: { data: { A: 'b' } } }),
  extraContainers: () => ({
    extraContainers: [{ name: 'side', image: 'a/side:1', resources: { cpu: deploymentProps().resources.cpu } }],
  }),
  initContainers: () => ({ initContainers: [{ name: 'init', image: 'a/init:1' }] }),
  volumeMounts: (chart) => ({ volumeMounts: [{ path: '/data', volume: Volume.fromEmptyDir(chart, 'Data', 'data') }] }),
  volumes: (chart) => ({ volumes: [Volume.fromEmptyDir(chart, 'Spare', 'spare')] }),
  modelCache: () => ({ modelCache: ModelCache.emptyDir({ variables: ['HF_HOME'] }) }),
  ports: () => ({ ports: [{ name: 'debug', number: 6000 }] }),
  service: () => ({ service: { type: ServiceType.NODE_PORT } }),
  readiness: () => ({ readiness: Probe.fromHttpGet('/ready', { port: 8080 }) }),
  liveness: () => ({ liveness: Probe.fromHttpGet('/live', { port: 8080 }) }),
  startup: () => ({ startup: Probe.fromHttpGet('/started', { port: 8080 }) }),
  startupBudget: () => ({ startupBudget: Duration.minutes(25) }),
  maxRequestDuration: () => ({ maxRequestDuration: Duration.minutes(3) }),
  rollout: () => ({ rollout: DeploymentStrategy.recreate() }),
  disruptionBudget: () => ({ disruptionBudget: { maxUnavailable: PercentOrAbsolute.percent(50) } }),
  admit: () => ({ admit: { callers: [] } }),
  sharedMemory: () => ({ sharedMemory: Size.mebibytes(64) }),
  hostNetwork: () => ({ hostNetwork: true }),
  enableServiceLinks: () => ({ enableServiceLinks: true }),
  wasmRuntime: (chart) => ({ wasmRuntime: new WasmRuntime(chart, 'Wasm') }),
  priorityClassName: () => ({ priorityClassName: 'high' }),
  schedulerName: () => ({ schedulerName: 'other' }),
};

const FIXED: typeof DEPLOYMENT = { replicas: () => ({ replicas: 2 }) };

const SCALING: Record<string, () => Partial<AutoscaledInferenceProps>> = {
  maxReplicas: () => ({ maxReplicas: 9 }),
  minReplicas: () => ({ minReplicas: 2 }),
  metrics: () => ({ metrics: [ScalingMetric.memoryAverageValue('1Gi')] }),
  behavior: () => ({ behavior: ScalingBehavior.of({ scaleDown: { selectPolicy: ScalingPolicySelect.DISABLED } }) }),
  autoscalerName: () => ({ autoscalerName: 'other' }),
};

/** The properties of the interfaces of a file of src. */
function properties(file: string): string[] {
  const text = fs.readFileSync(path.join(__dirname, '..', '..', 'src', file), 'utf8');
  return [...text.matchAll(/^ {2}readonly (\w+)\??:/gm)].map(([, name]) => name);
}

/** What of the library's own is printed; what a case needs beside it is in both. */
function printed(make: (chart: Chart) => unknown): string {
  const chart = testChart();
  make(chart);
  return JSON.stringify(synth(chart).filter((o) => o.kind !== 'RuntimeClass'));
}

test('every property is tried', () => {
  expect(Object.keys({ ...DEPLOYMENT, ...FIXED }).sort()).toEqual(
    [...properties('serving/inference-deployment-props.ts'), ...properties('servers/environment-options.ts')].sort(),
  );
  const scaling = [...properties('scaling/scaling-options.ts'), 'autoscalerName'];
  expect(Object.keys(SCALING).sort()).toEqual(scaling.sort());
});

test.each(Object.keys({ ...DEPLOYMENT, ...FIXED }))('%s shows in what InferenceDeployment prints', (property) => {
  const changes = { ...DEPLOYMENT, ...FIXED }[property];
  const without = printed((chart) => new InferenceDeployment(chart, 'M', deploymentProps(base)));
  expect(
    printed((chart) => new InferenceDeployment(chart, 'M', deploymentProps({ ...base, ...changes(chart) }))),
  ).not.toBe(without);
});

test.each(Object.keys({ ...DEPLOYMENT, ...SCALING }))('%s shows in what AutoscaledInference prints', (property) => {
  const changes: (chart: Chart) => object = { ...DEPLOYMENT, ...SCALING }[property];
  // The host network is for one replica only.
  const least = { ...base, ...(property === 'hostNetwork' && { maxReplicas: 1 }) };
  const without = printed((chart) => new AutoscaledInference(chart, 'M', autoscaledProps(least)));
  expect(
    printed((chart) => new AutoscaledInference(chart, 'M', autoscaledProps({ ...least, ...changes(chart) }))),
  ).not.toBe(without);
});
