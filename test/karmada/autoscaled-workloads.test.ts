import { App, Chart } from 'cdk8s';
import { bare, federated, raw, scaled } from './karmada';
import { objectsOf } from '../../src/fleet/nested';
import { hasRetainLabel, scaledBy } from '../../src/karmada/scaled-by';
import { synth, testChart } from '../helpers';

const names = (of: Parameters<typeof scaledBy>[0]) => Object.fromEntries(Object.entries(scaledBy(of)).map(([key, list]) => [key, list.map((o: any) => `${o.kind} ${o.name}`)]));
const hpa = (chart: Chart, kind: string, name: string, as: string = 'HorizontalPodAutoscaler') => raw(chart, { apiVersion: 'x/v1', kind: as, metadata: { name: `${as}-${kind}-${name}`.toLowerCase() }, spec: { scaleTargetRef: { kind, name } } });

test('nothing scales nothing', () => {
  expect(scaledBy([])).toEqual({ scaled: [], others: [], federated: [] });
});

test.each([
  ['a HorizontalPodAutoscaler', scaled, { scaled: ['Deployment m'], others: [], federated: [] }],
  ['a FederatedHPA', federated, { scaled: [], others: [], federated: ['Deployment m'] }],
])('%s scales its Deployment, and no other object', (_, make, expected) => {
  expect(names(objectsOf(make()))).toEqual(expected);
});

test('a kind without the label is told apart', () => {
  const chart = testChart();
  const objects = ['StatefulSet', 'Deployment'].map((kind) => raw(chart, { apiVersion: kind === 'Deployment' ? 'example.com/v1' : 'apps/v1', kind, metadata: { name: 'it' } }));
  hpa(chart, 'StatefulSet', 'it');
  hpa(chart, 'Deployment', 'it');
  expect(names(objects)).toEqual({ scaled: [], others: ['StatefulSet it', 'Deployment it'], federated: [] });
  expect(objects.map(hasRetainLabel)).toEqual([false, false]);
});

test.each([['a', 'Deployment', 'other', []], ['a', 'StatefulSet', 'own', []], ['b', 'Deployment', 'own', []], ['a', 'Deployment', 'own', ['Deployment own']]])(
  'in namespace %s the autoscaler of %s %s scales, of Deployment a/own, %p', (namespace, kind, name, expected) => {
    const app = new App();
    const [a, b] = ['a', 'b'].map((n) => new Chart(app, n, { namespace: n }));
    const own = objectsOf(bare(a, 'own'));
    hpa(namespace === 'a' ? a : b, kind, name);
    expect(names(own).scaled).toEqual(expected);
  });

test('what comes between two syntheses counts', () => {
  const chart = testChart();
  const own = objectsOf(bare(chart, 'own'));
  synth(chart);
  expect(names(own).scaled).toEqual([]);
  hpa(chart, 'Deployment', 'own');
  synth(chart);
  expect(names(own).scaled).toEqual(['Deployment own']);
});

test('the target of KEDA is a Deployment unless it says otherwise', () => {
  const chart = testChart();
  const own = objectsOf(bare(chart, 'own'));
  raw(chart, { apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject', metadata: { name: 's' }, spec: { scaleTargetRef: { name: 'own' } } });
  expect(names(own).scaled).toEqual(['Deployment own']);
});

test('an autoscaler without a target scales nothing', () => {
  const chart = testChart();
  const own = objectsOf(bare(chart, 'own'));
  raw(chart, { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 's' } });
  expect(names(own)).toEqual({ scaled: [], others: [], federated: [] });
});
