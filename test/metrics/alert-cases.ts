import type { Chart } from 'cdk8s';
import { Duration } from 'cdk8s';
import {
  AutoscaledInference, InferenceDeployment, InferenceMonitor, KedaTrigger, ModelServer, ScalingEngine, ScalingMetric,
  type IInference,
} from '../../src';
import { autoscaledProps, deploymentProps } from '../helpers';

/** What happens, in values of Prometheus each half minute, and which alerts fire at which time. */
export interface AlertCase {
  readonly title: string;
  /** The name of the PrometheusRule. */
  readonly of: string;
  /** By the whole name of a series, in promtool's notation. */
  readonly series: Readonly<Record<string, string>>;
  /** By the time. */
  readonly firing: Readonly<Record<string, readonly string[]>>;
}

/** A case of a served model. */
interface ModelCase extends Omit<AlertCase, 'of'> {
  readonly model: string;
  /** By the name of a series below; the others are those of a model that works. */
  readonly series: Readonly<Record<string, string>>;
}

/** A replica may take ten minutes to start, so alerts about replicas wait for 15. */
export const STARTUP = Duration.minutes(10);

/** The models that the cases are about: on a signal of its own, on CPU, with KEDA, and fixed. */
export function alertedModels(chart: Chart): IInference[] {
  const llama = () => ModelServer.llamaCpp({ modelFile: 'q.gguf', parallelRequests: 4 });
  const chat = new AutoscaledInference(chart, 'Chat', autoscaledProps({
    server: llama(), metrics: [llama().scalingMetric()],
  }));
  const resnet = new AutoscaledInference(chart, 'Resnet', autoscaledProps({
    metrics: [ScalingMetric.cpuUtilization(60)],
  }));
  const resting = new AutoscaledInference(chart, 'Resting', autoscaledProps({
    server: llama(),
    metrics: [llama().scalingMetric()],
    minReplicas: 0,
    engine: ScalingEngine.keda({
      prometheus: 'http://prometheus-operated.monitoring:9090',
      triggers: [KedaTrigger.redis({ address: 'queue.vision:6379', listName: 'work', listLength: 8 })],
    }),
  }));
  const fixed = new InferenceDeployment(chart, 'Fixed', deploymentProps({ replicas: 2 }));
  new InferenceMonitor(chart, 'Monitor', { of: [chat, resting] });
  return [chat, resnet, resting, fixed];
}

const OF = 'namespace="vision"';
const POD = (model: string) => `${OF},pod="${model}-7d9f8b6c5d-x7k2p"`;
const OTHER_POD = (model: string, random: string) => `${OF},pod="${model}-7d9f8b6c5d-${random}"`;
const FOREIGN_POD = (model: string) => `${OF},pod="${model}-web-7d9f8b6c5d-x7k2p"`;
const hpaOf = (model: string) => `${OF},horizontalpodautoscaler="${model === 'resting' ? 'keda-hpa-resting' : model}"`;
const condition = (type: string, status: string) => (model: string) => (
  `kube_horizontalpodautoscaler_status_condition{${hpaOf(model)},condition="${type}",status="${status}"}`);
const hpa = (field: string) => (model: string) => `kube_horizontalpodautoscaler_${field}{${hpaOf(model)}}`;
const deployment = (field: string) => (model: string) => `kube_deployment_${field}{${OF},deployment="${model}"}`;
const statefulSet = (field: string) => (model: string) => `kube_statefulset_${field}{${OF},statefulset="${model}"}`;
const oom = (reason: string) => (model: string) => (
  `kube_pod_container_status_last_terminated_reason{${POD(model)},container="llama-cpp",reason="${reason}"}`);
const keda = (labels: string) => (model: string) => (
  `keda_scaled_object_errors_total{scaledObject="${model}",scaler="prometheus",${labels}}`);

