import { Duration, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { Accelerator, type InferenceResources } from '../../src';
import { renderResources, renderSize, resourceProblems } from '../../src/values/resource-requirements';
import { codes } from '../helpers';

/** Code and field of a problem. */
type Expected = [code: string, field: string];

/** A title, what is refused, and its problems. */
type Row = [string, unknown, ...Expected[]];

describe('renderSize', () => {
  test.each([
    [Size.kibibytes(1), '1Ki'],
    [Size.kibibytes(1500), '1500Ki'],
    [Size.kibibytes(1024), '1Mi'],
    [Size.mebibytes(512), '512Mi'],
    [Size.mebibytes(1536), '1536Mi'],
    [Size.gibibytes(2), '2Gi'],
    [Size.gibibytes(1.5), '1536Mi'],
    [Size.gibibytes(1024), '1Ti'],
    [Size.tebibytes(3), '3Ti'],
    [Size.pebibyte(2), '2Pi'],
    [Size.pebibyte(2048), '2048Pi'],
    [Size.kibibytes(0), '0Ki'],
  ])('a size stands in the largest unit without a fraction', (size, text) => {
    expect(renderSize(size)).toBe(text);
  });
});

describe('renderResources', () => {
  test('typed properties become quantities', () => {
    expect(renderResources({
      cpu: { request: Cpu.millis(500), limit: Cpu.units(2) },
      memory: { request: Size.mebibytes(512), limit: Size.gibibytes(1) },
      ephemeralStorage: { request: Size.gibibytes(1), limit: Size.gibibytes(4) },
    })).toEqual({
      requests: { 'cpu': '500m', 'memory': '512Mi', 'ephemeral-storage': '1Gi' },
      limits: { 'cpu': '2', 'memory': '1Gi', 'ephemeral-storage': '4Gi' },
    });
  });

  test('a quantity in Kubernetes notation stays as it was written', () => {
    expect(renderResources({ requests: { cpu: '0.5', memory: '64M' }, limits: { 'hugepages-2Mi': '256Mi' } })).toEqual({
      requests: { cpu: '0.5', memory: '64M' },
      limits: { 'hugepages-2Mi': '256Mi' },
    });
  });

  test('a request alone makes no limit, and a limit alone no request', () => {
    expect(renderResources({ cpu: { request: Cpu.units(1) }, memory: { limit: Size.gibibytes(1) } })).toEqual({
      requests: { cpu: '1' },
      limits: { memory: '1Gi' },
    });
  });

  test('an accelerator is request and limit', () => {
    expect(renderResources({ cpu: { request: Cpu.units(1) } }, Accelerator.nvidia(2))).toEqual({
      requests: { 'cpu': '1', 'nvidia.com/gpu': '2' },
      limits: { 'nvidia.com/gpu': '2' },
    });
  });

  test('the given resources stay as they are', () => {
    const given = { requests: { memory: '64M' } };
    renderResources(given, Accelerator.amd());
    expect(given).toEqual({ requests: { memory: '64M' } });
  });
});

describe('resourceProblems', () => {
  test.each<[string, InferenceResources]>([
    ['typed', { cpu: { request: Cpu.units(1), limit: Cpu.units(1) } }],
    ['in notation', { requests: { memory: '64M' } }],
    ['a limit alone', { limits: { cpu: '1' } }],
    ['a request in one unit at its limit in another', { requests: { memory: '1024Mi' }, limits: { memory: '1Gi' } }],
    ['a typed request and a limit in notation', { cpu: { request: Cpu.millis(1500) }, limits: { cpu: '1.5' } }],
    ['a device of a vendor',
      { requests: { 'smarter-devices/camera': '1' }, limits: { 'smarter-devices/camera': '1' } }],
    ['a device with a limit alone', { limits: { 'nvidia.com/gpu': '2' } }],
    ['a device written in two ways', { requests: { 'nvidia.com/gpu': '2000m' }, limits: { 'nvidia.com/gpu': '2' } }],
    ['disk in notation', { requests: { 'ephemeral-storage': '1Gi' }, limits: { 'ephemeral-storage': '2Gi' } }],
    ['huge pages of another size', { requests: { cpu: '1' }, limits: { 'hugepages-1Gi': '2Gi' } }],
    ['huge pages beside memory of a type',
      { memory: { limit: Size.gibibytes(1) }, limits: { 'hugepages-2Mi': '64Mi' } }],
    ['huge pages beside memory in notation', { requests: { memory: '1Gi' }, limits: { 'hugepages-2Mi': '64Mi' } }],
    ['bytes without a unit, and thousandths that make a byte',
      { requests: { memory: '2000m' }, limits: { 'memory': '1e9', 'ephemeral-storage': '1' } }],
    ['huge pages', { requests: { 'cpu': '1', 'hugepages-2Mi': '64Mi' }, limits: { 'hugepages-2Mi': '64Mi' } }],
  ])('%s is fine', (_, resources) => {
    expect(resourceProblems('resources', resources)).toEqual([]);
  });

  test.each<Row>([
    ['nothing at all', undefined, ['values/resources-missing', 'resources']],
    ['null', null, ['values/resources-missing', 'resources']],
    ['text', '1Gi', ['values/resources-missing', 'resources']],
    ['no resource', {}, ['values/no-resource-named', 'resources']],
    ['a typed resource without numbers', { cpu: {} }, ['values/no-resource-named', 'resources']],
    ['a request that does not parse', { requests: { memory: '64 M' } },
      ['validation/quantity', 'resources.requests["memory"]']],
    ['a limit that does not parse', { limits: { memory: '64MB' } },
      ['validation/quantity', 'resources.limits["memory"]']],
    ['a request that is no number', { cpu: { request: Cpu.millis(NaN) } },
      ['validation/quantity', 'resources.cpu.request']],
    ['a request above its limit', { cpu: { request: Cpu.units(2), limit: Cpu.millis(1999) } },
      ['values/request-above-limit', 'resources.cpu.request']],
    ['a request above its limit across units', { requests: { memory: '1Gi' }, limits: { memory: '1G' } },
      ['values/request-above-limit', 'resources.requests["memory"]']],
    ['a request in notation above a typed limit', { requests: { cpu: '2500m' }, cpu: { limit: Cpu.units(2) } },
      ['values/request-above-limit', 'resources.requests["cpu"]']],
    ['disk in notation above its limit',
      { requests: { 'ephemeral-storage': '2Gi' }, limits: { 'ephemeral-storage': '1Gi' } },
      ['values/request-above-limit', 'resources.requests["ephemeral-storage"]']],
    ['disk above its limit', { ephemeralStorage: { request: Size.gibibytes(2), limit: Size.gibibytes(1) } },
      ['values/request-above-limit', 'resources.ephemeralStorage.request']],
    ['a request given twice', { cpu: { request: Cpu.units(1) }, requests: { cpu: '2' } },
      ['values/resource-given-twice', 'resources.requests["cpu"]']],
    ['a limit given twice', { ephemeralStorage: { limit: Size.gibibytes(1) }, limits: { 'ephemeral-storage': '1Gi' } },
      ['values/resource-given-twice', 'resources.limits["ephemeral-storage"]']],
    ...['my gpu', 'gpu', '', 'CPU', 'storage', 'pods', 'hugepages', 'hugepages2Mi'].map((name): Row => (
      [
        `the name ${JSON.stringify(name)}`,
        { requests: { cpu: '1', [name]: '1' } },
        ['values/unknown-resource-name', `resources.requests[${JSON.stringify(name)}]`],
      ])),
    ['huge pages of no size', { requests: { cpu: '1' }, limits: { 'hugepages-2M': '2M' } },
      ['values/unknown-resource-name', 'resources.limits["hugepages-2M"]']],
    ...['a/b/c', '/gpu', 'vendor/', 'a b/gpu', 'requests.vendor.com/gpu'].map((name): Row => (
      [
        `the device ${JSON.stringify(name)}`,
        { limits: { [name]: '1' } },
        ['values/unknown-resource-name', `resources.limits[${JSON.stringify(name)}]`],
      ])),
    ['devices that do not parse', { limits: { 'a.b/gpu': 'one' } },
      ['validation/quantity', 'resources.limits["a.b/gpu"]']],
    ['requests that are no map', { requests: 5 }, ['values/quantities-not-a-map', 'resources.requests']],
    ['text for memory', { memory: { request: '2Gi' } }, ['values/not-a-size', 'resources.memory.request']],
    ['a number for CPU', { cpu: { limit: 2 } }, ['values/not-a-cpu', 'resources.cpu.limit']],
    ['a Duration for CPU', { cpu: { request: Duration.minutes(1) } }, ['values/not-a-cpu', 'resources.cpu.request']],
    ['text in place of the two sides of CPU', { cpu: '1' }, ['values/resource-without-sides', 'resources.cpu']],
    ['a Cpu in place of its two sides', { cpu: Cpu.units(1) }, ['values/resource-without-sides', 'resources.cpu']],
    ['a Size in place of its two sides', { memory: Size.gibibytes(1) },
      ['values/resource-without-sides', 'resources.memory']],
    ['null for CPU', { cpu: { request: null } }, ['values/not-a-cpu', 'resources.cpu.request']],
    ['limits that are null', { cpu: { request: Cpu.units(1) }, limits: null },
      ['values/quantities-not-a-map', 'resources.limits']],
    ['a negative request', { requests: { cpu: '-1' } },
      ['validation/quantity-not-positive', 'resources.requests["cpu"]']],
    ['a request of zero', { requests: { cpu: '0' } },
      ['validation/quantity-not-positive', 'resources.requests["cpu"]']],
    ['a limit of zero', { limits: { memory: '0Gi' } },
      ['validation/quantity-not-positive', 'resources.limits["memory"]']],
    ['no device', { limits: { 'a.b/gpu': '0' } }, ['validation/quantity-not-positive', 'resources.limits["a.b/gpu"]']],
    ['a typed request of zero', { cpu: { request: Cpu.units(0) } },
      ['validation/quantity-not-positive', 'resources.cpu.request']],
    ['a negative typed limit', { cpu: { limit: Cpu.millis(-5) } },
      ['validation/quantity-not-positive', 'resources.cpu.limit']],
    ['typed memory of zero', { memory: { request: Size.kibibytes(0) } },
      ['validation/quantity-not-positive', 'resources.memory.request']],
    ['typed disk of zero', { ephemeralStorage: { limit: Size.gibibytes(0) } },
      ['validation/quantity-not-positive', 'resources.ephemeralStorage.limit']],
  ])('%s is refused', (_, resources, ...expected) => {
    expect(codes(resourceProblems('resources', resources as InferenceResources))).toEqual(expected);
  });

  test('every problem is reported at once', () => {
    const resources: InferenceResources = {
      cpu: { request: Cpu.units(2), limit: Cpu.units(1) },
      requests: { memory: 'much' },
      limits: { memory: '-1' },
    };
    expect(resourceProblems('resources', resources).map(({ field }) => field)).toEqual([
      'resources.requests["memory"]', 'resources.limits["memory"]', 'resources.cpu.request',
    ]);
  });

  test('a request is reported with the limit that it is above', () => {
    const cpu = { request: Cpu.units(2), limit: Cpu.millis(1999) };
    const [{ rule }] = resourceProblems('resources', { cpu });
    expect(rule).toContain('1999m');
  });
});
