import { serviceSelectsNothing } from '../../../src/rules/service/service-selects-nothing';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const { failing, repaired } = serviceSelectsNothing;
const FIRES = [['Service classifier', 'spec.selector']];

test('the examples of service-selects-nothing', () => {
  expect(codes(failing)).toEqual(['service-selects-nothing']);
  expect(codes(repaired)).toEqual([]);
});

test('service-selects-nothing shows the labels of the pods', () => {
  expect(told(serviceSelectsNothing, failing)).toEqual([[
    'Service classifier',
    'spec.selector: got {"app":"classifiers"}; does not select the pods of Deployment classifier — the Service has no '
    + 'endpoints, so no request arrives, and no load that an autoscaler could follow; select the labels of the pods: '
    + `app: classifier (${serviceSelectsNothing.source})`,
  ]]);
});

test.each([
  ['the key of the label is misspelt', 'app: classifiers', 'ap: classifier'],
  ['one label of two has another value', 'app: classifiers', 'app: classifiers, tier: server'],
  ['the pods are those of a StatefulSet', 'kind: Deployment', 'kind: StatefulSet'],
])('service-selects-nothing fires where %s', (_, from, to) => {
  expect(fires(serviceSelectsNothing, change(failing, from, to))).toEqual(FIRES);
});

test.each([
  ['no workload has its name', 'kind: Deployment\nmetadata: { name: classifier }',
    'kind: Deployment\nmetadata: { name: a }'],
  ['the workload is in another namespace', 'kind: Service\nmetadata: { name: classifier }',
    'kind: Service\nmetadata: { name: classifier, namespace: vision }'],
  ['an operator may set the label that the template lacks', 'app: classifiers', 'app: classifier, role: leader'],
  ['the Service has no selector', 'selector: { app: classifiers }', 'clusterIP: None'],
  ['the Service is the name of another host', 'selector: { app: classifiers }',
    'selector: { app: classifiers }\n  type: ExternalName'],
  ['the workload ends', 'apiVersion: apps/v1\nkind: Deployment', 'apiVersion: batch/v1\nkind: Job'],
])('service-selects-nothing is silent where %s', (_, from, to) => {
  expect(fires(serviceSelectsNothing, change(failing, from, to))).toEqual([]);
});

test('service-selects-nothing is silent where the Service selects the pods of another workload', () => {
  const other = change(change(repaired.split('---')[0], 'metadata: { name: classifier }', 'metadata: { name: other }'),
    'labels: { app: classifier }', 'labels: { app: classifiers }');
  expect(fires(serviceSelectsNothing, `${failing}---${other}`)).toEqual([]);
});
