import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { Accelerator, type InferenceResources } from '../../src';
import { describe as told } from '../../src/validation/problem';
import { renderResources, renderSize, resourceProblems } from '../../src/values/resource-requirements';

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
    expect(renderResources({ cpu: { request: Cpu.units(1) }, memory: { limit: Size.gibibytes(1) } })).toEqual({ requests: { cpu: '1' }, limits: { memory: '1Gi' } });
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
  const API = '(Kubernetes API validation)';
  const NOTATION = `must be a quantity in Kubernetes notation — the API server could not parse it; write a number with an optional suffix, such as 500m, 0.5, 64M or 2Gi ${API}`;
  const PACKED = 'without requests the scheduler packs the server anywhere and an autoscaler cannot compute its utilization; give at least a CPU and a memory request';

  const NAME = 'the name must be cpu, memory, ephemeral-storage, hugepages-<size> or <domain>/<resource> — the API server would reject the pod; correct the name of the resource';
  const SHARED = 'the API server would reject the pod: such a resource is not shared; give a whole number in limits, and leave requests out';
  const EQUAL = `must be given, and equal to its request — ${SHARED}`;
  const LONELY = 'must name cpu or memory beside huge pages — the API server would reject the pod; add a memory request';
  const MAP = 'must be a map of quantities — there is no resource to ask for; write it as { memory: "64M" }';
  const WHOLE = `must be a whole number — ${SHARED}`;
  const ZERO = `must be above zero — nothing would be reserved, and utilization has no meaning; give a positive quantity ${API}`;

  test.each<[string, InferenceResources]>([
    ['typed', { cpu: { request: Cpu.units(1), limit: Cpu.units(1) } }],
    ['in notation', { requests: { memory: '64M' } }],
    ['a limit alone', { limits: { cpu: '1' } }],
    ['a request in one unit at its limit in another', { requests: { memory: '1024Mi' }, limits: { memory: '1Gi' } }],
    ['a typed request and a limit in notation', { cpu: { request: Cpu.millis(1500) }, limits: { cpu: '1.5' } }],
    ['a device of a vendor', { requests: { 'smarter-devices/camera': '1' }, limits: { 'smarter-devices/camera': '1' } }],
    ['a device asked for by its limit alone', { limits: { 'nvidia.com/gpu': '2' } }],
    ['a device written in two ways', { requests: { 'nvidia.com/gpu': '2000m' }, limits: { 'nvidia.com/gpu': '2' } }],
    ['disk in notation', { requests: { 'ephemeral-storage': '1Gi' }, limits: { 'ephemeral-storage': '2Gi' } }],
    ['huge pages of another size', { requests: { cpu: '1' }, limits: { 'hugepages-1Gi': '2Gi' } }],
    ['huge pages beside memory of a type', { memory: { limit: Size.gibibytes(1) }, limits: { 'hugepages-2Mi': '64Mi' } }],
    ['huge pages beside memory in notation', { requests: { memory: '1Gi' }, limits: { 'hugepages-2Mi': '64Mi' } }],
    ['bytes without a unit, and thousandths that make a byte', { requests: { memory: '2000m' }, limits: { 'memory': '1e9', 'ephemeral-storage': '1' } }],
    ['huge pages', { requests: { 'cpu': '1', 'hugepages-2Mi': '64Mi' }, limits: { 'hugepages-2Mi': '64Mi' } }],
  ])('%s is fine', (_, resources) => {
    expect(resourceProblems('resources', resources)).toEqual([]);
  });

  test.each<[string, unknown, string[]]>([
    ['nothing at all', undefined, [`resources: got undefined; are required — ${PACKED}`]],
    ['null', null, [`resources: got null; are required — ${PACKED}`]],
    ['text', '1Gi', [`resources: got "1Gi"; are required — ${PACKED}`]],
    ['no resource', {}, [`resources: name no resource — ${PACKED}`]],
    ['a typed resource without numbers', { cpu: {} }, [`resources: name no resource — ${PACKED}`]],
    ['a request that does not parse', { requests: { memory: '64 M' } }, [`resources.requests["memory"]: got "64 M"; ${NOTATION}`]],
    ['a limit that does not parse', { limits: { memory: '64MB' } }, [`resources.limits["memory"]: got "64MB"; ${NOTATION}`]],
    ['a request that is no number', { cpu: { request: Cpu.millis(NaN) } }, [`resources.cpu.request: got "NaNm"; ${NOTATION}`]],
    ['a request above its limit', { cpu: { request: Cpu.units(2), limit: Cpu.millis(1999) } }, [
      `resources.cpu.request: got "2"; must not be above the limit of 1999m — the API server would reject the pod; raise the limit or lower the request ${API}`,
    ]],
    ['a request above its limit across units', { requests: { memory: '1Gi' }, limits: { memory: '1G' } }, [
      `resources.requests["memory"]: got "1Gi"; must not be above the limit of 1G — the API server would reject the pod; raise the limit or lower the request ${API}`,
    ]],
    ['a request in notation above a typed limit', { requests: { cpu: '2500m' }, cpu: { limit: Cpu.units(2) } }, [
      `resources.requests["cpu"]: got "2500m"; must not be above the limit of 2 — the API server would reject the pod; raise the limit or lower the request ${API}`,
    ]],
    ['disk in notation above its limit', { requests: { 'ephemeral-storage': '2Gi' }, limits: { 'ephemeral-storage': '1Gi' } }, [
      `resources.requests["ephemeral-storage"]: got "2Gi"; must not be above the limit of 1Gi — the API server would reject the pod; raise the limit or lower the request ${API}`,
    ]],
    ['disk above its limit', { ephemeralStorage: { request: Size.gibibytes(2), limit: Size.gibibytes(1) } }, [
      `resources.ephemeralStorage.request: got "2Gi"; must not be above the limit of 1Gi — the API server would reject the pod; raise the limit or lower the request ${API}`,
    ]],
    ['a request given twice', { cpu: { request: Cpu.units(1) }, requests: { cpu: '2' } }, [
      'resources.requests["cpu"]: got "2"; is given as cpu.request too — only one of the two could take effect; keep one of them',
    ]],
    ['a limit given twice', { ephemeralStorage: { limit: Size.gibibytes(1) }, limits: { 'ephemeral-storage': '1Gi' } }, [
      'resources.limits["ephemeral-storage"]: got "1Gi"; is given as ephemeralStorage.limit too — only one of the two could take effect; keep one of them',
    ]],
    ...['my gpu', 'gpu', '', 'CPU', 'storage', 'pods', 'hugepages', 'hugepages2Mi'].map((name): [string, unknown, string[]] => (
      [`the name ${JSON.stringify(name)}`, { requests: { cpu: '1', [name]: '1' } }, [`resources.requests[${JSON.stringify(name)}]: ${NAME}`]])),
    ['huge pages of no size', { requests: { cpu: '1' }, limits: { 'hugepages-2M': '2M' } }, [`resources.limits["hugepages-2M"]: ${NAME}`]],
    ...['a/b/c', '/gpu', 'vendor/', 'a b/gpu', 'requests.vendor.com/gpu'].map((name): [string, unknown, string[]] => (
      [`the device ${JSON.stringify(name)}`, { limits: { [name]: '1' } }, [`resources.limits[${JSON.stringify(name)}]: ${NAME}`]])),
    ['a device by its request alone', { requests: { 'a.b/gpu': '1' } }, [`resources.limits["a.b/gpu"]: got undefined; ${EQUAL}`]],
    ['more devices than the limit', { requests: { 'a.b/gpu': '2' }, limits: { 'a.b/gpu': '1' } }, [`resources.limits["a.b/gpu"]: got "1"; ${EQUAL}`]],
    ['fewer devices than the limit', { requests: { 'a.b/gpu': '1' }, limits: { 'a.b/gpu': '2' } }, [`resources.limits["a.b/gpu"]: got "2"; ${EQUAL}`]],
    ['half a device', { limits: { 'a.b/gpu': '500m' } }, [`resources.limits["a.b/gpu"]: got "500m"; ${WHOLE}`]],
    ['half a device asked for and given', { requests: { 'a.b/gpu': '1.5' }, limits: { 'a.b/gpu': '1.5' } }, [`resources.requests["a.b/gpu"]: got "1.5"; ${WHOLE}`]],
    ['half a device of a whole one', { requests: { 'a.b/gpu': '500m' }, limits: { 'a.b/gpu': '1' } }, [`resources.requests["a.b/gpu"]: got "500m"; ${WHOLE}`]],
    ['a whole device of a half', { requests: { 'a.b/gpu': '1' }, limits: { 'a.b/gpu': '500m' } }, [`resources.limits["a.b/gpu"]: got "500m"; ${WHOLE}`]],
    ['devices that do not parse', { limits: { 'a.b/gpu': 'one' } }, [`resources.limits["a.b/gpu"]: got "one"; ${NOTATION}`]],
    ['huge pages by their request alone', { requests: { 'cpu': '1', 'hugepages-2Mi': '64Mi' } }, [`resources.limits["hugepages-2Mi"]: got undefined; ${EQUAL}`]],
    ['more huge pages than the limit', { requests: { 'cpu': '1', 'hugepages-2Mi': '128Mi' }, limits: { 'hugepages-2Mi': '64Mi' } }, [`resources.limits["hugepages-2Mi"]: got "64Mi"; ${EQUAL}`]],
    ['huge pages alone', { limits: { 'hugepages-2Mi': '64Mi' } }, [`resources.limits: ${LONELY}`]],
    ['huge pages beside disk and a device', { limits: { 'hugepages-1Gi': '1Gi', 'ephemeral-storage': '1Gi', 'a.b/gpu': '1' } }, [`resources.limits: ${LONELY}`]],
    ['a part of a byte', { requests: { memory: '1500m' }, limits: { memory: '0.5' } }, [
      `resources.requests["memory"]: got "1500m"; must not be above the limit of 0.5 — the API server would reject the pod; raise the limit or lower the request ${API}`,
      'resources.requests["memory"]: got "1500m"; must be a whole number of bytes — the API server would reject or round it; round it, such as 64Mi',
      'resources.limits["memory"]: got "0.5"; must be a whole number of bytes — the API server would reject or round it; round it, such as 64Mi',
    ]],
    ['a part of a byte of disk', { limits: { 'ephemeral-storage': '1n' } }, ['resources.limits["ephemeral-storage"]: got "1n"; must be a whole number of bytes — the API server would reject or round it; round it, such as 64Mi']],
    ['a part of a huge page', { requests: { cpu: '1' }, limits: { 'hugepages-2Mi': '3Mi' } }, ['resources.limits["hugepages-2Mi"]: got "3Mi"; must be a whole number of pages of 2Mi — the API server would reject or round it; round it, such as 64Mi']],
    ['requests that are no map', { requests: 5 }, [`resources.requests: got 5; ${MAP}`, `resources: name no resource — ${PACKED}`]],
    ['limits that are null', { cpu: { request: Cpu.units(1) }, limits: null }, [`resources.limits: got null; ${MAP}`]],
    ['fewer huge pages than the limit', { requests: { 'cpu': '1', 'hugepages-2Mi': '64Mi' }, limits: { 'hugepages-2Mi': '128Mi' } }, [`resources.limits["hugepages-2Mi"]: got "128Mi"; ${EQUAL}`]],
    ['a negative request', { requests: { cpu: '-1' } }, [`resources.requests["cpu"]: got "-1"; ${ZERO}`]],
    ['a request of zero', { requests: { cpu: '0' } }, [`resources.requests["cpu"]: got "0"; ${ZERO}`]],
    ['a limit of zero', { limits: { memory: '0Gi' } }, [`resources.limits["memory"]: got "0Gi"; ${ZERO}`]],
    ['no device', { limits: { 'a.b/gpu': '0' } }, [`resources.limits["a.b/gpu"]: got "0"; ${ZERO}`]],
    ['a typed request of zero', { cpu: { request: Cpu.units(0) } }, [`resources.cpu.request: got "0"; ${ZERO}`]],
    ['a negative typed limit', { cpu: { limit: Cpu.millis(-5) } }, [`resources.cpu.limit: got "-5m"; ${ZERO}`]],
    ['typed memory of zero', { memory: { request: Size.kibibytes(0) } }, [`resources.memory.request: got "0Ki"; ${ZERO}`]],
    ['typed disk of zero', { ephemeralStorage: { limit: Size.gibibytes(0) } }, [`resources.ephemeralStorage.limit: got "0Ki"; ${ZERO}`]],
  ])('%s is refused', (_, resources, expected) => {
    expect(resourceProblems('resources', resources as InferenceResources).map(told)).toEqual(expected);
  });

  test('every problem is told at once', () => {
    expect(resourceProblems('resources', { cpu: { request: Cpu.units(2), limit: Cpu.units(1) }, requests: { memory: 'much' }, limits: { memory: '-1' } }).map(({ field }) => field)).toEqual([
      'resources.requests["memory"]', 'resources.limits["memory"]', 'resources.cpu.request',
    ]);
  });
});
