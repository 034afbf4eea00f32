import { unpacked } from '../../src/kubernetes/unpacked-lists';

const pod = (name: string) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name } });
const list = (...items: unknown[]) => ({ apiVersion: 'v1', kind: 'List', items });

describe('a set of objects', () => {
  test('stays in its order, with what lists hold in their place', () => {
    expect(unpacked([pod('a'), list(pod('b'), list(pod('c')), pod('d')), pod('e')]))
      .toEqual(['a', 'b', 'c', 'd', 'e'].map(pod));
  });

  test('the items of a typed list need not repeat version and kind', () => {
    const deployments = { apiVersion: 'apps/v1', kind: 'DeploymentList', items: [{ metadata: { name: 'd' } }] };
    expect(unpacked([deployments])).toEqual([{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'd' } }]);
  });

  test('an object that ends in List and has no items is an object', () => {
    const allowed = { apiVersion: 'example.com/v1', kind: 'AllowList', metadata: { name: 'a' } };
    expect(unpacked([allowed])).toEqual([allowed]);
  });

  test.each([
    null, undefined, 'text', 1, [], {}, { kind: 'Pod' }, { apiVersion: 'v1', kind: 7 }, list(null, 'x'),
  ])('%j holds no object', (value) => {
    expect(unpacked([value])).toEqual([]);
  });

  test('lists in lists are read however deep', () => {
    let deep = list(pod('a'));
    for (let i = 0; i < 50_000; i++) deep = list(deep);
    expect(unpacked([deep])).toEqual([pod('a')]);
  });
});
