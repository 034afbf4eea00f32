import { Accelerator } from '../../src';
import {
  areSlices, areWholeGpus, countDevices, firstDevice, requestedDevices,
} from '../../src/servers/requested-device';

const limits = (of: Record<string, string>) => ({ resources: { limits: of } });

test.each<[resource: string, vendor: string | undefined, whole: boolean]>([
  ['nvidia.com/gpu', 'nvidia', true],
  ['nvidia.com/gpu.shared', 'nvidia', false],
  ['nvidia.com/mig-1g.5gb', 'nvidia', false],
  ['nvidia.com/hostdev', undefined, false],
  ['amd.com/gpu', 'amd', true],
  ['gpu.intel.com/i915', 'intel', false],
  ['gpu.intel.com/xe', 'intel', false],
  ['gpu.intel.com/i915_monitoring', undefined, false],
  ['nvidia.com/gpumem', undefined, false],
  ['npu.intel.com/accel', 'intel', false],
  ['intel.com/sriov', undefined, false],
  ['huawei.com/Ascend310', undefined, false],
])('%s is a device of %s', (resource, vendor, whole) => {
  const [device] = requestedDevices(limits({ [resource]: '2' }));
  expect(device).toEqual({ resource, count: 2, vendor });
  expect(areWholeGpus(device)).toBe(whole);
});

test('an accelerator is requested as such, or in the limits', () => {
  const gpus = [{ resource: 'nvidia.com/gpu', count: 2, vendor: 'nvidia' }];
  expect(requestedDevices({ accelerator: Accelerator.nvidia(2) })).toEqual(gpus);
  expect(requestedDevices(limits({ 'cpu': '4', 'memory': '1Gi', 'nvidia.com/gpu': '2' }))).toEqual(gpus);
});

test('what is no device is none, and nothing is requested by default', () => {
  expect(requestedDevices(limits({ 'cpu': '4', 'hugepages-2Mi': '4Mi', 'nvidia.com/gpu': '0' }))).toEqual([]);
  expect(requestedDevices(limits({ 'nvidia.com/gpu': 'two' }))).toEqual([]);
  expect(requestedDevices({ resources: { limits: null } })).toEqual([]);
  expect(requestedDevices({})).toEqual([]);
});

test('of several devices, the first of a known vendor decides', () => {
  const devices = requestedDevices(limits({ 'rdma/hca': '1', 'amd.com/gpu': '1' }));
  expect(firstDevice(devices)?.resource).toBe('amd.com/gpu');
  expect(firstDevice(requestedDevices(limits({ 'a.b/c': '1' })))?.resource).toBe('a.b/c');
  expect(firstDevice([])).toBeUndefined();
});

test.each([
  'rdma/hca', 'vpc.amazonaws.com/efa', 'smarter-devices/fuse', 'github.com/fuse', 'devices.kubevirt.io/kvm',
])('%s is certainly no accelerator', (resource) => {
  expect(requestedDevices(limits({ [resource]: '1', 'a.b/c': '1' })).map((d) => d.resource)).toEqual(['a.b/c']);
  expect(requestedDevices({ accelerator: Accelerator.custom(resource) })).toEqual([]);
});

test('the accelerator comes before the limits, and is not counted twice', () => {
  const devices = requestedDevices({
    accelerator: Accelerator.amd(2),
    ...limits({ 'amd.com/gpu': '1', 'nvidia.com/gpu': '1' }),
  });
  expect(devices.map((d) => [d.resource, d.count])).toEqual([['amd.com/gpu', 2], ['nvidia.com/gpu', 1]]);
});

test.each<[of: Record<string, string>, count: number]>([
  [{ 'nvidia.com/gpu': '4', 'rdma/hca': '4', 'a.b/c': '4' }, 4],
  [{ 'a.b/c': '4', 'nvidia.com/mig-1g.5gb': '1', 'nvidia.com/mig-3g.20gb': '1' }, 2],
  [{ 'a.b/c': '4', 'a.b/d': '1' }, 5],
  [{}, 0],
])('of %j the accelerators that decide are %i', (of, count) => {
  expect(countDevices(requestedDevices(limits(of)))).toBe(count);
});

test('slices of a GPU are told from GPUs', () => {
  const names = ['nvidia.com/mig-1g.5gb', 'nvidia.com/gpu', 'a.b/mig-1g.5gb'];
  expect(names.map((resource) => areSlices({ resource, count: 1 }))).toEqual([true, false, false]);
});
