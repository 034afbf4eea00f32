import { all, deployment, ids, named, needs, only } from '../needs';

const asks = (name: string, part = 'limits') => deployment('', `resources: { ${part}: { ${name}: 1 } }`);

test.each([
  ['nvidia.com/gpu', 'https://github.com/NVIDIA/k8s-device-plugin'],
  ['amd.com/gpu', 'https://github.com/ROCm/k8s-device-plugin'],
  ['gpu.intel.com/i915', 'https://github.com/intel/intel-device-plugins-for-kubernetes'],
  ['example.com/fpga', 'https://kubernetes.io/docs/concepts/extend-kubernetes/compute-storage-net/device-plugins/'],
  ['hugepages-2Mi', 'https://kubernetes.io/docs/tasks/manage-hugepages/scheduling-hugepages/'],
])('%s', (name, install) => {
  expect(needs(asks(name))).toEqual(
    [[`resource/${name}`, `Deployment web spec.template.spec.containers[0].resources.limits["${name}"]`]],
  );
  expect(ids(asks(name, 'requests'))).toEqual([`resource/${name}`]);
  expect(only(asks(name), `resource/${name}`)).toMatchObject(
    { install, expected: 'a number above zero for at least one node' },
  );
});

test('the column of the check escapes the dots of the name', () => {
  expect(only(asks('nvidia.com/gpu'), 'resource/nvidia.com/gpu').check)
    .toBe("kubectl get nodes -o 'custom-columns=NODE:.metadata.name,FREE:.status.allocatable.nvidia\\.com/gpu'");
});

test.each(
  ['cpu', 'memory', 'ephemeral-storage', 'kubernetes.io/batch', 'requests.kubernetes.io/a'],
)('%s is in every node', (name) => {
  expect(ids(asks(name))).toEqual([]);
});

test('what a DeviceClass of the set serves needs no plugin', () => {
  const ofClass = named(
    'resource.k8s.io/v1beta1',
    'DeviceClass',
    'gpu',
    'spec: { extendedResourceName: example.com/gpu }',
  );
  expect(ids(all(asks('example.com/gpu'), ofClass))).toEqual([]);
  expect(ids(all(asks('example.com/other'), ofClass))).toEqual(['resource/example.com/other']);
});
