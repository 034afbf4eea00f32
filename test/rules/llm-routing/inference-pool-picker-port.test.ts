import { inferencePoolPickerPort } from '../../../src/rules/llm-routing/inference-pool-picker-port';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const { failing, repaired } = inferencePoolPickerPort;

test('the examples of inference-pool-picker-port', () => {
  expect(codes(failing)).toEqual(['inference-pool-picker-port']);
  expect(codes(repaired)).toEqual([]);
});

test('inference-pool-picker-port names the ports of the Service', () => {
  expect(told(inferencePoolPickerPort, failing)).toEqual([[
    'InferencePool chat/qwen',
    'spec.endpointPickerRef.port.number: got 9003; must be a port of Service chat/qwen-picker: 9002 — the gateway '
    + 'reaches no picker, so it fails the requests, or sends them to any pod; use 9002, or give the Service this port '
    + `(${inferencePoolPickerPort.source})`,
  ]]);
});

describe('inference-pool-picker-port is silent', () => {
  const REFERENCE = '{ name: qwen-picker, port: { number: 9003 } }';

  test.each([
    ['on a Service that is not among the objects', change(failing, REFERENCE, '{ name: other, port: { number: 1 } }')],
    ['on a picker of another kind', change(
      failing,
      REFERENCE,
      '{ group: a.b, kind: P, name: qwen-picker, port: { number: 1 } }',
    )],
    ['on a reference without a port', change(failing, REFERENCE, '{ name: qwen-picker }')],
    ['on a Service of another namespace', change(
      failing,
      'qwen-picker, namespace: chat',
      'qwen-picker, namespace: other',
    )],
  ])('%s', (_, text) => {
    expect(fires(inferencePoolPickerPort, text)).toEqual([]);
  });
});
