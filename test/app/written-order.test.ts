import { ApiObject, App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { writtenOrder } from '../../src/app/written-order';

function object(scope: Construct, id: string): ApiObject {
  return new ApiObject(scope, id, { apiVersion: 'v1', kind: 'ConfigMap' });
}

/** The charts in order, each with its objects, by their paths. */
function written(app: App): Record<string, string[]> | undefined {
  const order = writtenOrder(app);
  return order && Object.fromEntries(order.charts.map((chart) => [
    `/${chart.node.path}`, order.objectsOf(chart).map(({ node }) => node.path),
  ]));
}

describe('without dependencies', () => {
  test('charts and objects are in the order of the tree', () => {
    const app = new App();
    const b = new Chart(app, 'b');
    [new Construct(b, 'Group'), b].forEach((scope, i) => object(scope, `O${i}`));
    const deep = new Chart(new Construct(b, 'Between'), 'deep');
    object(deep, 'Deep');
    new Chart(app, 'a');
    expect(Object.entries(written(app)!)).toEqual([
      ['/b', ['b/Group/O0', 'b/O1']], ['/b/Between/deep', ['b/Between/deep/Deep']], ['/a', []],
    ]);
    expect(writtenOrder(app)).toMatchObject({ isNumbered: false, count: 3 });
  });

  test.each([
    [['b', '10', '9', 'a', '0'], ['0', '9', '10', 'b', 'a']],
    [['b', '007', '4294967295', '-1', '1.0'], ['b', '007', '4294967295', '-1', '1.0']],
    [['b', '4294967294'], ['4294967294', 'b']],
  ])('charts %j come as %j: ids that are places of a list come first', (ids, order) => {
    const app = new App();
    ids.forEach((id) => new Chart(app, id));
    expect(writtenOrder(app)!.charts.map(({ node }) => node.id)).toEqual(order);
    expect(writtenOrder(app)!.charts).toEqual(app.charts);
  });

  test('they come before what is inside them too', () => {
    const app = new App();
    for (const id of ['1', '2']) new Chart(new Construct(new Chart(app, id), 'Group'), 'inner');
    const { charts } = writtenOrder(app)!;
    expect(charts.map(({ node }) => node.path)).toEqual(['1', '2', '1/Group/inner', '2/Group/inner']);
    expect(charts).toEqual(app.charts);
  });

  test('a number further down is no such place', () => {
    const app = new App();
    const groups = ['x', 'y'].map((id) => new Construct(app, id));
    groups.reverse().forEach((group) => new Chart(group, '5'));
    expect(writtenOrder(app)!.charts.map(({ node }) => node.path)).toEqual(['x/5', 'y/5']);
  });

  test('an app without charts has none', () => {
    expect(writtenOrder(new App())).toMatchObject({ charts: [], isNumbered: false, count: 0 });
  });
});

describe('with dependencies', () => {
  test('within one chart the files are not numbered', () => {
    const app = new App();
    const chart = new Chart(app, 'a');
    const [one, two] = ['One', 'Two'].map((id) => object(chart, id));
    one.addDependency(two);
    expect(written(app)).toEqual({ '/a': ['a/Two', 'a/One'] });
    expect(writtenOrder(app)).toMatchObject({ isNumbered: false, count: 2 });
  });

  test('on its own chart neither, nor of a chart on what is in it', () => {
    const app = new App();
    new Construct(new Chart(app, 'a'), 'Group').node.addDependency(app.node.findChild('a'));
    const chart = new Chart(app, 'b');
    chart.addDependency(object(chart, 'One'));
    expect(writtenOrder(app)).toMatchObject({ isNumbered: false, count: 1 });
  });

  test('elsewhere, charts whose ids are places of a list come first too', () => {
    const app = new App();
    for (const id of ['1', '2']) new Chart(new Construct(new Chart(app, id), 'Group'), 'inner');
    const chart = new Chart(app, 'b');
    object(chart, 'One').addDependency(object(chart, 'Two'));
    const { charts } = writtenOrder(app)!;
    expect(charts.map(({ node }) => node.path)).toEqual(['1', '2', '1/Group/inner', '2/Group/inner', 'b']);
    expect(charts).toEqual(app.charts);
  });

  test('between charts they are, and the other objects stay in their order', () => {
    const app = new App();
    const [a, b] = ['a', 'b'].map((id) => new Chart(app, id));
    const [one] = ['One', 'Two'].map((id) => object(a, id));
    one.addDependency(object(b, 'Three'));
    expect(Object.entries(written(app)!)).toEqual([['/b', ['b/Three']], ['/a', ['a/One', 'a/Two']]]);
    expect(writtenOrder(app)).toMatchObject({ isNumbered: true, count: 3 });
  });

  test('a chart in a chart comes before it', () => {
    const app = new App();
    const outer = new Chart(app, 'outer');
    object(outer, 'One');
    object(new Chart(outer, 'inner'), 'Two');
    expect(Object.entries(written(app)!)).toEqual([['/outer/inner', ['outer/inner/Two']], ['/outer', ['outer/One']]]);
    expect(writtenOrder(app)!.isNumbered).toBe(true);
  });
});

test.each<[string, (app: App, a: ApiObject, b: ApiObject) => void]>([
  ['a circle', (_, a, b) => { a.addDependency(b); b.addDependency(a); }],
  ['itself', (_, a) => a.addDependency(a)],
  ['a circle of charts', (_, a, b) => { a.chart.addDependency(b.chart); b.chart.addDependency(a.chart); }],
  ['what is in no chart', (app, a) => a.addDependency(new Construct(app, 'alone'))],
  ['what is elsewhere', (_, a) => a.addDependency(object(new Chart(new App(), 'c'), 'C'))],
])('there is none where something depends on %s', (_, depend) => {
  const app = new App();
  const [a, b] = ['a', 'b'].map((id) => object(new Chart(app, id), id));
  depend(app, a, b);
  expect(writtenOrder(app)).toBeUndefined();
});

test('nothing is added to the constructs', () => {
  const app = new App();
  const outer = new Chart(app, 'outer');
  new Chart(outer, 'inner');
  const object1 = object(outer, 'One');
  object1.addDependency(object(new Chart(app, 'b'), 'Two'));
  writtenOrder(app);
  expect(app.node.findAll().flatMap(({ node }) => node.dependencies)).toHaveLength(1);
});
