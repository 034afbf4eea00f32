import { Inventory } from '../../src/kubernetes/inventory';
import { withDefaults } from '../../src/kubernetes/limit-ranges';
import type { Manifest } from '../../src/kubernetes/manifest';

function range(...limits: object[]): Manifest {
  const metadata = { name: 'defaults', namespace: 'vision' };
  return { apiVersion: 'v1', kind: 'LimitRange', metadata, spec: { limits } };
}

function resources(ranges: Manifest[], given?: object): any {
  const pod = { containers: [{ name: 'server', resources: given }] } as any;
  return withDefaults(pod, ranges).containers?.[0].resources;
}

const container = (fields: object) => range({ type: 'Container', ...fields });

describe('a container under a LimitRange gets', () => {
  test.each<[string, object, object | undefined, object]>([
    ['the default request', { defaultRequest: { cpu: '500m' } }, undefined, { requests: { cpu: '500m' }, limits: {} }],
    ['the default limit as its request', { default: { cpu: 2 } }, {}, { requests: { cpu: 2 }, limits: { cpu: 2 } }],
    [
      'the default request beside the default limit',
      { default: { cpu: '2' }, defaultRequest: { cpu: '1' } },
      undefined,
      { requests: { cpu: '1' }, limits: { cpu: '2' } },
    ],
    ['the maximum as its limit', { max: { cpu: '4' } }, {}, { requests: { cpu: '4' }, limits: { cpu: '4' } }],
    ['the minimum as its request', { min: { cpu: '100m' } }, {}, { requests: { cpu: '100m' }, limits: {} }],
    [
      'its own limit as its request',
      { defaultRequest: { cpu: '500m' } },
      { limits: { cpu: '2' } },
      { requests: { cpu: '2' }, limits: { cpu: '2' } },
    ],
    [
      'no limit that is below its request',
      { default: { cpu: '500m' } },
      { requests: { cpu: '1' } },
      { requests: { cpu: '1' }, limits: {} },
    ],
    [
      'nothing where it has both',
      { default: { cpu: '4' }, defaultRequest: { cpu: '3' } },
      { requests: { cpu: '1' }, limits: { cpu: '2' } },
      { requests: { cpu: '1' }, limits: { cpu: '2' } },
    ],
  ])('%s', (_, fields, given, expected) => {
    expect(resources([container(fields)], given)).toMatchObject(expected);
    expect(Object.keys(resources([container(fields)], given).limits)).toEqual(Object.keys((expected as any).limits));
  });

  test('a request of an unknown amount, where two of them differ', () => {
    const two = [container({ defaultRequest: { cpu: '1' } }), container({ defaultRequest: { cpu: '2' } })];
    expect(resources(two).requests).toEqual({ cpu: 'unknown' });
    expect(resources([two[0], two[0]]).requests).toEqual({ cpu: '1' });
  });
});

test('init containers get the same', () => {
  const pod: any = { initContainers: [{ name: 'fetch' }] };
  const { initContainers } = withDefaults(pod, [container({ defaultRequest: { cpu: '1' } })]);
  expect(initContainers![0].resources!.requests).toEqual({ cpu: '1' });
  expect(pod).toEqual({ initContainers: [{ name: 'fetch' }] });
});

test.each([
  ['no LimitRange', []],
  ['one of whole pods', [range({ type: 'Pod', max: { cpu: '4' } })]],
  ['one of claims', [range({ type: 'PersistentVolumeClaim', min: { storage: '1Gi' } })]],
])('a pod under %s stays the same', (_, ranges) => {
  const pod: any = { containers: [{ name: 'server' }] };
  expect(withDefaults(pod, ranges)).toBe(pod);
});

describe('the workloads of an inventory', () => {
  const pod = { metadata: { name: 'a', namespace: 'vision' }, spec: { containers: [{ name: 'server' }] } };
  const requests = (objects: object[], clusters?: (object: Manifest) => string | undefined) => (
    new Inventory(objects, { clusters }).workloads[0].containers[0].resources?.requests);
  const defaults = container({ defaultRequest: { cpu: '1' } });

  test('have the defaults of their namespace', () => {
    expect(requests([{ apiVersion: 'v1', kind: 'Pod', ...pod }, defaults])).toEqual({ cpu: '1' });
  });

  test('do not have those of another namespace, cluster or API', () => {
    const elsewhere = { ...defaults, metadata: { name: 'defaults', namespace: 'other' } };
    const foreign = { ...defaults, apiVersion: 'example.com/v1' };
    expect(requests([{ apiVersion: 'v1', kind: 'Pod', ...pod }, elsewhere, foreign])).toBeUndefined();
    const clusters = ({ kind }: Manifest) => kind;
    expect(requests([{ apiVersion: 'v1', kind: 'Pod', ...pod }, defaults], clusters)).toBeUndefined();
  });
});
