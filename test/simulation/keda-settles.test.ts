import { Duration, Testing } from 'cdk8s';
import { playKeda, type KedaSituation } from './keda-scaled-pods';
import { AutoscaledInference, ModelServer, ScalingBehavior, ScalingEngine } from '../../src';
import { autoscaledProps, testChart } from '../helpers';

/** The part of a ScaledObject that decides. */
interface Printed {
  readonly query: string;
  readonly metricType: 'AverageValue' | 'Value';
  readonly scaleUpWindow?: number;
}

const TARGET = 4;
const MAXIMUM = 40;

const llama = ModelServer.llamaCpp({ modelFile: 'a.gguf' });
const triton = ModelServer.triton();

/** What is printed for a server whose pods are scraped so often. */
function printed(server: ModelServer, scrapeSeconds: number, behavior?: ScalingBehavior): Printed {
  const chart = testChart();
  new AutoscaledInference(chart, 'It', autoscaledProps({
    server,
    metrics: [server.scalingMetric(String(TARGET))],
    maxReplicas: MAXIMUM,
    behavior,
    engine: ScalingEngine.keda({
      prometheus: 'http://prometheus.monitoring.svc:9090',
      scrapeInterval: Duration.seconds(scrapeSeconds),
    }),
  }));
  const { triggers: [trigger], advanced } = Testing.synth(chart).find((o) => o.kind === 'ScaledObject').spec;
  expect(Number(trigger.metadata.threshold)).toBe(TARGET);
  return {
    query: trigger.metadata.query,
    metricType: trigger.metricType,
    scaleUpWindow: advanced?.horizontalPodAutoscalerConfig.behavior.scaleUp?.stabilizationWindowSeconds,
  };
}

/** A gauge of the requests in flight. */
const gauge = (): KedaSituation['shown'] => (part) => (
  { 'llamacpp:requests_processing': part, 'llamacpp:requests_deferred': 0 });

/** A counter of their latencies. */
function counter(scrapeInterval: number): KedaSituation['shown'] {
  const known = new Map<string, { at: number; total: number }>();
  return (part, pod, at) => {
    const last = known.get(pod) ?? { at: at - scrapeInterval, total: 0 };
    const total = last.total + part * (at - last.at);
    known.set(pod, { at, total });
    return { nv_inference_request_duration_us: total * 1e6 };
  };
}

const PLAYS = 40;

/** How a pod is scraped, what KEDA follows, and the windows of its autoscaler. */
interface Case extends Printed {
  readonly scrapeInterval: number;
  readonly scaleDownWindow: number;
  readonly shown: () => KedaSituation['shown'];
  readonly termination?: number;
  readonly scrapesTerminating?: boolean;
}

/** The replicas, once 4 to 60 requests in flight have become 4 to 30, which then stay. */
function afterwards(seed: number, { shown, ...trigger }: Case): number[] {
  const [before, now] = [4 + ((seed * 7) % 57), 4 + ((seed * 11) % 27)];
  const { scrapeInterval, scaleDownWindow, scaleUpWindow } = trigger;
  const replicas = playKeda({
    ...trigger,
    seed,
    scrapeInterval,
    shown: shown(),
    inFlight: (time) => (time < 300 ? before : now),
    autoscaler: { target: TARGET, minReplicas: 1, maxReplicas: MAXIMUM, scaleDownWindow, scaleUpWindow },
    replicas: Math.ceil(before / TARGET),
    until: 1500,
  });
  return replicas.slice(19);
}

/** In how many plays of a hundred the replicas go both up and down, though the load has changed once. */
function unsettled(how: Case): number {
  let found = 0;
  for (let seed = 1; seed <= PLAYS; seed += 1) {
    const replicas = afterwards(seed, how);
    const changes = replicas.slice(1).map((n, i) => n - replicas[i]);
    if (changes.some((change) => change > 0) && changes.some((change) => change < 0)) found += 1;
  }
  return (found / PLAYS) * 100;
}

const DEFAULT_DOWN = 300;

test.each([6, 10, 15, 30, 60])('a gauge settles where pods are scraped every %d s', (scrapeInterval) => {
  const how = { ...printed(llama, scrapeInterval), scrapeInterval, shown: gauge };
  expect(how.metricType).toBe('Value');
  expect(unsettled({ ...how, scaleDownWindow: DEFAULT_DOWN })).toBeLessThan(5);
});

describe('where pods take five minutes to terminate, as llama.cpp does', () => {
  const how = (scrapesTerminating: boolean) => ({
    ...printed(llama, 15),
    scrapeInterval: 15,
    shown: gauge,
    scaleDownWindow: DEFAULT_DOWN,
    termination: 315,
    scrapesTerminating,
  });

  test('a gauge settles with a PodMonitor, which scrapes them until the end', () => {
    expect(unsettled(how(true))).toBeLessThan(5);
  });

  test('a gauge does not with a ServiceMonitor, since the autoscaler still counts them', () => {
    expect(unsettled(how(false))).toBeGreaterThan(20);
  });
});

test('a gauge settles where pods are scraped every 5 s, and its sum is followed', () => {
  const how = { ...printed(llama, 5), scrapeInterval: 5, shown: gauge, scaleDownWindow: DEFAULT_DOWN };
  expect(how.metricType).toBe('AverageValue');
  expect(unsettled(how)).toBeLessThan(5);
});

test.each([10, 15, 30])('the sum of a gauge does not settle where pods are scraped every %d s', (scrapeInterval) => {
  const how = { ...printed(llama, 5), scrapeInterval, shown: gauge, scaleDownWindow: DEFAULT_DOWN };
  expect(unsettled(how)).toBeGreaterThan(40);
});

test('the average of a gauge needs the window for scaling up that is printed', () => {
  const how = { ...printed(llama, 10), scrapeInterval: 10, shown: gauge, scaleDownWindow: DEFAULT_DOWN };
  expect(unsettled({ ...how, scaleUpWindow: 14 })).toBeGreaterThan(10);
});

test('the average of a gauge needs a window for scaling down, below which the program is refused', () => {
  const down = (seconds: number) => (
    ScalingBehavior.of({ scaleDown: { stabilizationWindow: Duration.seconds(seconds) } }));
  expect(() => printed(llama, 15, down(51))).toThrow('keda-scale-down-window-too-short');
  const how = { ...printed(llama, 15, down(52)), scrapeInterval: 15, shown: gauge };
  expect(unsettled({ ...how, scaleDownWindow: 52 })).toBeLessThan(5);
  expect(unsettled({ ...how, scaleDownWindow: 0 })).toBeGreaterThan(20);
});

test.each([5, 10, 15])('a rate settles as a sum where pods are scraped every %d s', (scrapeInterval) => {
  const how = { ...printed(triton, scrapeInterval), scrapeInterval, shown: () => counter(scrapeInterval) };
  expect(how).toMatchObject({ metricType: 'AverageValue', scaleUpWindow: undefined });
  expect(unsettled({ ...how, scaleDownWindow: DEFAULT_DOWN })).toBeLessThan(5);
});

test('a rate would not settle as an average', () => {
  const query = printed(triton, 5).query.replace(/^sum\((.*)\)$/, 'floor(avg($1) * 1000) / 1000');
  const how: Case = {
    query,
    metricType: 'Value',
    scaleUpWindow: 35,
    scaleDownWindow: 60,
    scrapeInterval: 15,
    shown: () => counter(15),
  };
  expect(query).toContain('floor(avg(');
  expect(unsettled(how)).toBeGreaterThan(20);
});
