import { httpRouteInferencePool } from '../../../src/rules/llm-routing/http-route-inference-pool';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const { failing, repaired } = httpRouteInferencePool;
const AT = 'spec.rules[0].backendRefs[0]';
const NAME = 'kind: InferencePool, name: qwen }';

test('the examples of http-route-inference-pool', () => {
  expect(codes(failing)).toEqual(['http-route-inference-pool']);
  expect(codes(repaired)).toEqual([]);
});

describe('http-route-inference-pool fires', () => {
  test('on a backend without a group', () => {
    expect(told(httpRouteInferencePool, failing)).toEqual([[
      'HTTPRoute chat/qwen',
      `${AT}.group: must be inference.networking.k8s.io — the gateway finds no such backend, and answers 500; add `
      + `group: inference.networking.k8s.io (${httpRouteInferencePool.source})`,
    ]]);
  });

  test('on a pool that is in another namespace', () => {
    const moved = change(repaired, 'kind: InferencePool\nmetadata: { name: qwen, namespace: chat }',
      'kind: InferencePool\nmetadata: { name: qwen, namespace: models }');
    expect(fires(httpRouteInferencePool, moved)).toEqual([['HTTPRoute chat/qwen', `${AT}.name`]]);
    const named = change(moved, NAME, 'kind: InferencePool, name: qwen, namespace: chatt }');
    expect(fires(httpRouteInferencePool, named)).toEqual([['HTTPRoute chat/qwen', `${AT}.namespace`]]);
  });

  test('on the group before 1.0, where the pool is of the group of today', () => {
    const text = change(repaired, 'group: inference.networking.k8s.io', 'group: inference.networking.x-k8s.io');
    expect(told(httpRouteInferencePool, text)[0][1]).toContain(`${AT}.group: got "inference.networking.x-k8s.io"; must `
      + 'be inference.networking.k8s.io, of which the pool qwen is');
  });

  test('on a slip of the keyboard', () => {
    const text = change(repaired, NAME, 'kind: InferencePool, name: qwem }');
    expect(told(httpRouteInferencePool, text)[0][1]).toContain('names no pool that is here; qwen is there');
  });
});

describe('http-route-inference-pool is silent', () => {
  test.each([
    ['on a pool that may be applied from elsewhere', change(repaired, NAME, 'kind: InferencePool, name: llama }')],
    ['on a backend that names the namespace of the pool', change(change(repaired,
      'kind: InferencePool\nmetadata: { name: qwen, namespace: chat }',
      'kind: InferencePool\nmetadata: { name: qwen, namespace: models }',
    ), NAME, 'kind: InferencePool, name: qwen, namespace: models }')],
    ['on a Service', change(failing, 'kind: InferencePool, name: qwen, port', 'name: qwen, port')],
    ['on the group before 1.0 with a pool that is of it', change(change(repaired,
      'apiVersion: inference.networking.k8s.io/v1', 'apiVersion: inference.networking.x-k8s.io/v1alpha2',
    ), 'group: inference.networking.k8s.io', 'group: inference.networking.x-k8s.io')],
    ['on the group before 1.0 with a pool of another name', change(change(repaired,
      'group: inference.networking.k8s.io', 'group: inference.networking.x-k8s.io',
    ), NAME, 'kind: InferencePool, name: llama }')],
    ['on the pool of another model, whose name has another digit', change(change(repaired,
      'kind: InferencePool\nmetadata: { name: qwen,', 'kind: InferencePool\nmetadata: { name: qwen3-8b,',
    ), NAME, 'kind: InferencePool, name: qwen3-4b }')],
  ])('%s', (_, text) => {
    expect(fires(httpRouteInferencePool, text)).toEqual([]);
  });
});
