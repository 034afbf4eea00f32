import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import * as lib from '../../src';
import { isOutsideCharts } from '../../src/validation/outside-charts';
import { API_SHAPES } from '../../src/validation/public-api';
import { autoscaledProps, refusal, refused } from '../helpers';

const onScope = Object.entries(API_SHAPES.classes)
  .filter(([, shape]) => shape.new?.[0].startsWith('scope: '))
  .map(([name]) => name);
const define = (name: string, scope: unknown) => new (lib as any)[name](scope, 'It', {});
const alone = ['CloudPlacement', 'EdgePlacement'];

test.each(onScope.filter((name) => !alone.includes(name)))('%s must stand in a chart', (name) => {
  const app = new App();
  for (const scope of [app, new Construct(app, 'group')]) {
    expect(refusal(() => define(name, scope))).not.toContain('parent chart');
    expect(scope.node.tryFindChild('It')).toBeUndefined();
  }
});

test.each(alone)('%s may stand on an app, as it defines no object', (name) => {
  expect(() => define(name, new App())).not.toThrow();
});

test('a construct that lacks nothing but a chart says so', () => {
  expect(refused(() => new lib.AutoscaledInference(new App() as any, 'A', autoscaledProps()))).toEqual([
    ['validation/no-chart', 'scope'],
  ]);
});

test('a chart and all below it are inside; what is no construct is judged elsewhere', () => {
  const chart = new Chart(new App(), 'c');
  expect([chart, new Construct(chart, 'a'), {}, undefined].map(isOutsideCharts)).toEqual([false, false, false, false]);
  expect([new App(), new Construct(new App(), 'a')].map(isOutsideCharts)).toEqual([true, true]);
});
