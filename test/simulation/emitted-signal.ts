import { Duration, Testing } from 'cdk8s';
import { parse } from 'yaml';
import { AutoscaledInference, ModelServer, PrometheusAdapterRules, ScalingEngine, ScalingMetric } from '../../src';
import { parseQuantity } from '../../src/validation/quantity';
import { autoscaledProps, testChart } from '../helpers';

/** What is printed for a server that scales on its signal. */
export interface EmittedSignal {
  /** The query of prometheus-adapter, for the names of pods. */
  readonly query: (pods: string) => string;
  /** The target of the autoscaler. */
  readonly target: number;
}

/** What KEDA is printed. */
export interface EmittedTrigger {
  readonly query: string;
  readonly metricType: 'AverageValue' | 'Value';
  readonly scaleUpWindow?: number;
}

/** A program that scales a server which works on so many requests at once, each of so many seconds. */
interface Program {
  /** The id of the row of the server, whose counters it shows. */
  readonly id: string;
  /** The requests at once that are simulated, from the least to the most. */
  readonly concurrency: readonly [number, number];
  readonly make: (concurrency: number, work: number) => { server: ModelServer; metric: ScalingMetric };
}

/** The metric of a server, at its default target. */
const byDefault = (server: ModelServer) => ({ server, metric: server.scalingMetric() });

/** The metric of a server whose users measure what a replica can do, and set 70 % of it. */
const measured = (server: ModelServer, capacity: number) => (
  { server, metric: server.scalingMetric(`${Math.round(capacity * 700)}m`) });

/** Latencies and rates are summed up over a window. */
const SUMMED: Program['concurrency'] = [1, 6];

/** A gauge is read at one moment, so with fewer requests at once it is mostly noise. */
const READ: Program['concurrency'] = [4, 10];

/** By a name of the program. */
export const PROGRAMS: Readonly<Record<string, Program>> = {
  'TensorFlow Serving': {
    id: 'tensorflow-serving',
    concurrency: SUMMED,
    make: (concurrency, work) => measured(ModelServer.tensorflowServing(), concurrency / work),
  },
  'Triton': {
    id: 'triton',
    concurrency: SUMMED,
    make: (instances) => byDefault(ModelServer.triton({ instances })),
  },
  'OpenVINO Model Server': {
    id: 'openvino-model-server',
    concurrency: READ,
    make: (concurrency) => measured(ModelServer.openvino(), concurrency),
  },
  'vLLM': {
    id: 'vllm',
    concurrency: READ,
    make: (concurrency) => measured(ModelServer.vllm(), concurrency),
  },
  'TorchServe': {
    id: 'torchserve',
    concurrency: SUMMED,
    make: (workersPerModel) => byDefault(ModelServer.torchServe({ models: ['a=a.mar'], workersPerModel })),
  },
  'llama.cpp': {
    id: 'llama-cpp',
    concurrency: READ,
    make: (parallelRequests) => byDefault(ModelServer.llamaCpp({ modelFile: 'a.gguf', parallelRequests })),
  },
  'KServe': {
    id: 'kserve',
    concurrency: SUMMED,
    make: (concurrency) => measured(ModelServer.kserve({ image: 'a/b:1' }), concurrency),
  },
  'MLServer without workers': {
    id: 'mlserver',
    concurrency: [1, 1],
    make: () => byDefault(ModelServer.mlServer()),
  },
  'MLServer with workers': {
    id: 'mlserver',
    concurrency: SUMMED,
    make: (parallelWorkers) => byDefault(ModelServer.mlServer({ parallelWorkers })),
  },
  'BentoML': {
    id: 'bentoml',
    concurrency: READ,
    make: (concurrency) => measured(ModelServer.bentoMl({ image: 'a/b:1' }), concurrency),
  },
};

/** The signal as it is printed: the rule of prometheus-adapter, and the target of the HorizontalPodAutoscaler. */
export function emittedSignal(program: string, concurrency: number, work: number): EmittedSignal {
  const { server, metric } = PROGRAMS[program].make(concurrency, work);
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

/** What KEDA is printed for a program whose pods are scraped so often. */
export function emittedTrigger(program: string, concurrency: number, work: number, scrape: number): EmittedTrigger {
  const { server, metric } = PROGRAMS[program].make(concurrency, work);
  const engine = ScalingEngine.keda({
    prometheus: 'http://prometheus.monitoring.svc:9090',
    scrapeInterval: Duration.seconds(scrape),
  });
  const chart = testChart();
  new AutoscaledInference(chart, 'It', autoscaledProps({ server, metrics: [metric], maxReplicas: 20, engine }));
  const { triggers: [trigger], advanced } = Testing.synth(chart).find((o) => o.kind === 'ScaledObject').spec;
  return {
    query: trigger.metadata.query,
    metricType: trigger.metricType,
    scaleUpWindow: advanced?.horizontalPodAutoscalerConfig.behavior.scaleUp?.stabilizationWindowSeconds,
  };
}
