import { Size } from 'cdk8s';
import { Accelerator } from '../../../src';
import { claimSpec, taintOf } from '../../../src/values/devices/device-claim';
import { codes } from '../../helpers';

const problems = (accelerator: Accelerator) => codes(accelerator._problems('accelerator'));
const claim = (more: object = {}) => Accelerator.claim({ deviceClassName: 'gpu.nvidia.com', ...more });

test('a claim requests a number of devices of a class', () => {
  expect(claimSpec({ deviceClassName: 'gpu.nvidia.com' })).toEqual({
    devices: {
      requests: [{
        name: 'accelerator',
        exactly: { deviceClassName: 'gpu.nvidia.com', allocationMode: 'ExactCount', count: 1 },
      }],
    },
  });
});

test('products and memory are conditions under the name of the driver, and selectors follow', () => {
  const options = { deviceClassName: 'mig.nvidia.com', productNames: ['A', 'B "C"'], selectors: ['true'] };
  const { devices } = claimSpec(options, '40Gi') as any;
  expect(devices.requests[0].exactly.selectors.map(({ cel }: any) => cel.expression)).toEqual([
    'device.attributes["gpu.nvidia.com"].productName in ["A", "B \\"C\\""]',
    'device.capacity["gpu.nvidia.com"].memory.compareTo(quantity("40Gi")) >= 0',
    'true',
  ]);
  const other = claimSpec({ deviceClassName: 'large', driver: 'npu.example.com', productNames: ['A'] }) as any;
  expect(other.devices.requests[0].exactly.selectors[0].cel.expression).toContain('["npu.example.com"].productName');
});

test('the taint is that of the vendor, else the class', () => {
  expect(['gpu.nvidia.com', 'mig.nvidia.com', 'gpu.amd.com', 'npu.example.com', undefined].map(taintOf)).toEqual([
    'nvidia.com/gpu', 'nvidia.com/gpu', 'amd.com/gpu', 'npu.example.com', undefined,
  ]);
  expect(claim({ taintKey: 'own' }).taintKey).toBe('own');
  expect(Accelerator.claimFromTemplate('gpus').taintKey).toBeUndefined();
});

test('what is public of a claim', () => {
  const two = claim({ count: 2 });
  expect([two.resource, two.count]).toEqual(['gpu.nvidia.com', 2]);
  expect(Accelerator.claimFromTemplate('gpus').resource).toBe('gpus');
  expect(Accelerator.claimFromTemplate('gpus', { deviceClassName: 'gpu.amd.com' }).resource).toBe('gpu.amd.com');
});

test.each<[string, Accelerator, string, string]>([
  [
    'an extended resource as class',
    claim({ deviceClassName: 'nvidia.com/gpu' }),
    'validation/name',
    'accelerator.deviceClassName',
  ],
  ['no device', claim({ count: 0 }), 'validation/integer', 'accelerator.count'],
  ['more devices than a claim has', claim({ count: 33 }), 'validation/integer', 'accelerator.count'],
  ['no product', claim({ productNames: [] }), 'values/claim-condition-list', 'accelerator.productNames'],
  ['null for a list', claim({ selectors: null }), 'values/claim-condition-list', 'accelerator.selectors'],
  [
    'an empty condition',
    claim({ selectors: ['true', ' '] }),
    'values/claim-condition-empty',
    'accelerator.selectors[1]',
  ],
  [
    'a long condition',
    claim({ selectors: ['x'.repeat(10241)] }),
    'values/claim-condition-empty',
    'accelerator.selectors[0]',
  ],
  ['null for memory', claim({ minimumMemory: null }), 'values/not-a-size', 'accelerator.minimumMemory'],
  [
    'no memory',
    claim({ minimumMemory: Size.gibibytes(0) }),
    'validation/quantity-not-positive',
    'accelerator.minimumMemory',
  ],
  [
    'a product of an unknown driver',
    claim({ deviceClassName: 'large', productNames: ['A'] }),
    'values/claim-driver-unknown',
    'accelerator.productNames',
  ],
  [
    'the memory of an unknown driver',
    claim({ deviceClassName: 'large', minimumMemory: Size.gibibytes(1) }),
    'values/claim-driver-unknown',
    'accelerator.minimumMemory',
  ],
  ['a driver with a space', claim({ driver: 'a b' }), 'validation/name', 'accelerator.driver'],
  ['a taint with a space', claim({ taintKey: 'a b' }), 'values/invalid-taint-key', 'accelerator.taintKey'],
  ['a template without a name', Accelerator.claimFromTemplate(''), 'validation/name', 'accelerator.templateName'],
  [
    'a template with a wrong class',
    Accelerator.claimFromTemplate('gpus', { deviceClassName: 'a/b' }),
    'validation/name',
    'accelerator.deviceClassName',
  ],
])('%s is refused', (_, accelerator, code, field) => {
  expect(problems(accelerator)).toContainEqual([code, field]);
});

test.each([
  ['a claim', claim()],
  ['32 devices', claim({ count: 32 })],
  ['all conditions', claim({ productNames: ['A'], minimumMemory: Size.gibibytes(40), selectors: ['true'] })],
  ['an unknown class', Accelerator.claim({ deviceClassName: 'npu.example.com' })],
  ['a template', Accelerator.claimFromTemplate('gpus')],
])('%s is accepted', (_, accelerator) => {
  expect(problems(accelerator)).toEqual([]);
});
