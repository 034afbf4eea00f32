import { hpaAmbiguousSelector } from '../../../src/rules/scale-target/hpa-ambiguous-selector';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const { failing, repaired, source } = hpaAmbiguousSelector;

test('the examples of hpa-ambiguous-selector', () => {
  expect(codes(failing)).toEqual(['hpa-ambiguous-selector']);
  expect(codes(repaired)).toEqual([]);
});

test('hpa-ambiguous-selector fires once for two workloads, with the reason that the autoscaler reports', () => {
  expect(told(hpaAmbiguousSelector, failing)).toEqual([[
    'Deployment backend',
    'spec.selector: got {"app":"web"}; must not select the pods of Deployment frontend, which has an autoscaler too — '
    + 'the autoscalers of both stop (AmbiguousSelector); give each workload a label of its own in its selector '
    + `(${source})`,
  ]]);
});

test('with one autoscaler it is a warning of shared-selector', () => {
  const [frontend, hpa, backend] = failing.split('---\n');
  expect(codes([frontend, hpa, backend].join('---\n'))).toEqual(['shared-selector']);
});

test('hpa-ambiguous-selector is silent in two namespaces', () => {
  const text = change(failing, 'kind: Deployment\nmetadata: { name: backend }',
    'kind: Deployment\nmetadata: { name: backend, namespace: other }');
  expect(fires(hpaAmbiguousSelector, text)).toEqual([]);
});
