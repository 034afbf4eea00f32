import { Duration } from 'cdk8s';
import {
  AutoscaledInference, InferenceMonitor, ModelServer, ScalingMetric, type AutoscaledInferenceProps,
} from '../../src';
import { autoscaledProps, refused, testChart } from '../helpers';

const triton = ModelServer.triton();

function monitored(seconds: number, changes: Partial<AutoscaledInferenceProps> = {}): [code: string, field: string][] {
  const chart = testChart();
  const props = autoscaledProps({ server: triton, metrics: [triton.scalingMetric()], ...changes });
  const of = [new AutoscaledInference(chart, 'It', props)];
  return refused(() => new InferenceMonitor(chart, 'Monitor', { of, interval: Duration.seconds(seconds) }));
}

const wide = triton.scalingMetric(undefined, { window: Duration.minutes(2) });
const long = { maxRequestDuration: Duration.seconds(45) };

test.each<[string, number, Partial<AutoscaledInferenceProps>]>([
  ['one that is a second too long for the default request', 31, {}],
  ['one that is a second too long for a longer request', 16, long],
])('an interval is refused with which requests in flight would be 0 while requests wait: %s', (_, seconds, changes) => {
  expect(monitored(seconds, changes)).toEqual([['metrics/interval-beyond-window', 'interval']]);
});

test.each<[string, number, Partial<AutoscaledInferenceProps>]>([
  ['one that just fits the default request', 30, {}],
  ['one that just fits a longer request', 15, long],
  ['a wider window', 30, { ...long, metrics: [wide] }],
  ['a metric of the CPU', 60, { ...long, metrics: [ScalingMetric.cpuUtilization(60)] }],
  ['a gauge', 60, {
    server: ModelServer.vllm({ model: 'a/b' }),
    model: undefined,
    metrics: [ModelServer.vllm().scalingMetric('8')],
  }],
])('an interval is accepted: %s', (_, seconds, changes) => {
  expect(monitored(seconds, changes)).toEqual([]);
});
