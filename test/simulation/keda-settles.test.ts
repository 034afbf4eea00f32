import { Duration, Testing } from 'cdk8s';
import { playKeda } from './keda-scaled-pods';
import { AutoscaledInference, ModelServer, ScalingBehavior, ScalingEngine } from '../../src';
import { autoscaledProps, testChart } from '../helpers';

/** The part of a ScaledObject that decides. */
interface Printed {
  readonly query: string;
  readonly metricType: 'AverageValue' | 'Value';
  readonly target: number;
  readonly scaleUpWindow?: number;
}

const server = ModelServer.llamaCpp({ modelFile: 'a.gguf', parallelRequests: 4 });
const shown = (part: number) => ({ 'llamacpp:requests_processing': part, 'llamacpp:requests_deferred': 0 });

/** What is printed for pods that are scraped so often, with an autoscaler that scales down at once. */
function printed(scrapeSeconds: number): Printed {
  const chart = testChart();
  new AutoscaledInference(chart, 'It', autoscaledProps({
    server,
    metrics: [server.scalingMetric('4')],
    maxReplicas: 20,
    behavior: ScalingBehavior.of({ scaleDown: { stabilizationWindow: Duration.seconds(0) } }),
    engine: ScalingEngine.keda({
      prometheus: 'http://prometheus.monitoring.svc:9090',
      scrapeInterval: Duration.seconds(scrapeSeconds),
    }),
  }));
  const { triggers: [trigger], advanced } = Testing.synth(chart).find((o) => o.kind === 'ScaledObject').spec;
  return {
    query: trigger.metadata.query,
    metricType: trigger.metricType,
    target: Number(trigger.metadata.threshold),
    scaleUpWindow: advanced.horizontalPodAutoscalerConfig.behavior.scaleUp?.stabilizationWindowSeconds,
  };
}

const PLAYS = Array.from({ length: 40 }, (_, i) => i + 1);

/** The replicas after 24 requests in flight became 8: four for each replica are the target, so two are wanted. */
function afterwards(seed: number, scrapeInterval: number, { scaleUpWindow, target, ...trigger }: Printed): number[] {
  const replicas = playKeda({
    ...trigger,
    seed,
    scrapeInterval,
    shown,
    inFlight: (now) => (now < 120 ? 24 : 8),
    autoscaler: { target, minReplicas: 1, maxReplicas: 20, scaleDownWindow: 0, scaleUpWindow },
    replicas: 6,
    until: 900,
  });
  return replicas.slice(replicas.findIndex((n, i) => n <= 2 && i > 8));
}

/** In how many plays the replicas stay where they were after they had come down. */
function settled(scrapeInterval: number, how: Printed): number {
  return PLAYS.filter((seed) => afterwards(seed, scrapeInterval, how).every((n) => n === 2)).length;
}

test.each([6, 10, 15, 30, 60])('replicas settle after scaling down where pods are scraped every %d s', (seconds) => {
  expect(settled(seconds, printed(seconds))).toBe(PLAYS.length);
});

test('at 5 s, where the sum is followed, they settle in all but a few plays', () => {
  expect(printed(5)).toMatchObject({ metricType: 'AverageValue', scaleUpWindow: undefined });
  expect(settled(5, printed(5)) / PLAYS.length).toBeGreaterThan(0.9);
});

test.each([10, 15, 30])('the sum would not settle where pods are scraped every %d s', (seconds) => {
  expect(settled(seconds, printed(5)) / PLAYS.length).toBeLessThan(0.5);
});

test('the average alone, without waiting before it scales up, would not settle at 30 s', () => {
  expect(settled(30, { ...printed(30), scaleUpWindow: 0 })).toBeLessThan(PLAYS.length);
});

test('debug', () => {
  const out: string[] = [];
  for (const s of [15, 30, 60]) for (const seed of PLAYS.slice(0, 14)) out.push(`${s} ${seed}: ${afterwards(seed, s, printed(s)).slice(0, 40).join(' ')}`);
  console.log(JSON.stringify(printed(30)), out.join('\n'));
});
