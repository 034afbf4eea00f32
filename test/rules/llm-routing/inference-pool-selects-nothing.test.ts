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

  test('on a slip of the keyboard in one label of two', () => {
    const text = change(selecting('{ app: qwen, role: decoed }'), 'labels: { app: qwen }',
      'labels: { app: qwen, role: decode }');
    expect(fires(inferencePoolSelectsNothing, text)).toEqual([[POOL, 'spec.selector.matchLabels["role"]']]);
    expect(told(inferencePoolSelectsNothing, text)[0][1]).toContain('write decode');
  });
});

/** The example with the pool of another name, so that no workload has it. */
const other = (labels: string) => change(selecting(labels), 'kind: InferencePool\nmetadata: { name: qwen',
  'kind: InferencePool\nmetadata: { name: llama');
const TEMPLATE = '{ metadata: { labels: { app: llama, role: decode } }, spec: { containers: [] } }';

describe('inference-pool-selects-nothing is silent', () => {
  test.each([
    ['on a pool whose pods may be applied from elsewhere',
      change(selecting('{ app: llama }'), 'kind: InferencePool\nmetadata: { name: qwen',
        'kind: InferencePool\nmetadata: { name: llama')],
    ['on a label of two that the pods lack', other('{ app: qwen, role: decode }')],
    ['on the pool of another model', change(other('{ app: qwen, model: qwen3-8b }'), 'labels: { app: qwen }',
      'labels: { app: qwen, model: qwen3-4b }')],
    ['on a pool without a selector, which the API server rejects', selecting('{}')],
    ['on the version whose selector has another shape', change(
      change(failing, 'inference.networking.k8s.io/v1', 'inference.networking.x-k8s.io/v1alpha2'),
      'selector: { matchLabels: { app: vllm-qwen } }\n  targetPorts', 'selector: { app: vllm-qwen }\n  targetPorts',
    )],
  ])('%s', (_, text) => {
    expect(fires(inferencePoolSelectsNothing, text)).toEqual([]);
  });
});

test.each([
  ['a LeaderWorkerSet', 'leaderworkerset.x-k8s.io/v1', `leaderWorkerTemplate: { workerTemplate: ${TEMPLATE} }`],
  ['the leader of one', 'leaderworkerset.x-k8s.io/v1', `leaderWorkerTemplate: { leaderTemplate: ${TEMPLATE} }`],
  ['a RayService', 'ray.io/v1', `rayClusterConfig: { workerGroupSpecs: [{ template: ${TEMPLATE} }] }`],
  ['any other kind', 'example.com/v1', `deep: { template: ${TEMPLATE} }`],
])('inference-pool-selects-nothing finds the pods of %s', (_, apiVersion, spec) => {
  const made = (labels: string) => `${selecting(labels)}---\napiVersion: ${apiVersion}\nkind: Any\n`
    + `metadata: { name: llama, namespace: chat }\nspec: { ${spec} }\n`;
  expect(fires(inferencePoolSelectsNothing, made('{ app: llama, role: decode }'))).toEqual([]);
  expect(fires(inferencePoolSelectsNothing, made('{ app: llama, role: prefill }'))).toEqual([[POOL, 'spec.selector']]);
});
