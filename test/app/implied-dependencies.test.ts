import { ApiObject, App, Chart } from 'cdk8s';
import { Construct, Dependable, type IConstruct } from 'constructs';
import { ConstructTree } from '../../src/app/construct-tree';
import { Group } from '../../src/app/dependency-order';
import { impliedDependencies } from '../../src/app/implied-dependencies';

function object(scope: Construct, id: string): ApiObject {
  return new ApiObject(scope, id, { apiVersion: 'v1', kind: 'ConfigMap' });
}

/** What must come before what, by path; the members of a group in brackets. */
function implied(app: App): Record<string, string[]> | undefined {
  const found = impliedDependencies(new ConstructTree(app));
  const path = ({ node }: IConstruct) => node.path;
  return found && Object.fromEntries([...found].map(([construct, before]) => [
    path(construct), before.map((b) => (b instanceof Group ? `[${b.members.map(path).join(' ')}]` : path(b))),
  ]));
}

test('without dependencies there are none', () => {
  const app = new App();
  object(new Chart(app, 'a'), 'A');
  expect(implied(app)).toEqual({});
});

test('a chart depends on the charts directly in it', () => {
  const app = new App();
  const outer = new Chart(app, 'outer');
  new Chart(outer, 'inner');
  new Chart(new Construct(outer, 'group'), 'deep');
  expect(implied(app)).toEqual({ outer: ['outer/inner'] });
});

test('a chart depends on that of what something in it depends on, and the objects on each other', () => {
  const app = new App();
  const [a, b] = ['a', 'b'].map((id) => new Chart(app, id));
  object(a, 'A').addDependency(object(b, 'B'));
  expect(implied(app)).toEqual({ 'a/A': ['b/B'], 'a': ['b'] });
});

test('where charts depend on each other, so do all of their objects', () => {
  const app = new App();
  const [a, b] = ['a', 'b'].map((id) => new Chart(app, id));
  for (const id of ['One', 'Two']) [a, b].forEach((chart) => object(chart, id));
  a.addDependency(b);
  expect(implied(app)).toEqual({ 'a': ['b'], 'a/One': ['[b/One b/Two]'], 'a/Two': ['[b/One b/Two]'] });
});

test('the objects of a construct are those of its chart, not of charts inside', () => {
  const app = new App();
  const chart = new Chart(app, 'a');
  const [from, to] = ['From', 'To'].map((id) => new Construct(chart, id));
  object(from, 'A');
  object(to, 'B');
  object(new Chart(to, 'Inner'), 'C');
  from.node.addDependency(to);
  expect(implied(app)).toEqual({ 'a/From': ['a/To'], 'a/From/A': ['a/To/B'] });
});

test('a construct that depends on something inside it puts the rest behind that, and nothing behind itself', () => {
  const app = new App();
  const group = new Construct(new Chart(app, 'a'), 'Group');
  const first = object(group, 'First');
  object(group, 'Second');
  group.node.addDependency(first);
  expect(implied(app)).toEqual({ 'a/Group': ['a/Group/First'], 'a/Group/Second': ['a/Group/First'] });
});

test('a construct that depends on what it is in comes behind the rest of that, and not behind itself', () => {
  const app = new App();
  const group = new Construct(new Chart(app, 'a'), 'Group');
  const [first] = ['First', 'Second'].map((id) => object(group, id));
  first.addDependency(group);
  expect(implied(app)).toEqual({ 'a/Group/First': ['a/Group', 'a/Group/Second'] });
});

describe('what cdk8s itself must say is left to it', () => {
  const chart = () => new Chart(new App(), 'a');

  test('a dependency on a construct of another app', () => {
    const one = object(chart(), 'A');
    one.addDependency(object(chart(), 'A'));
    expect(implied(one.node.root as App)).toBeUndefined();
  });

  test('one on what was removed', () => {
    const a = chart();
    const [one, gone] = ['A', 'B'].map((id) => object(a, id));
    one.addDependency(gone);
    a.node.tryRemoveChild('B');
    expect(implied(a.node.root as App)).toBeUndefined();
  });

  test('one on a construct in no chart, or of one', () => {
    for (const turn of [false, true]) {
      const one = object(chart(), 'A');
      const alone = new Construct(one.node.root, 'alone');
      (turn ? alone : one).node.addDependency(turn ? one : alone);
      expect(implied(one.node.root as App)).toBeUndefined();
    }
  });

  test('one on what others stand for', () => {
    const a = chart();
    const [one, two, three] = ['A', 'B', 'C'].map((id) => object(a, id));
    Dependable.implement(two, { dependencyRoots: [three] });
    expect(implied(a.node.root as App)).toEqual({});
    one.addDependency(two);
    expect(implied(a.node.root as App)).toBeUndefined();
  });
});

describe('many that depend on many are no product of both', () => {
  /** How many dependencies there are, and how many different ones. */
  function counted(app: App): [all: number, different: number] {
    const found = [...impliedDependencies(new ConstructTree(app))!.values()].flat();
    return [found.length, new Set(found).size];
  }

  function fill(...scopes: Construct[]): void {
    for (let i = 0; i < 200; i++) scopes.forEach((scope) => object(scope, `O${i}`));
  }

  test('in one chart', () => {
    const chart = new Chart(new App(), 'a');
    const [from, to] = ['From', 'To'].map((id) => new Construct(chart, id));
    fill(from, to);
    from.node.addDependency(to);
    expect(counted(chart.node.root as App)).toEqual([201, 2]);
  });

  test('in a chart and one inside it', () => {
    const outer = new Chart(new App(), 'outer');
    fill(outer, new Chart(outer, 'inner'));
    expect(counted(outer.node.root as App)).toEqual([201, 2]);
  });
});
