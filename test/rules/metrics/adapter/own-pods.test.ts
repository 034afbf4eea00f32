import { Inventory } from '../../../../src/kubernetes/inventory';
import { OwnPods } from '../../../../src/rules/metrics/adapter/own-pods';
import { manifests } from '../../manifests';

const text = (trigger: string, target = 'a.b') => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: a.b, namespace: vision }
spec:
  template: { spec: { containers: [{ name: a, image: 'a:1' }] } }
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: a, namespace: vision }
spec:
  scaleTargetRef: { name: ${target} }
  triggers: [${trigger}]
`;

const asked = (trigger: string, target?: string) => {
  const inventory = new Inventory(manifests(text(trigger, target)));
  return inventory.autoscalers.flatMap((it) => new OwnPods(inventory).queries(it));
};
const QUERY = 'sum(x{namespace="vision",pod=~"a\\\\.b-[a-z0-9]+-[a-z0-9]+"})';
const own = (query: string = QUERY, type = 'prometheus') => (
  `{ type: ${type}, metricType: Value, metadata: { query: '${query}' } }`);

test('a query for the own pods, with where it stands', () => {
  expect(asked(own())).toEqual([{ at: 'spec.triggers[0].metadata.query', query: QUERY, metricType: 'Value' }]);
  expect(asked(own(QUERY.replace('\\\\', '')))).toEqual([]);
  expect(asked(own(QUERY.replace('[a-z0-9]+-[a-z0-9]+', '.+')))).toHaveLength(1);
});

test.each<[string, string, string]>([
  ['of another type', own(QUERY, 'graphite'), 'a.b'],
  ['for what is not there', own(), 'elsewhere'],
  ['for other pods too', own(`${QUERY} + sum(y)`), 'a.b'],
  ['that reads no series', own('vector(1)'), 'a.b'],
  ['that is none', '{ type: prometheus, metadata: { query: 5 } }', 'a.b'],
  ['without metadata', '{ type: prometheus }', 'a.b'],
])('none is a trigger %s', (_, trigger, target) => {
  expect(asked(trigger, target)).toEqual([]);
});

test('the pods of a StatefulSet have numbers', () => {
  const numbered = QUERY.replace('[a-z0-9]+-[a-z0-9]+', '[0-9]+');
  const of = (kind: string, query: string) => {
    const yaml = text(own(query)).replace('kind: Deployment', `kind: ${kind}`)
      .replace('{ name: a.b }', `{ name: a.b, kind: ${kind} }`);
    // Another workload whose name begins with `a.b-`: an open end would fit its pods too.
    const other = yaml.split('---')[0].replace('name: a.b,', 'name: a.b-c,');
    const inventory = new Inventory(manifests(`${yaml}---${other}`));
    return inventory.autoscalers.flatMap((it) => new OwnPods(inventory).queries(it)).length;
  };
  expect([of('StatefulSet', numbered), of('StatefulSet', QUERY)]).toEqual([1, 0]);
  expect([of('Deployment', numbered), of('Deployment', QUERY)]).toEqual([0, 1]);
});
