import { ApiObject, App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { resolveDependencies, stockOrder } from '../../src/app/stock-order';
import { writtenOrder } from '../../src/app/written-order';
import { refusal } from '../helpers';

function object(scope: Construct, id: string): ApiObject {
  return new ApiObject(scope, id, { apiVersion: 'v1', kind: 'ConfigMap' });
}

function twoCharts(): { app: App; a: ApiObject; b: ApiObject } {
  const app = new App();
  const [a, b] = ['a', 'b'].map((id) => object(new Chart(app, id), id));
  object(a.chart, 'Last').addDependency(b);
  return { app, a, b };
}

test('is the one that is found out here, where that is possible', () => {
  const { app } = twoCharts();
  new Chart(new Chart(app, 'outer'), 'inner');
  const [order, stock] = [writtenOrder(app)!, stockOrder(app)];
  const objects = ({ charts, objectsOf }: typeof order) => charts.map((chart) => objectsOf(chart));
  expect([stock.charts, stock.isNumbered, stock.count]).toEqual([order.charts, true, 3]);
  expect(objects(stock)).toEqual(objects(order));
});

test.each<[what: string, isNumbered: boolean, change: (a: ApiObject) => void]>([
  ['a dependency in one chart', false, (a) => object(a.chart, 'B').addDependency(a)],
  ['one on a construct elsewhere', true, (a) => a.addDependency(object(new Chart(new App(), 'other'), 'B'))],
  ['a chart in a chart', true, (a) => { new Chart(a.chart, 'inner'); }],
])('numbers the files as cdk8s does for %s: %s', (_, isNumbered, change) => {
  const app = new App();
  change(object(new Chart(app, 'a'), 'A'));
  expect(stockOrder(app).isNumbered).toBe(isNumbered);
});

test('a circle is said by cdk8s', () => {
  const { app, a, b } = twoCharts();
  b.addDependency(a);
  expect(refusal(() => stockOrder(app))).toMatch(/^Dependency cycle detected: /);
});

test('resolving renders nothing, and says what is wrong with dependencies before what validations say', () => {
  const { app, a } = twoCharts();
  const rendered = jest.spyOn(a, 'toJson');
  a.node.addValidation({ validate: () => ['has a fault'] });
  expect(refusal(() => resolveDependencies(app))).toContain('[a/a] has a fault');
  a.addDependency(new Construct(app, 'alone'));
  expect(refusal(() => resolveDependencies(app))).toContain('cannot find a parent chart');
  expect(rendered).not.toHaveBeenCalled();
});
