import { inferencePoolSelectsNothing } from '../../../src/rules/llm-routing/inference-pool-selects-nothing';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const { failing, repaired } = inferencePoolSelectsNothing;
const POOL = 'InferencePool chat/qwen';
const SELECTOR = '{ app: qwen } }\n  targetPorts';

/** The repaired example, with a pool of other labels. */
const selecting = (labels: string) => change(repaired, SELECTOR, `${labels} }\n  targetPorts`);

test('the examples of inference-pool-selects-nothing', () => {
  expect(codes(failing)).toEqual(['inference-pool-selects-nothing']);
  expect(codes(repaired)).toEqual([]);
});

describe('inference-pool-selects-nothing fires', () => {
  test('on a workload with the name of the pool, and other labels', () => {
    expect(told(inferencePoolSelectsNothing, failing)).toEqual([[
      POOL,
      'spec.selector: fits no pods here, and not the labels of Deployment chat/qwen — the pool has no endpoint, and '
      + 'the gateway answers every request with 503; select the labels of Deployment chat/qwen, or give it these '
      + `(${inferencePoolSelectsNothing.source})`,
    ]]);
  });

  test('on pods of another namespace', () => {
    const text = change(repaired, 'kind: InferencePool\nmetadata: { name: qwen, namespace: chat }',
      'kind: InferencePool\nmetadata: { name: qwen, namespace: gateways }');
    expect(fires(inferencePoolSelectsNothing, text)).toEqual([['InferencePool gateways/qwen', 'metadata.namespace']]);
    expect(told(inferencePoolSelectsNothing, text)[0][1]).toContain('put the pool into the namespace chat');
  });

  test('on one label of two', () => {
    expect(fires(inferencePoolSelectsNothing, selecting('{ app: qwen, role: decode }')))
      .toEqual([[POOL, 'spec.selector.matchLabels["role"]']]);
  });
});

describe('inference-pool-selects-nothing is silent', () => {
  test.each([
    ['on a pool whose pods may be applied from elsewhere',
      change(selecting('{ app: llama }'), 'kind: InferencePool\nmetadata: { name: qwen',
        'kind: InferencePool\nmetadata: { name: llama')],
    ['on a pool without a selector, which the API server rejects', selecting('{}')],
    ['on the version whose selector has another shape', change(
      change(failing, 'inference.networking.k8s.io/v1', 'inference.networking.x-k8s.io/v1alpha2'),
      'selector: { matchLabels: { app: vllm-qwen } }\n  targetPorts', 'selector: { app: vllm-qwen }\n  targetPorts',
    )],
  ])('%s', (_, text) => {
    expect(fires(inferencePoolSelectsNothing, text)).toEqual([]);
  });
});
