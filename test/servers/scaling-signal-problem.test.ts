import { Duration } from 'cdk8s';
import { AutoscaledInference, ModelServer } from '../../src';
import { autoscaledProps, refused, testChart } from '../helpers';

test.each<[string, ModelServer, string | undefined, [code: string, field: string]]>([
  ['TensorFlow Serving without a target', ModelServer.tensorflowServing(), undefined,
    ['servers/signal-without-target', '.averageValue']],
  ['OpenVINO Model Server without a target', ModelServer.openvino(), undefined,
    ['servers/signal-without-target', '.averageValue']],
  ['vLLM without a target', ModelServer.vllm(), undefined, ['servers/signal-without-target', '.averageValue']],
  ['TorchServe whose workers are set by arguments', ModelServer.torchServe({ args: ['--x'], enableMetrics: true }),
    undefined, ['servers/signal-without-target', '.averageValue']],
  ['llama.cpp whose slots are set by arguments',
    ModelServer.llamaCpp({ modelFile: 'q.gguf', args: ['--metrics'], enableMetrics: true }), undefined,
    ['servers/signal-without-target', '.averageValue']],
  ['Triton with no instance, which is reported as such', ModelServer.triton({ instances: 0.5 }), undefined,
    ['servers/signal-without-target', '.averageValue']],
  ['a target of 0', ModelServer.triton(), '0', ['validation/quantity-not-positive', '.averageValue']],
  ['Triton without metrics', ModelServer.triton({ enableMetrics: false }), undefined, ['servers/metrics-off', '']],
  ['arguments of one\'s own', ModelServer.llamaCpp({ modelFile: 'q.gguf', args: ['-m', 'q.gguf'] }), '4',
    ['servers/metrics-off', '']],
  ['LlamaEdge, which has none', ModelServer.llamaEdge({ image: 'a/b:1' }), '4', ['servers/no-known-signal', '']],
  ['a server of its own', ModelServer.custom({ image: 'a/b:1', metricsPort: 9100 }), '4',
    ['servers/no-known-signal', '']],
])('the metric to scale on is refused for %s', (_, server, given, [code, field]) => {
  const props = autoscaledProps({ metrics: [server.scalingMetric(given)] });
  const create = () => new AutoscaledInference(testChart(), 'It', props);
  expect(refused(create)).toEqual([[code, `metrics[0]${field}`]]);
});

test('a window is refused for a signal that is read at one moment', () => {
  const window = Duration.minutes(5);
  const refusals = (server: ModelServer) => (
    server.scalingMetric('3', { window })._problems('it').map(({ code, field }) => [code, field]));
  expect(refusals(ModelServer.vllm())).toEqual([['servers/signal-without-window', 'it.window']]);
  expect(refusals(ModelServer.triton())).toEqual([]);
  expect(ModelServer.triton().scalingMetric('3', { window })._inference!._promql('M', 'pod')).toContain('[300s]');
});

test('a missing target is reported with the name of the signal', () => {
  const [{ rule }] = ModelServer.vllm().scalingMetric()._problems('metric');
  expect(rule).toContain('vllm_requests_in_flight');
});