/** The series by a short name, as their exporters write them. */
const SERIES: Readonly<Record<string, (model: string) => string>> = {
  'desired': deployment('spec_replicas'),
  'ready': deployment('status_replicas_ready'),
  'updated': deployment('status_replicas_updated'),
  'set desired': statefulSet('replicas'),
  'set ready': statefulSet('status_replicas_ready'),
  'set updated': statefulSet('status_replicas_updated'),
  'wanted': hpa('status_desired_replicas'),
  'most': hpa('spec_max_replicas'),
  'least': hpa('spec_min_replicas'),
  'active': condition('ScalingActive', 'true'),
  'inactive': condition('ScalingActive', 'false'),
  'unable': condition('AbleToScale', 'false'),
  'limited': condition('ScalingLimited', 'true'),
  'at zero': condition('ScaledToZero', 'true'),
  'not at zero': condition('ScaledToZero', 'false'),
  'up': (model) => `up{${POD(model)},job="vision/${model}"}`,
  'other up': (model) => `up{${OTHER_POD(model, 'qqqqq')},job="vision/${model}"}`,
  'third up': (model) => `up{${OTHER_POD(model, '24567')},job="vision/${model}"}`,
  'fourth up': (model) => `up{${OTHER_POD(model, 'bcdfg')},job="vision/${model}"}`,
  'foreign up': (model) => `up{${FOREIGN_POD(model)},job="vision/${model}-web"}`,
  'processing': (model) => `llamacpp:requests_processing{${POD(model)}}`,
  'deferred': (model) => `llamacpp:requests_deferred{${POD(model)}}`,
  'restarts': (model) => `kube_pod_container_status_restarts_total{${POD(model)},container="llama-cpp"}`,
  'foreign restarts': (model) => `kube_pod_container_status_restarts_total{${FOREIGN_POD(model)},container="web"}`,
  'killed for memory': oom('OOMKilled'),
  'killed by an error': oom('Error'),
  'errors of KEDA': keda('namespace="keda",exported_namespace="vision"'),
  'errors of KEDA, honored': keda('namespace="vision"'),
  'errors of KEDA elsewhere': keda('namespace="keda",exported_namespace="audio"'),
};

/** One replica that works, for two hours. A case leaves one out with an empty text. */
const HEALTHY: Readonly<Record<string, string>> = {
  desired: '1x240',
  ready: '1x240',
  updated: '1x240',
  wanted: '1x240',
  most: '4x240',
  least: '1x240',
  active: '1x240',
  inactive: '0x240',
  unable: '0x240',
  limited: '0x240',
  up: '1x240',
  processing: '1x240',
  deferred: '0x240',
  restarts: '0x240',
};

const NOT_ON_HPA = { wanted: '', most: '', least: '', active: '', inactive: '', unable: '', limited: '' };
const FOUR = { desired: '4x240', ready: '4x240', updated: '4x240', wanted: '4x240' };
/** Four replicas that are scraped. */
const FOUR_UP = { ...FOUR, 'other up': '1x240', 'third up': '1x240', 'fourth up': '1x240' };
/** A workload that rests at zero. */
const ZERO = {
  desired: '0x240', ready: '0x240', updated: '0x240', wanted: '0x240', up: '', processing: '', deferred: '',
};

