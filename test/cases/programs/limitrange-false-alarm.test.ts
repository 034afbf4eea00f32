import { ApiObject, Chart } from 'cdk8s';
import { Deployment } from 'cdk8s-plus-27';
import { InferenceAutoscaler, InferenceRules, ScalingMetric } from '../../../src';
import { testChart } from '../../helpers';

/** An autoscaler of a container without a CPU request, beside a LimitRange. */
function rules(limits: object, namespace: string = 'vision'): string[] {
  const chart = testChart();
  const elsewhere = new Chart(chart.node.root, 'limits', { namespace });
  new ApiObject(elsewhere, 'Defaults', {
    apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'defaults' }, spec: { limits: [limits] },
  });
  const image = 'registry.example.com/embed:2.1';
  const target = new Deployment(chart, 'Embed', { containers: [{ image, portNumber: 8080, resources: {} }] });
  new InferenceAutoscaler(chart, 'Scale', { target, maxReplicas: 4, metrics: [ScalingMetric.cpuUtilization(60)] });
  return InferenceRules.check(chart.node.root).filter((f) => f.severity === 'error').map((f) => f.rule);
}

test.each([
  { type: 'Container', defaultRequest: { cpu: '500m' } },
  { type: 'Container', default: { cpu: 2 } },
])('a LimitRange fills the request in: %j', (limits) => {
  expect(rules(limits)).toEqual([]);
});

test('one of memory, of whole pods or of another namespace does not', () => {
  const missing = ['hpa-missing-request'];
  expect(rules({ type: 'Container', defaultRequest: { memory: '1Gi' } })).toEqual(missing);
  expect(rules({ type: 'Pod', defaultRequest: { cpu: '1' } })).toEqual(missing);
  expect(rules({ type: 'Container', defaultRequest: { cpu: '1' } }, 'other')).toEqual(missing);
});
