import { App, Chart, Lazy } from 'cdk8s';
import { bare, federated, raw, scaled, send, told } from './karmada';
import { appInventory } from '../../src/app/app-inventory';
import { objectsOf } from '../../src/fleet/nested-objects';
import { scalingIn } from '../../src/karmada/app-autoscalers';
import { supportsRetainLabel } from '../../src/rules/karmada/hub/replicated-kinds';
import { testChart, type ApiObject } from '../helpers';

function names(objects: readonly ApiObject[]): Record<string, string[]> {
  const inClusters = objects.filter((o) => scalingIn(o).inClusters(o));
  const deployments = inClusters.filter(supportsRetainLabel);
  const others = inClusters.filter((o) => !supportsRetainLabel(o));
  const onHub = objects.filter((o) => scalingIn(o).federated(o));
  const titles = (list: readonly ApiObject[]) => list.map((o) => `${o.kind} ${o.name}`);
  return { deployments: titles(deployments), others: titles(others), federated: titles(onHub) };
}

function hpa(chart: Chart, kind: string, name: string): ApiObject {
  const metadata = { name: `${kind}-${name}`.toLowerCase() };
  return raw(chart, {
    apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata, spec: { scaleTargetRef: { kind, name } },
  });
}

test('nothing scales nothing', () => {
  expect(names([])).toEqual({ deployments: [], others: [], federated: [] });
});

test.each([
  ['a HorizontalPodAutoscaler', scaled, { deployments: ['Deployment m'], others: [], federated: [] }],
  ['a FederatedHPA', federated, { deployments: [], others: [], federated: ['Deployment m'] }],
])('%s scales its Deployment, and no other object', (_, make, expected) => {
  expect(names(objectsOf(make()))).toEqual(expected);
});

test('a kind that Karmada does not retain by a label is listed apart', () => {
  const chart = testChart();
  const objects = [['apps/v1', 'StatefulSet'], ['example.com/v1', 'Deployment']].map(([apiVersion, kind]) => (
    raw(chart, { apiVersion, kind, metadata: { name: 'it' } })));
  hpa(chart, 'StatefulSet', 'it');
  hpa(chart, 'Deployment', 'it');
  expect(names(objects)).toEqual({ deployments: [], others: ['StatefulSet it', 'Deployment it'], federated: [] });
  expect(objects.map(supportsRetainLabel)).toEqual([false, false]);
});

test.each([
  ['a', 'Deployment', 'other', []],
  ['a', 'StatefulSet', 'own', []],
  ['b', 'Deployment', 'own', []],
  ['a', 'Deployment', 'own', ['Deployment own']],
])('in namespace %s the autoscaler of %s %s scales, of Deployment a/own, %p', (namespace, kind, name, expected) => {
  const app = new App();
  const [a, b] = ['a', 'b'].map((n) => new Chart(app, n, { namespace: n }));
  const own = objectsOf(bare(a, 'own'));
  hpa(namespace === 'a' ? a : b, kind, name);
  expect(names(own).deployments).toEqual(expected);
});

test('an autoscaler that is added between two validations counts', () => {
  const chart = testChart();
  const own = bare(chart, 'own');
  send([own]);
  told(chart);
  expect(names(objectsOf(own)).deployments).toEqual([]);
  hpa(chart, 'Deployment', 'own');
  told(chart);
  expect(names(objectsOf(own)).deployments).toEqual(['Deployment own']);
});

test('the target of KEDA is a Deployment unless it says otherwise', () => {
  const chart = testChart();
  const own = objectsOf(bare(chart, 'own'));
  const spec = { scaleTargetRef: { name: 'own' } };
  raw(chart, { apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject', metadata: { name: 's' }, spec });
  expect(names(own).deployments).toEqual(['Deployment own']);
});

test('an autoscaler without a target scales nothing', () => {
  const chart = testChart();
  const own = objectsOf(bare(chart, 'own'));
  raw(chart, { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 's' } });
  expect(names(own)).toEqual({ deployments: [], others: [], federated: [] });
});

test('an autoscaler that cdk8s cannot render hides no other', () => {
  const chart = testChart();
  const own = objectsOf(bare(chart, 'own'));
  raw(chart, {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'broken' },
    spec: Lazy.any({
      produce: () => JSON.parse('{'),
    }),
  });
  hpa(chart, 'Deployment', 'own');
  expect(names(own).deployments).toEqual(['Deployment own']);
  expect(appInventory(chart).autoscalers).toHaveLength(1);
});
