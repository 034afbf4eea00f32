import { Accelerator, InferenceDeployment } from '../../src';
import { deploymentProps, find, pod, refusal, testChart } from '../helpers';

function deploy(accelerator: Accelerator): InferenceDeployment {
  return new InferenceDeployment(testChart(), 'Server', deploymentProps({ accelerator }));
}

describe('Accelerator', () => {
  test.each([
    ['nvidia', Accelerator.nvidia(), 'nvidia.com/gpu', 1, 'nvidia.com/gpu'],
    ['nvidia, several', Accelerator.nvidia(4), 'nvidia.com/gpu', 4, 'nvidia.com/gpu'],
    ['a MIG slice', Accelerator.nvidiaMig('1g.5gb'), 'nvidia.com/mig-1g.5gb', 1, 'nvidia.com/gpu'],
    ['MIG slices with media engines', Accelerator.nvidiaMig('1g.10gb.me', 2), 'nvidia.com/mig-1g.10gb.me', 2, 'nvidia.com/gpu'],
    ['amd', Accelerator.amd(), 'amd.com/gpu', 1, 'amd.com/gpu'],
    ['amd, several', Accelerator.amd(2), 'amd.com/gpu', 2, 'amd.com/gpu'],
    ['intel', Accelerator.intel(), 'gpu.intel.com/i915', 1, 'gpu.intel.com/i915'],
    ['intel, several', Accelerator.intel(3), 'gpu.intel.com/i915', 3, 'gpu.intel.com/i915'],
    ['another vendor', Accelerator.custom('huawei.com/Ascend310'), 'huawei.com/Ascend310', 1, 'huawei.com/Ascend310'],
    ['another vendor, several', Accelerator.custom('google.com/tpu', { count: 8, taintKey: 'example.com/tpu' }), 'google.com/tpu', 8, 'example.com/tpu'],
    ['an MIG profile by hand', Accelerator.custom('nvidia.com/mig-3g.20gb', { taintKey: 'nvidia.com/gpu' }), 'nvidia.com/mig-3g.20gb', 1, 'nvidia.com/gpu'],
  ])('%s asks for whole devices and tolerates the taint of their nodes', (_, accelerator, resource, count, taintKey) => {
    expect({ ...accelerator }).toMatchObject({ resource, count, taintKey });
    const { containers, tolerations } = pod(deploy(accelerator));
    expect(containers[0].resources).toEqual({ requests: { cpu: '1', memory: '2Gi', [resource]: String(count) }, limits: { [resource]: String(count) } });
    expect(tolerations).toEqual([{ key: taintKey, operator: 'Exists', effect: 'NoSchedule' }]);
  });

  test('a rollout takes no second device', () => {
    expect(find(deploy(Accelerator.nvidia()), 'Deployment').spec.strategy).toEqual({ type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } });
  });

  test('is only for the server, not for its neighbours', () => {
    const server = new InferenceDeployment(testChart(), 'Server', deploymentProps({ accelerator: Accelerator.nvidia(), extraContainers: [{ name: 'proxy', image: 'registry.example.com/proxy:1' }] }));
    expect(pod(server).containers[1]).not.toHaveProperty('resources.limits');
  });

  const WHOLE = 'must be a whole number of at least 1 — Kubernetes hands out whole devices only; give the number of devices of one replica';
  const CAP = WHOLE.replace('of at least 1', 'from 1 to 2147483647');
  const NAMED = 'must be <domain>/<resource> — the API server takes only such names for extended resources; give the name that the device plugin registers';
  const MIG = 'must be a MIG profile such as 1g.5gb — no node would offer the resource, and the pod would stay Pending; take the profile from `nvidia-smi mig -lgip` (NVIDIA MIG user guide)';
  const TAINT = 'must be a label key — the API server would reject the toleration; correct the key or leave it out';

  test.each<[string, Accelerator, string[]]>([
    ['no device', Accelerator.nvidia(0), [`count: got 0; ${WHOLE}`]],
    ['half a device', Accelerator.amd(0.5), [`count: got 0.5; ${WHOLE}`]],
    ['a negative number', Accelerator.intel(-1), [`count: got -1; ${WHOLE}`]],
    ['no number', Accelerator.nvidiaMig('1g.5gb', NaN), [`count: got NaN; ${WHOLE}`]],
    ['endless devices', Accelerator.custom('a.b/c', { count: Infinity }), [`count: got Infinity; ${CAP}`]],
    ['more devices than the API counts', Accelerator.nvidia(2 ** 31), [`count: got 2147483648; ${CAP}`]],
    ['no profile', Accelerator.nvidiaMig(''), [`profile: got ""; ${MIG}`]],
    ['a profile in another spelling', Accelerator.nvidiaMig('MIG 1g.5gb'), [`profile: got "MIG 1g.5gb"; ${MIG}`]],
    ['a resource without a domain', Accelerator.custom('gpu'), [`resource: got "gpu"; ${NAMED}`]],
    ['no resource', Accelerator.custom(''), [`resource: got ""; ${NAMED}`, `taintKey: got ""; ${TAINT}`]],
    ...['kubernetes.io/gpu', 'node.kubernetes.io/gpu', 'my-kubernetes.io/gpu', 'requests.nvidia.com/gpu'].map((name): [string, Accelerator, string[]] => (
      [`the resource ${name}, which is Kubernetes' own`, Accelerator.custom(name), [`resource: got "${name}"; ${NAMED}`]])),
    ['a resource that is no name', Accelerator.custom('a b/gpu', { taintKey: 'ok' }), [`resource: got "a b/gpu"; ${NAMED}`]],
    ['a taint that is no key', Accelerator.custom('a.b/c', { taintKey: 'no key' }), [`taintKey: got "no key"; ${TAINT}`]],
    ['all at once', Accelerator.custom('gpu', { count: 0, taintKey: '/' }), [`count: got 0; ${WHOLE}`, `resource: got "gpu"; ${NAMED}`, `taintKey: got "/"; ${TAINT}`]],
  ])('%s is refused', (_, accelerator, lines) => {
    expect(refusal(() => deploy(accelerator))).toBe(['InferenceDeployment cannot be defined:', ...lines.map((l) => `  [test/Server] accelerator.${l}`)].join('\n'));
  });

  test.each(['kubernetes.io.example.com/gpu', 'example.com/kubernetes.io', 'requests/gpu'])('%s only looks like Kubernetes\' own', (name) => {
    expect(pod(deploy(Accelerator.custom(name))).containers[0].resources.limits).toEqual({ [name]: '1' });
  });

  test('that resources ask for too is refused', () => {
    const props = deploymentProps({ accelerator: Accelerator.nvidia(), resources: { requests: { cpu: '1' }, limits: { 'nvidia.com/gpu': '1' } } });
    expect(refusal(() => new InferenceDeployment(testChart(), 'Server', props))).toBe([
      'InferenceDeployment cannot be defined:',
      '  [test/Server] accelerator: got "nvidia.com/gpu"; is given in resources too — only one of the two could take effect; keep one of them',
    ].join('\n'));
  });
});
