import { EndpointPicker } from '../../src';
import type { Problem } from '../../src/validation/problem';
import { codes } from '../helpers';

test('EndpointPicker is a release and its image, whichever way the release is written', () => {
  expect([EndpointPicker.llmDRouter({ version: 'v0.9.0' }), EndpointPicker.inferenceExtension({ version: '1.2.1' })]
    .map(({ image, version }) => [image, version])).toEqual([
    ['ghcr.io/llm-d/llm-d-router-endpoint-picker:v0.9.0', '0.9.0'],
    ['registry.k8s.io/gateway-api-inference-extension/epp:v1.2.1', '1.2.1'],
  ]);
});

test('an image of your own keeps the flags of the release', () => {
  const own = EndpointPicker.llmDRouter({ version: '0.9.0', image: 'registry.example.com/picker:v0.9.0' });
  expect([own.image, own.version]).toEqual(['registry.example.com/picker:v0.9.0', '0.9.0']);
});

describe('EndpointPicker has problems with', () => {
  const problemsOf = (made: EndpointPicker): readonly Problem[] => made._problems();

  test.each<[what: string, options: any, expected: [code: string, field: string]]>([
    ['a release that is older', { version: '0.8.0' }, ['llm-routing/picker-version-unknown', 'version']],
    ['a release that is newer', { version: '0.11.0' }, ['llm-routing/picker-version-unknown', 'version']],
    ['what is no version', { version: 'latest' }, ['llm-routing/picker-version-unknown', 'version']],
    ['an image that is none', { image: 'A B' }, ['validation/image', 'image']],
    ['no replica', { replicas: 0 }, ['validation/integer', 'replicas']],
    ['resources without a number', { resources: {} }, ['values/no-resource-named', 'resources']],
    ['labels of no monitor', { monitorLabels: { a: 'b' } }, ['llm-routing/labels-without-monitor', 'monitorLabels']],
    ['an invalid label of its monitor', { monitored: true, monitorLabels: { a: '!' } },
      ['validation/label-value', 'monitorLabels["a"]']],
    ['a configuration of another kind', { config: 'kind: ConfigMap' }, ['llm-routing/not-a-picker-config', 'config']],
  ])('%s', (_, options, expected) => {
    expect(codes(problemsOf(EndpointPicker.llmDRouter(options)))).toEqual([expected]);
  });

  test.each(['1.0.2', '1.6.0', '2.0.0'])('the release %s of the Inference Extension', (version) => {
    expect(codes(problemsOf(EndpointPicker.inferenceExtension({ version }))))
      .toEqual([['llm-routing/picker-version-unknown', 'version']]);
  });

  test.each([undefined, null])('no options that are %s', (options: any) => {
    expect(problemsOf(EndpointPicker.llmDRouter(options))).toEqual([]);
  });
});
