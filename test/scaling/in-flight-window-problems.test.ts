import { Duration } from 'cdk8s';
import {
  AutoscaledInference, InferenceMetric, LatencyUnit, ModelServer, ScalingEngine, ScalingMetric,
  type AutoscaledInferenceProps,
} from '../../src';
import { inFlightWindowProblems } from '../../src/scaling/in-flight-window-problems';
import { autoscaledProps, refused, testChart } from '../helpers';

const triton = ModelServer.triton();
const torchServe = ModelServer.torchServe();
const own = ModelServer.custom({
  image: 'a/b:1',
  httpPort: 80,
  metricsPath: '/metrics',
  maxRequestDuration: Duration.seconds(90),
});
const inFlight = (seconds: number) => ScalingMetric.inference(
  InferenceMetric.inFlight('took_us', { unit: LatencyUnit.MICROSECONDS, window: Duration.seconds(seconds) }),
  '2',
);
const cpu = ScalingMetric.cpuUtilization(60);

const refusedWith = (changes: Partial<AutoscaledInferenceProps>) => (
  refused(() => new AutoscaledInference(testChart(), 'M', autoscaledProps(changes))));

test.each<[string, Partial<AutoscaledInferenceProps>, ...string[]]>([
  ['of Triton, with requests of a minute',
    { server: triton, metrics: [triton.scalingMetric()], maxRequestDuration: Duration.minutes(1) }, 'metrics[0]'],
  ['of TorchServe, with requests of two minutes',
    { server: torchServe, metrics: [cpu, torchServe.scalingMetric()], maxRequestDuration: Duration.minutes(2) },
    'metrics[1]'],
  ['that is a second too short for what the server states', { server: own, metrics: [inFlight(104)] }, 'metrics[0]'],
])('a window of requests in flight is refused: %s', (_, changes, ...fields) => {
  expect(refusedWith(changes)).toEqual(fields.map((field) => ['scaling/window-below-request', field]));
});

test.each<[string, Partial<AutoscaledInferenceProps>]>([
  ['Triton as it is', { server: triton, metrics: [triton.scalingMetric()] }],
  ['TorchServe as it is', { server: torchServe, metrics: [torchServe.scalingMetric()] }],
  ['a window that is a scrape longer than a request', { server: own, metrics: [inFlight(105)] }],
  ['a window that the signal of Triton is given',
    {
      server: triton,
      metrics: [triton.scalingMetric(undefined, { window: Duration.seconds(75) })],
      maxRequestDuration: Duration.minutes(1),
    }],
  ['a gauge, which has no window',
    { server: own, metrics: [ScalingMetric.inference(InferenceMetric.gauge('busy'), '2')] }],
  ['a rate of what arrives',
    { server: own, metrics: [ScalingMetric.inference(InferenceMetric.rate('arrived_total'), '2')] }],
])('a window is accepted: %s', (_, changes) => {
  expect(refusedWith(changes)).toEqual([]);
});

test('the problem gives the window that would do', () => {
  const props = autoscaledProps({ server: own, metrics: [inFlight(60)] });
  const [{ rule, fix }] = inFlightWindowProblems(props, props);
  expect(rule).toContain('over 105 s or more: a request takes up to 90 s');
  expect(rule).toContain('scraped every 15 s');
  expect(fix).toContain('Duration.seconds(105)');
  expect(fix).toContain('45 s or less');
});

test('with KEDA the scrape is the one that the engine is given', () => {
  const engine = (seconds: number) => ScalingEngine.keda({
    prometheus: 'http://prometheus:9090',
    scrapeInterval: Duration.seconds(seconds),
  });
  const props = (seconds: number) => ({
    server: triton,
    metrics: [triton.scalingMetric()],
    engine: engine(seconds),
    maxRequestDuration: Duration.seconds(40),
  });
  expect(refusedWith(props(20))).toEqual([]);
  expect(refusedWith(props(30))).toEqual([['scaling/window-below-request', 'metrics[0]']]);
});

test('two scrapes are needed whatever a request takes: one problem, without advice that cannot help', () => {
  const engine = ScalingEngine.keda({ prometheus: 'http://prometheus:9090', scrapeInterval: Duration.seconds(50) });
  const props = autoscaledProps({ server: triton, metrics: [triton.scalingMetric()], engine });
  expect(refusedWith(props)).toEqual([['scaling/window-below-request', 'metrics[0]']]);
  const [{ rule, fix }] = inFlightWindowProblems(props, props);
  expect(rule).toContain('over 100 s or more');
  expect(fix).not.toContain('maxRequestDuration');
});

test('properties may be those of a class, or inherited', () => {
  const props = autoscaledProps({ server: own, metrics: [inFlight(104)] });
  class Given {
    public get server() { return props.server; }
    public get model() { return props.model; }
    public get resources() { return props.resources; }
    public get metrics() { return props.metrics; }
    public get maxReplicas() { return props.maxReplicas; }
  }
  for (const given of [new Given(), Object.create(props) as typeof props]) {
    expect(refused(() => new AutoscaledInference(testChart(), 'M', given)))
      .toEqual([['scaling/window-below-request', 'metrics[0]']]);
  }
});
