import { hpaAmbiguousSelector } from '../../../src/rules/workload/hpa-ambiguous-selector';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const { failing, repaired } = hpaAmbiguousSelector;
const WIDE = 'matchLabels: { app: detector }';

test('the examples of hpa-ambiguous-selector', () => {
  expect(codes(failing)).toEqual(['hpa-ambiguous-selector']);
  expect(codes(repaired)).toEqual([]);
});

test('hpa-ambiguous-selector names both workloads', () => {
  expect(told(hpaAmbiguousSelector, failing)).toEqual([[
    'Deployment fp32',
    'spec.selector: got {"app":"detector"}; selects the pods of Deployment int8 too, which has an autoscaler of its '
    + 'own — both autoscalers stop with AmbiguousSelector, so neither workload scales; give each workload a label of '
    + `its own in its selector (${hpaAmbiguousSelector.source})`,
  ]]);
});

test('hpa-ambiguous-selector fires once where each selects the pods of the other', () => {
  const both = change(failing, 'matchLabels: { app: detector, precision: int8 }', WIDE);
  expect(fires(hpaAmbiguousSelector, both)).toEqual([['Deployment fp32', 'spec.selector']]);
});

test('hpa-ambiguous-selector reads ScaledObjects', () => {
  const scaled = `
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: int8 }
spec:
  scaleTargetRef: { name: int8 }
  triggers: [{ type: cpu, metricType: Utilization, metadata: { value: '60' } }]
`;
  const text = [...failing.split('---').slice(0, 3), scaled].join('---');
  expect(fires(hpaAmbiguousSelector, text)).toEqual([['Deployment fp32', 'spec.selector']]);
});

describe('hpa-ambiguous-selector is silent', () => {
  test.each<[string, string]>([
    ['where one of the two is autoscaled', failing.split('---').slice(0, 3).join('---')],
    ['where the other is in another namespace', change(
      failing, 'kind: Deployment\nmetadata: { name: int8 }', 'kind: Deployment\nmetadata: { name: int8, namespace: x }',
    )],
    ['where a label tells them apart', repaired],
    ['of a workload that is there twice', `${repaired}---\n${repaired}`],
  ])('%s', (_, text) => {
    expect(fires(hpaAmbiguousSelector, text)).toEqual([]);
  });
});
