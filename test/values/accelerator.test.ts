import { Accelerator, InferenceDeployment, ModelServer } from '../../src';
import { deploymentProps, find, pod, refused, testChart } from '../helpers';

/** Code and field of a problem. */
type Expected = [code: string, field: string];

/** A title, what is refused, and its problems. */
type Row = [string, Accelerator, ...Expected[]];

function deploy(accelerator: Accelerator): InferenceDeployment {
  // An image of one's own: what it can use is unknown.
  const server = ModelServer.custom({ image: 'registry.example.com/detector:1', httpPort: 8080 });
  return new InferenceDeployment(testChart(), 'Server', deploymentProps({ server, accelerator }));
}

describe('Accelerator', () => {
  test.each([
    ['nvidia', Accelerator.nvidia(), 'nvidia.com/gpu', 1, 'nvidia.com/gpu'],
    ['nvidia, several', Accelerator.nvidia(4), 'nvidia.com/gpu', 4, 'nvidia.com/gpu'],
    ['a MIG slice', Accelerator.nvidiaMig('1g.5gb'), 'nvidia.com/mig-1g.5gb', 1, 'nvidia.com/gpu'],
    ['MIG slices with media engines', Accelerator.nvidiaMig('1g.10gb.me', 2), 'nvidia.com/mig-1g.10gb.me', 2,
      'nvidia.com/gpu'],
    ['amd', Accelerator.amd(), 'amd.com/gpu', 1, 'amd.com/gpu'],
    ['amd, several', Accelerator.amd(2), 'amd.com/gpu', 2, 'amd.com/gpu'],
    ['intel', Accelerator.intel(), 'gpu.intel.com/i915', 1, 'gpu.intel.com/i915'],
    ['intel, several', Accelerator.intel(3), 'gpu.intel.com/i915', 3, 'gpu.intel.com/i915'],
    ['another vendor', Accelerator.custom('huawei.com/Ascend310'), 'huawei.com/Ascend310', 1, 'huawei.com/Ascend310'],
    ['another vendor, several', Accelerator.custom('google.com/tpu', { count: 8, taintKey: 'example.com/tpu' }),
      'google.com/tpu', 8, 'example.com/tpu'],
    ['an MIG profile by hand', Accelerator.custom('nvidia.com/mig-3g.20gb', { taintKey: 'nvidia.com/gpu' }),
      'nvidia.com/mig-3g.20gb', 1, 'nvidia.com/gpu'],
  ])('%s requests whole devices and tolerates the taint of their nodes', (_, accelerator, ...expected) => {
    const [resource, count, taintKey] = expected;
    expect({ ...accelerator }).toMatchObject({ resource, count, taintKey });
    const { containers, tolerations } = pod(deploy(accelerator));
    expect(containers[0].resources).toEqual({
      requests: { cpu: '1', memory: '2Gi', [resource]: String(count) },
      limits: { [resource]: String(count) },
    });
    expect(tolerations).toEqual([{ key: taintKey, operator: 'Exists', effect: 'NoSchedule' }]);
  });

  test('a rollout takes no second device', () => {
    expect(find(deploy(Accelerator.nvidia()), 'Deployment').spec.strategy).toEqual({
      type: 'RollingUpdate',
      rollingUpdate: { maxSurge: 0, maxUnavailable: 1 },
    });
  });

  test('is only for the server, not for its neighbours', () => {
    const server = new InferenceDeployment(testChart(), 'Server', deploymentProps({
      accelerator: Accelerator.nvidia(),
      extraContainers: [{ name: 'proxy', image: 'registry.example.com/proxy:1' }],
    }));
    expect(pod(server).containers[1]).not.toHaveProperty('resources.limits');
  });

  test.each<Row>([
    ['no device', Accelerator.nvidia(0), ['validation/integer', 'count']],
    ['half a device', Accelerator.amd(0.5), ['validation/integer', 'count']],
    ['a negative number', Accelerator.intel(-1), ['validation/integer', 'count']],
    ['no number', Accelerator.nvidiaMig('1g.5gb', NaN), ['validation/integer', 'count']],
    ['endless devices', Accelerator.custom('a.b/c', { count: Infinity }), ['validation/integer', 'count']],
    ['more devices than the API counts', Accelerator.nvidia(2 ** 31), ['validation/integer', 'count']],
    ['no profile', Accelerator.nvidiaMig(''), ['values/unknown-mig-profile', 'profile']],
    ['a profile in another spelling', Accelerator.nvidiaMig('MIG 1g.5gb'), ['values/unknown-mig-profile', 'profile']],
    ['a resource without a domain', Accelerator.custom('gpu'), ['values/resource-without-domain', 'resource']],
    ['no resource', Accelerator.custom(''), ['values/resource-without-domain', 'resource']],
    ...[
      'kubernetes.io/gpu', 'node.kubernetes.io/gpu', 'my-kubernetes.io/gpu', 'requests.nvidia.com/gpu',
    ].map((name): Row => (
      [
        `the resource ${name}, which is Kubernetes' own`,
        Accelerator.custom(name),
        ['values/resource-without-domain', 'resource'],
      ])),
    ['a resource that is no name', Accelerator.custom('a b/gpu', { taintKey: 'ok' }),
      ['values/resource-without-domain', 'resource']],
    ['a taint that is no key', Accelerator.custom('a.b/c', { taintKey: 'no key' }),
      ['values/invalid-taint-key', 'taintKey']],
    ['all at once', Accelerator.custom('gpu', { count: 0, taintKey: '/' }), ['validation/integer', 'count'],
      ['values/resource-without-domain', 'resource'], ['values/invalid-taint-key', 'taintKey']],
  ])('%s is refused', (_, accelerator, ...expected) => {
    expect(refused(() => deploy(accelerator))).toEqual(expected.map(([code, field]) => [code, `accelerator.${field}`]));
  });

  test.each([
    'kubernetes.io.example.com/gpu',
    'example.com/kubernetes.io',
    'requests/gpu',
  ])('%s only looks like Kubernetes\' own', (name) => {
    expect(pod(deploy(Accelerator.custom(name))).containers[0].resources.limits).toEqual({ [name]: '1' });
  });

  test('that resources also request is refused', () => {
    const props = deploymentProps({
      accelerator: Accelerator.nvidia(),
      resources: { requests: { cpu: '1' }, limits: { 'nvidia.com/gpu': '1' } },
    });
    expect(refused(() => new InferenceDeployment(testChart(), 'Server', props))).toEqual([
      ['serving/accelerator-given-twice', 'accelerator'],
    ]);
  });
});
