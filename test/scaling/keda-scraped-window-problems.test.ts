import { Duration } from 'cdk8s';
import {
  AutoscaledInference, InferenceMetric, KedaTrigger, ModelServer, ScalingEngine, ScalingMetric,
  type AutoscaledInferenceProps,
} from '../../src';
import { scrapedWindowProblems } from '../../src/scaling/keda-scraped-window-problems';
import { autoscaledProps, OWN, refused, testChart } from '../helpers';

const prometheus = 'http://prometheus:9090';
const server = ModelServer.vllm();
const trigger = (query: string) => KedaTrigger.prometheus({ serverAddress: prometheus, query, threshold: 5 });

function attempt(
  seconds: number | undefined, changes: Partial<AutoscaledInferenceProps>, triggers: KedaTrigger[] = [],
): string[][] {
  const scrapeInterval = seconds === undefined ? undefined : Duration.seconds(seconds);
  const engine = ScalingEngine.keda({ prometheus, scrapeInterval, triggers });
  return refused(() => new AutoscaledInference(testChart(), 'Chat', autoscaledProps({ engine, ...changes })));
}

const rate = (seconds: number) => (
  ScalingMetric.inference(InferenceMetric.rate('a_total', { window: Duration.seconds(seconds) }), '1'));
const OWN_RATE = trigger('sum(rate(vllm:request_success_total{namespace="vision"}[20s]))');

test.each<[string, number | undefined, ScalingMetric[], number]>([
  ['a rate of less than two scrapes', 30, [rate(59)], 1],
  ['a rate of two scrapes', 30, [rate(60)], 0],
  ['a rate where the interval is that of the monitor', undefined, [rate(20)], 0],
  ['a gauge', 30, [ScalingMetric.pods('fps', '1')], 0],
  ['CPU and such a rate', 15, [ScalingMetric.cpuUtilization(60), rate(20)], 1],
])('%s, with a scrape every %p s', (_, seconds, metrics, times) => {
  expect(attempt(seconds, { ...OWN, metrics })).toEqual(
    Array(times).fill(['scaling/keda-window-below-scrapes', `metrics[${metrics.length - 1}]`]));
});

test('so is a trigger over series of the server, and not one over those of others', () => {
  const found = [['scaling/keda-window-below-scrapes', 'engine.triggers[0]']];
  expect(attempt(15, { server, metrics: [] }, [OWN_RATE])).toEqual(found);
  expect(attempt(10, { server, metrics: [] }, [OWN_RATE])).toEqual([]);
  expect(attempt(15, { server, metrics: [] }, [trigger('sum(rate(gateway_total[20s]))')])).toEqual([]);
});

test('an interval that nothing reads is refused', () => {
  const metrics = [ScalingMetric.cpuUtilization(60)];
  const found = [['scaling/keda-scrape-interval-unused', 'engine.scrapeInterval']];
  expect(attempt(30, { metrics })).toEqual(found);
  const queue = KedaTrigger.redis({ address: 'frames:6379', listName: 'queue', listLength: 8 });
  expect(attempt(30, { metrics }, [queue])).toEqual(found);
  expect(attempt(undefined, { metrics })).toEqual([]);
  expect(attempt(30, { metrics }, [trigger('sum(gateway_waiting)')])).toEqual([]);
});

test('the problem says which window would do', () => {
  const [{ rule, fix }] = scrapedWindowProblems([rate(20)], { scrapeInterval: Duration.seconds(15) }, () => false);
  expect(rule).toBe('must be over at least 30 s with a scrapeInterval of 15 s');
  expect(fix).toBe('set the window to 60 s, or a shorter scrapeInterval');
});
