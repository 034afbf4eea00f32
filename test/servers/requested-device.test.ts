import { Accelerator } from '../../src';
import { areWholeGpus, firstDevice, requestedDevices } from '../../src/servers/requested-device';

const limits = (of: Record<string, string>) => ({ resources: { limits: of } });

test.each<[resource: string, vendor: string | undefined, whole: boolean]>([
  ['nvidia.com/gpu', 'nvidia', true],
  ['nvidia.com/gpu.shared', 'nvidia', false],
  ['nvidia.com/mig-1g.5gb', 'nvidia', false],
  ['nvidia.com/hostdev', undefined, false],
  ['amd.com/gpu', 'amd', true],
  ['gpu.intel.com/i915', 'intel', false],
  ['gpu.intel.com/xe', 'intel', false],
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
  expect(firstDevice(requestedDevices(limits({ 'rdma/hca': '1' })))?.resource).toBe('rdma/hca');
  expect(firstDevice([])).toBeUndefined();
});
