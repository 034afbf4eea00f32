import { ApiObject, App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { ConstructTree } from '../../src/app/construct-tree';

const app = new App();
const group = new Construct(app, 'Group');
const outer = new Chart(group, 'Outer');
const [first, deep] = [object(outer, 'First'), object(new Construct(outer, 'Middle'), 'Deep')];
const below = object(first, 'Below');
const inner = new Chart(new Construct(outer, 'Between'), 'Inner');
const inInner = object(inner, 'InInner');
const empty = new Chart(app, 'Empty');
const tree = new ConstructTree(app);

function object(scope: Construct, id: string): ApiObject {
  return new ApiObject(scope, id, { apiVersion: 'v1', kind: 'ConfigMap' });
}

test('charts are listed in the order of the tree, also those without objects', () => {
  expect(tree.charts).toEqual([outer, inner, empty]);
  expect(tree.constructs).toEqual(app.node.findAll());
});

test('an object belongs to its nearest chart, also below another object', () => {
  expect(tree.objectsOf(outer)).toEqual([first, below, deep]);
  expect(tree.objectsOf(inner)).toEqual([inInner]);
  expect(tree.objectsOf(empty)).toEqual([]);
  expect(tree.count).toBe(4);
});

test('a construct is in its nearest chart, a chart in itself, and what is above all charts in none', () => {
  expect([group, app].map((c) => tree.chartOf(c))).toEqual([undefined, undefined]);
  expect([outer, inner, below].map((c) => tree.chartOf(c))).toEqual([outer, inner, outer]);
});

test('the nearest chart is the one that cdk8s finds', () => {
  for (const construct of tree.constructs) {
    const chart = tree.chartOf(construct);
    if (chart) expect(Chart.of(construct)).toBe(chart);
    else expect(() => Chart.of(construct)).toThrow('cannot find a parent chart');
  }
});

test('what is elsewhere, was removed or came later is not in it', () => {
  const other = new Chart(new App(), 'Outer');
  expect([tree.chartOf(other), tree.objectsOf(other)]).toEqual([undefined, []]);
  expect(tree.chartOf(object(empty, 'Late'))).toBeUndefined();
  outer.node.tryRemoveChild('Middle');
  expect(new ConstructTree(app).chartOf(deep)).toBeUndefined();
});
