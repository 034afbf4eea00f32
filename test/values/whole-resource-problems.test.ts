import type { InferenceResources } from '../../src';
import { resourceProblems } from '../../src/values/resource-requirements';
import { isDevice } from '../../src/values/whole-resource-problems';
import { codes } from '../helpers';

/** Code and field of a problem. */
type Expected = [code: string, field: string];

test.each([
  ['nvidia.com/gpu', true],
  ['hugepages-2Mi', true],
  ['cpu', false],
  ['memory', false],
  ['ephemeral-storage', false],
])('whether %s is allocated whole: %s', (resource, expected) => {
  expect(isDevice(resource)).toBe(expected);
});

describe('what is allocated whole', () => {
  test.each<[string, unknown, ...Expected[]]>([
    ['a device by its request alone', { requests: { 'a.b/gpu': '1' } },
      ['values/device-request-differs', 'resources.limits["a.b/gpu"]']],
    ['more devices than the limit', { requests: { 'a.b/gpu': '2' }, limits: { 'a.b/gpu': '1' } },
      ['values/device-request-differs', 'resources.limits["a.b/gpu"]']],
    ['fewer devices than the limit', { requests: { 'a.b/gpu': '1' }, limits: { 'a.b/gpu': '2' } },
      ['values/device-request-differs', 'resources.limits["a.b/gpu"]']],
    ['half a device', { limits: { 'a.b/gpu': '500m' } }, ['values/part-of-a-device', 'resources.limits["a.b/gpu"]']],
    ['half a device as request and limit', { requests: { 'a.b/gpu': '1.5' }, limits: { 'a.b/gpu': '1.5' } },
      ['values/part-of-a-device', 'resources.requests["a.b/gpu"]']],
    ['half a device of a whole one', { requests: { 'a.b/gpu': '500m' }, limits: { 'a.b/gpu': '1' } },
      ['values/part-of-a-device', 'resources.requests["a.b/gpu"]']],
    ['a whole device of a half', { requests: { 'a.b/gpu': '1' }, limits: { 'a.b/gpu': '500m' } },
      ['values/part-of-a-device', 'resources.limits["a.b/gpu"]']],
    ['huge pages by their request alone', { requests: { 'cpu': '1', 'hugepages-2Mi': '64Mi' } },
      ['values/device-request-differs', 'resources.limits["hugepages-2Mi"]']],
    ['more huge pages than the limit',
      { requests: { 'cpu': '1', 'hugepages-2Mi': '128Mi' }, limits: { 'hugepages-2Mi': '64Mi' } },
      ['values/device-request-differs', 'resources.limits["hugepages-2Mi"]']],
    ['huge pages alone', { limits: { 'hugepages-2Mi': '64Mi' } }, ['values/huge-pages-alone', 'resources.limits']],
    ['huge pages beside disk and a device',
      { limits: { 'hugepages-1Gi': '1Gi', 'ephemeral-storage': '1Gi', 'a.b/gpu': '1' } },
      ['values/huge-pages-alone', 'resources.limits']],
    ['a part of a byte', { requests: { memory: '1500m' }, limits: { memory: '0.5' } },
      ['values/request-above-limit', 'resources.requests["memory"]'],
      ['values/part-of-a-byte', 'resources.requests["memory"]'],
      ['values/part-of-a-byte', 'resources.limits["memory"]']],
    ['a part of a byte of disk', { limits: { 'ephemeral-storage': '1n' } },
      ['values/part-of-a-byte', 'resources.limits["ephemeral-storage"]']],
    ['a part of a huge page', { requests: { cpu: '1' }, limits: { 'hugepages-2Mi': '3Mi' } },
      ['values/part-of-a-huge-page', 'resources.limits["hugepages-2Mi"]']],
    ['fewer huge pages than the limit',
      { requests: { 'cpu': '1', 'hugepages-2Mi': '64Mi' }, limits: { 'hugepages-2Mi': '128Mi' } },
      ['values/device-request-differs', 'resources.limits["hugepages-2Mi"]']],
  ])('%s is refused', (_, resources, ...expected) => {
    expect(codes(resourceProblems('resources', resources as InferenceResources))).toEqual(expected);
  });

  test('a part of a huge page is reported with the size of the page', () => {
    const resources = { requests: { cpu: '1' }, limits: { 'hugepages-2Mi': '3Mi' } };
    const [{ rule }] = resourceProblems('resources', resources);
    expect(rule).toContain('2Mi');
  });
});
