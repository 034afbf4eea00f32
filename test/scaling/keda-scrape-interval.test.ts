import { Duration } from 'cdk8s';
import {
  AutoscaledInference, InferenceMetric, ScalingBehavior, ScalingEngine, ScalingMetric, type AutoscaledInferenceProps,
} from '../../src';
import { expectedSeconds, followsAverage } from '../../src/scaling/keda-scrape-interval';
import { autoscaledProps, find, OWN, refusal, refused, testChart } from '../helpers';

const PROMETHEUS = 'http://prometheus-operated.monitoring:9090';
const FPS = ScalingMetric.pods('fps', '1');
const down = (seconds: number) => (
  ScalingBehavior.of({ scaleDown: { stabilizationWindow: Duration.seconds(seconds) } }));
const up = (seconds: number) => ScalingBehavior.of({ scaleUp: { stabilizationWindow: Duration.seconds(seconds) } });

function scaled(scrapeInterval: unknown, changes: Partial<AutoscaledInferenceProps> = {}): AutoscaledInference {
  const engine = ScalingEngine.keda({ prometheus: PROMETHEUS, scrapeInterval: scrapeInterval as Duration });
  return new AutoscaledInference(testChart(), 'M', autoscaledProps({ ...OWN, engine, metrics: [FPS], ...changes }));
}

const behaviorOf = (it: AutoscaledInference) => (
  find(it, 'ScaledObject').spec.advanced?.horizontalPodAutoscalerConfig.behavior);

test('it is 5 seconds for a gauge unless it is given, and up to that the sum settles', () => {
  expect([expectedSeconds({}, true), expectedSeconds({}, false)]).toEqual([5, undefined]);
  expect(expectedSeconds({ scrapeInterval: Duration.seconds(10) }, false)).toBe(10);
  expect([1, 5, 6, 15].map((s) => followsAverage({ scrapeInterval: Duration.seconds(s) }, FPS)))
    .toEqual([false, false, true, true]);
});

test.each<[string, ScalingMetric, boolean]>([
  ['a gauge', FPS, true],
  ['a ratio', ScalingMetric.inference(InferenceMetric.ratio('a', 'b'), '1'), true],
  ['a rate', ScalingMetric.inference(InferenceMetric.rate('a'), '1'), false],
  ['a query over a window', ScalingMetric.inference(
    InferenceMetric.query('q', ['a'], 'sum(rate(a{<<.LabelMatchers>>}[1m])) by (<<.GroupBy>>)'), '1'), false],
  ['a query of gauges', ScalingMetric.inference(
    InferenceMetric.query('q', ['a'], 'sum(a{<<.LabelMatchers>>}) by (<<.GroupBy>>)'), '1'), true],
  ['requests in flight', ScalingMetric.inference(InferenceMetric.inFlight('a'), '1'), false],
  ['CPU', ScalingMetric.cpuUtilization(60), false],
])('above 5 seconds the average of %s is followed: %s', (_, metric, expected) => {
  expect(followsAverage({ scrapeInterval: Duration.seconds(15) }, metric)).toBe(expected);
});

test.each<[string, unknown, string]>([
  ['none at all', Duration.seconds(0), 'validation/seconds'],
  ['a fraction of a second', Duration.millis(1500), 'validation/seconds'],
  ['more than two minutes', Duration.minutes(3), 'validation/seconds'],
])('refused: %s', (_, interval, code) => {
  expect(refused(() => scaled(interval))).toEqual([[code, 'engine.scrapeInterval']]);
});

test.each<[scrape: number, window: number]>([
  [10, 28], [15, 34], [30, 0],
])('refused: with a scrape every %i s, a window of %i s to scale up', (scrape, window) => {
  const attempt = () => scaled(Duration.seconds(scrape), { behavior: up(window) });
  expect(refused(attempt)).toEqual([
    ['scaling/keda-scale-up-window-too-short', 'behavior.scaleUp.stabilizationWindow'],
  ]);
});

test('the message calls simulated what was only simulated', () => {
  expect(refusal(() => scaled(Duration.seconds(10), { behavior: up(28) })))
    .toContain('with a shorter window the replicas did not always settle in simulations');
});

test.each<[scrape: number, window: number]>([
  [10, 40], [15, 51], [30, 0],
])('refused: with a scrape every %i s, a window of %i s to scale down', (scrape, window) => {
  const attempt = () => scaled(Duration.seconds(scrape), { behavior: down(window) });
  expect(refused(attempt)).toEqual([
    ['scaling/keda-scale-down-window-too-short', 'behavior.scaleDown.stabilizationWindow'],
  ]);
  expect(refused(() => scaled(Duration.seconds(5), { behavior: down(0) }))).toEqual([]);
});

test.each<[scrape: number, window: number]>([
  [10, 29], [15, 35], [15, 300], [5, 0],
])('with a scrape every %i s, a window of %i s is printed as it is given', (scrape, window) => {
  expect(behaviorOf(scaled(Duration.seconds(scrape), { behavior: up(window) }))).toEqual({
    scaleUp: { stabilizationWindowSeconds: window },
  });
});

test('the window is added to the other rules, and keeps them', () => {
  const behavior = ScalingBehavior.of({
    scaleUp: { tolerance: 0.2 },
    scaleDown: { stabilizationWindow: Duration.minutes(2) },
  });
  expect(behaviorOf(scaled(Duration.seconds(15), { behavior }))).toEqual({
    scaleUp: { stabilizationWindowSeconds: 35, tolerance: '0.2' },
    scaleDown: { stabilizationWindowSeconds: 120 },
  });
});
