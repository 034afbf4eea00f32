import { metricTypeInvalid } from '../../../src/rules/metrics/metric-type-invalid';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const { failing, repaired } = metricTypeInvalid;
const METRIC = 'type: Resource, resource: {';
const HPA = 'HorizontalPodAutoscaler classifier';

test('the examples of metric-type-invalid', () => {
  expect(codes(failing)).toEqual(['metric-type-invalid']);
  expect(codes(repaired)).toEqual([]);
});

test.each([
  ['another case', 'type: resource, resource: {', 'spec.metrics[0].type', 'write Resource'],
  ['a mistyped type', 'type: Resourc, resource: {', 'spec.metrics[0].type', 'write Resource'],
  ['a type that there is none like', 'type: Foo, resource: {', 'spec.metrics[0].type',
    'write the type of the field that is given'],
  ['the field of another type', 'type: Pods, resource: {', 'spec.metrics[0].type',
    'write Resource as type, or pods in place of resource'],
  ['a second field', 'type: Resource, pods: { metric: { name: a }, target: { type: AverageValue, averageValue: 1 } }, '
    + 'resource: {', 'spec.metrics[0].pods', 'remove it, or make it a metric of its own'],
])('fires on %s', (_, metric, field, fix) => {
  const text = change(repaired, METRIC, metric);
  expect(fires(metricTypeInvalid, text)).toEqual([[HPA, field]]);
  expect(told(metricTypeInvalid, text)[0][1]).toContain(`; ${fix} (`);
});

test.each(['type: "${TYPE}", resource: {', 'resource: {', 'type: 7, resource: {'])('is silent on %s', (metric) => {
  expect(fires(metricTypeInvalid, change(repaired, METRIC, metric))).toEqual([]);
});