const CASES: readonly ModelCase[] = [
  { title: 'a model that works', model: 'chat', series: {}, firing: { '10m': [], '2h': [] } },
  {
    title: 'a model that works with KEDA',
    model: 'resting',
    series: { 'errors of KEDA': '0x240' },
    firing: { '10m': [], '2h': [] },
  },
  { title: 'a fixed model that works', model: 'fixed', series: NOT_ON_HPA, firing: { '10m': [], '2h': [] } },
  {
    title: 'a model that loads for nine minutes, without a metric to read meanwhile',
    model: 'chat',
    series: {
      ready: '0x18 1x222',
      up: '_x18 1x222',
      inactive: '1x20 0x220',
      active: '0x20 1x220',
      processing: '_x18 0x222',
    },
    firing: { '5m': [], '9m': [], '30m': [] },
  },
  {
    title: 'a model that never loads',
    model: 'chat',
    series: { ready: '0x240', up: '', inactive: '1x240', active: '0x240' },
    firing: { '14m': [], '16m': ['InferenceNoReadyReplica'], '2h': ['InferenceNoReadyReplica'] },
  },
  {
    title: 'a model whose only replica was lost, and comes back in time',
    model: 'chat',
    series: { ready: '1x20 0x20 1x200', up: '1x20 _x20 1x200' },
    firing: { '20m': [], '30m': [] },
  },
  {
    title: 'a replica for which there is no node',
    model: 'fixed',
    series: { ...NOT_ON_HPA, desired: '2x20 3x220', ready: '2x240', updated: '2x20 3x220' },
    firing: { '12m': [], '28m': [], '32m': ['InferenceReplicasNotReady'], '2h': ['InferenceReplicasNotReady'] },
  },
  {
    title: 'replicas that are added one after the other, each of which loads for nine minutes',
    model: 'resnet',
    series: {
      desired: '1x4 2x20 3x20 4x196',
      updated: '1x4 2x20 3x20 4x196',
      wanted: '1x4 2x20 3x20 4x20 3x176',
      ready: '1x24 2x20 3x20 4x176',
    },
    firing: { '10m': [], '20m': [], '30m': [], '40m': [], '1h': [] },
  },
  {
    title: 'a rollout that replaces one replica of four after the other',
    model: 'fixed',
    series: {
      ...NOT_ON_HPA,
      desired: '4x240',
      ready: '4x4 3x72 4x164',
      updated: '4x4 1x18 2x18 3x18 4x182',
    },
    firing: { '10m': [], '20m': [], '30m': [], '38m': [], '1h': [] },
  },
  {
    title: 'replicas of a node that was lost, which come back one after the other',
    model: 'fixed',
    series: { ...NOT_ON_HPA, desired: '4x240', ready: '4x4 1x18 2x18 3x18 4x182', updated: '4x240' },
    firing: { '10m': [], '20m': [], '29m': [], '1h': [] },
  },
  {
    title: 'a rollout that does not advance',
    model: 'fixed',
    series: { ...NOT_ON_HPA, desired: '4x240', ready: '4x4 3x236', updated: '4x4 1x236' },
    firing: { '20m': [], '25m': ['InferenceReplicasNotReady'] },
  },
  {
    title: 'a StatefulSet without a ready replica',
    model: 'fixed',
    series: {
      ...NOT_ON_HPA,
      'desired': '',
      'ready': '',
      'updated': '',
      'set desired': '2x240',
      'set ready': '0x240',
      'set updated': '2x240',
    },
    firing: { '14m': [], '16m': ['InferenceNoReadyReplica'] },
  },
  {
    title: 'a StatefulSet with a replica that does not become ready',
    model: 'fixed',
    series: {
      ...NOT_ON_HPA,
      'desired': '',
      'ready': '',
      'updated': '',
      'set desired': '2x240',
      'set ready': '1x240',
      'set updated': '2x240',
    },
    firing: { '14m': [], '21m': ['InferenceReplicasNotReady'] },
  },
  {
    title: 'a container that restarts every eight minutes',
    model: 'chat',
    series: { restarts: '0x10 1x15 2x15 3x200' },
    firing: { '6m': [], '14m': [], '22m': ['InferenceRestarting'], '1h': [] },
  },
  {
    title: 'a container that restarted once, and one of another workload that restarts all the time',
    model: 'chat',
    series: { 'restarts': '0x10 1x230', 'foreign restarts': '0+1x240' },
    firing: { '6m': [], '20m': [], '1h': [] },
  },
  {
    title: 'a container that was killed for its memory',
    model: 'chat',
    series: { 'restarts': '0x20 1x220', 'killed for memory': '_x20 1x220' },
    firing: { '9m': [], '11m': ['InferenceOutOfMemory'], '24m': ['InferenceOutOfMemory'], '40m': [] },
  },
  {
    title: 'a container that was killed by an error',
    model: 'chat',
    series: { 'restarts': '0x20 1x220', 'killed by an error': '_x20 1x220' },
    firing: { '11m': [], '24m': [] },
  },
  {
    title: 'an autoscaler that is at its maximum for 20 minutes',
    model: 'resnet',
    series: { ...FOUR, wanted: '4x40 2x200' },
    firing: { '15m': [], '25m': [], '1h': [] },
  },
  {
    title: 'an autoscaler that stays at its maximum',
    model: 'resnet',
    series: FOUR,
    firing: { '29m': [], '31m': ['InferenceAtMaximum'] },
  },
  {
    title: 'an autoscaler whose limits are the same',
    model: 'resnet',
    series: { ...FOUR, least: '4x240' },
    firing: { '1h': [] },
  },
  {
    title: 'load above what all replicas can do, on a signal of the server',
    model: 'chat',
    series: { ...FOUR_UP, processing: '4x240', deferred: '2x240' },
    firing: { '9m': [], '11m': ['InferenceOverloaded'], '31m': ['InferenceAtMaximum', 'InferenceOverloaded'] },
  },
  {
    title: 'the same load while the last replica still loads',
    model: 'chat',
    series: { ...FOUR_UP, ready: '3x26 4x214', processing: '4x26 2x214' },
    firing: { '12m': [], '20m': [] },
  },
  {
    title: 'a signal near its target at the maximum',
    model: 'chat',
    series: { ...FOUR_UP, processing: '3x240' },
    firing: { '20m': [] },
  },
  {
    title: 'an autoscaler on CPU that wants more than its maximum',
    model: 'resnet',
    series: { ...FOUR, limited: '1x240' },
    firing: { '9m': [], '11m': ['InferenceOverloaded'] },
  },
  {
    title: 'an autoscaler on CPU that wants less than its minimum, which is ScalingLimited too',
    model: 'resnet',
    series: { limited: '1x240' },
    firing: { '20m': [], '2h': [] },
  },
  {
    title: 'metrics that cannot be read',
    model: 'chat',
    series: { inactive: '0x10 1x230', active: '1x10 0x230' },
    firing: { '14m': [], '16m': ['InferenceMetricUnreadable'] },
  },
  {
    title: 'metrics that could not be read for five minutes',
    model: 'chat',
    series: { inactive: '0x10 1x10 0x220', active: '1x10 0x10 1x220' },
    firing: { '10m': [], '20m': [] },
  },
  {
    title: 'metrics of a model with KEDA that cannot be read',
    model: 'resting',
    series: { 'inactive': '1x240', 'active': '0x240', 'errors of KEDA': '0x240' },
    firing: { '9m': [], '11m': ['InferenceMetricUnreadable'] },
  },
  {
    title: 'a model with KEDA that rests at zero, where its autoscaler is disabled',
    model: 'resting',
    series: { ...ZERO, least: '1x240', inactive: '1x240', active: '0x240' },
    firing: { '20m': [], '2h': [] },
  },
  {
    title: 'a model that rests at zero on Kubernetes 1.37',
    model: 'chat',
    series: { ...ZERO, 'least': '0x240', 'at zero': '1x240', 'not at zero': '0x240' },
    firing: { '20m': [], '2h': [] },
  },
  {
    title: 'a model on Kubernetes 1.37 that has scaled before, and does not rest',
    model: 'chat',
    series: { 'at zero': '0x240', 'not at zero': '1x240' },
    firing: { '20m': [] },
  },
  {
    title: 'metrics that cannot be read while the model rests at zero on Kubernetes 1.37',
    model: 'chat',
    series: { ...ZERO, 'least': '0x240', 'inactive': '1x240', 'active': '0x240', 'at zero': '1x240' },
    firing: { '9m': [], '11m': ['InferenceMetricUnreadable'] },
  },
  {
    title: 'an autoscaler that was made anew while its workload was at zero',
    model: 'chat',
    series: { ...ZERO, least: '0x240', inactive: '1x240', active: '0x240' },
    firing: { '9m': [], '11m': ['InferenceStuckAtZero'] },
  },
  {
    title: 'an autoscaler whose workload was scaled to zero by hand, and to one again',
    model: 'chat',
    series: {
      'desired': '0x40 1x200',
      'ready': '0x40 1x200',
      'updated': '0x40 1x200',
      'up': '_x40 1x200',
      'inactive': '1x40 0x200',
      'active': '0x40 1x200',
      'not at zero': '1x240',
    },
    firing: { '9m': [], '19m': ['InferenceStuckAtZero'], '22m': [] },
  },
  {
    title: 'an autoscaler that cannot change its target',
    model: 'resnet',
    series: { unable: '1x240' },
    firing: { '9m': [], '11m': ['InferenceAutoscalerBlocked'] },
  },
  {
    title: 'an autoscaler that is not there',
    model: 'resting',
    series: { ...NOT_ON_HPA, 'errors of KEDA': '0x240' },
    firing: { '14m': [], '16m': ['InferenceAutoscalerMissing'] },
  },
  {
    title: 'an autoscaler that is not there, of a model at zero',
    model: 'chat',
    series: { ...NOT_ON_HPA, ...ZERO, wanted: '' },
    firing: { '14m': [], '16m': ['InferenceAutoscalerMissing'] },
  },
  {
    title: 'a scaler of KEDA that fails at each poll',
    model: 'resting',
    series: { 'errors of KEDA': '0x10 1+1x230' },
    firing: { '10m': [], '25m': ['InferenceKedaScalerFailing'] },
  },
  {
    title: 'the same, where the labels of KEDA are honored',
    model: 'resting',
    series: { 'errors of KEDA, honored': '0x10 1+1x230' },
    firing: { '10m': [], '25m': ['InferenceKedaScalerFailing'] },
  },
  {
    title: 'a scaler of KEDA that failed twice, and one of the same name in another namespace',
    model: 'resting',
    series: { 'errors of KEDA': '0x10 1x10 2x220', 'errors of KEDA elsewhere': '0+1x240' },
    firing: { '25m': [], '1h': [] },
  },
  {
    title: 'a ready replica without a target',
    model: 'chat',
    series: { 'up': '', 'foreign up': '1x240' },
    firing: { '9m': [], '11m': ['InferenceNotScraped'] },
  },
  {
    title: 'a target of two that is down',
    model: 'chat',
    series: { 'desired': '2x240', 'ready': '2x240', 'updated': '2x240', 'other up': '0x240' },
    firing: { '9m': [], '11m': ['InferenceNotScraped'] },
  },
  {
    title: 'a target that was down for five minutes',
    model: 'chat',
    series: { up: '1x10 0x10 1x220' },
    firing: { '10m': [], '20m': [] },
  },
  {
    title: 'a model that kube-state-metrics does not show',
    model: 'chat',
    series: { ...NOT_ON_HPA, desired: '', ready: '', updated: '' },
    firing: { '14m': [], '16m': ['InferenceUnobserved'] },
  },
];

export const ALERT_CASES: readonly AlertCase[] = CASES.map(({ title, model, series, firing }) => {
  const all = Object.entries({ ...HEALTHY, ...series }).filter(([, values]) => values !== '');
  return { title, of: model, series: Object.fromEntries(all.map(([name, v]) => [SERIES[name](model), v])), firing };
});
