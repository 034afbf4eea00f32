import { Testing } from 'cdk8s';
import { parse } from 'yaml';
import { AutoscaledInference, ModelServer, PrometheusAdapterRules, ScalingMetric } from '../../src';
import { parseQuantity } from '../../src/validation/quantity';
import { autoscaledProps, testChart } from '../helpers';

/** What is printed for a server that scales on its signal. */
export interface EmittedSignal {
  /** The query of prometheus-adapter, for the names of pods. */
  readonly query: (pods: string) => string;
  /** The target of the autoscaler. */
  readonly target: number;
}

/** A program that scales a server which works on so many requests at once, each of so many seconds. */
type Program = (concurrency: number, work: number) => { server: ModelServer; metric: ScalingMetric };

/** The metric of a server, at its default target. */
const byDefault = (server: ModelServer) => ({ server, metric: server.scalingMetric() });

/** The metric of a server whose users measure what a replica can do, and set 70 % of it. */
const measured = (server: ModelServer, capacity: number) => (
  { server, metric: server.scalingMetric(`${Math.round(capacity * 700)}m`) });

/** By the id of the row of a server. */
export const PROGRAMS: Readonly<Record<string, Program>> = {
  'tensorflow-serving': (concurrency, work) => measured(ModelServer.tensorflowServing(), concurrency / work),
  'triton': (instances) => byDefault(ModelServer.triton({ instances })),
  'openvino-model-server': (concurrency) => measured(ModelServer.openvino(), concurrency),
  'vllm': (concurrency) => measured(ModelServer.vllm(), concurrency),
  'torchserve': (workersPerModel) => byDefault(ModelServer.torchServe({ models: ['a=a.mar'], workersPerModel })),
  'kserve': (concurrency) => measured(ModelServer.kserve({ image: 'a/b:1' }), concurrency),
  'mlserver': (parallelWorkers) => byDefault(ModelServer.mlServer({ parallelWorkers })),
  'bentoml': (concurrency) => measured(ModelServer.bentoMl({ image: 'a/b:1' }), concurrency),
  'llama-cpp': (parallelRequests) => byDefault(ModelServer.llamaCpp({ modelFile: 'a.gguf', parallelRequests })),
};

/** The signal as it is printed: the rule of prometheus-adapter, and the target of the HorizontalPodAutoscaler. */
export function emittedSignal(id: string, concurrency: number, work: number): EmittedSignal {
  const { server, metric } = PROGRAMS[id](concurrency, work);
  const chart = testChart();
  const it = new AutoscaledInference(chart, 'It', autoscaledProps({ server, metrics: [metric], maxReplicas: 20 }));
  new PrometheusAdapterRules(chart, 'Adapter', { of: [it] });
  const objects = Testing.synth(chart);
  const { rules } = parse(objects.find((o) => o.data?.['config.yaml']).data['config.yaml']);
  const [{ pods }] = objects.find((o) => o.kind === 'HorizontalPodAutoscaler').spec.metrics;
  expect(rules).toHaveLength(1);
  const text: string = rules[0].metricsQuery;
  return {
    query: (names) => text.split('<<.LabelMatchers>>').join(`pod=~"${names}"`).split('<<.GroupBy>>').join('pod'),
    target: parseQuantity(pods.target.averageValue)!,
  };
}
