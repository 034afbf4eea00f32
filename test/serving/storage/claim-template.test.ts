import { Size } from 'cdk8s';
import {
  Accelerator, AutoscaledInference, InferenceDeployment, MLServiceRuntime, ModelServer, Prerequisites, ScalingMetric,
  SednaJointInference,
} from '../../../src';
import { deploymentProps, find, jointProps, pod, refused, RESOURCES, synth, testChart } from '../../helpers';

const gpus = (more: object = {}) => Accelerator.claim({ deviceClassName: 'gpu.nvidia.com', ...more });

function chat(accelerator: Accelerator) {
  const chart = testChart();
  const server = ModelServer.vllm({ model: 'Qwen/Qwen2.5-32B-Instruct' });
  new InferenceDeployment(chart, 'Chat', deploymentProps({ server, model: undefined, accelerator }));
  return chart;
}

test('each pod gets a claim of its own from the template, and no limit of a device plugin', () => {
  const chart = chat(gpus({ count: 2 }));
  const template = find(chart, 'ResourceClaimTemplate');
  const spec = pod(chart);
  expect(template.metadata.name).toMatch(/^chat-devices-[0-9a-f]{8}$/);
  expect(template.metadata.namespace).toBe('vision');
  expect(template.spec.spec.devices.requests[0].exactly.count).toBe(2);
  expect(spec.resourceClaims).toEqual([{ name: 'accelerator', resourceClaimTemplateName: template.metadata.name }]);
  expect(spec.containers[0].resources).toEqual({
    claims: [{ name: 'accelerator' }],
    requests: { cpu: '1', memory: '2Gi' },
  });
  expect(spec.containers[0].resources).not.toHaveProperty('limits');
  expect(spec.tolerations).toEqual([{ effect: 'NoSchedule', key: 'nvidia.com/gpu', operator: 'Exists' }]);
});

test('the construct has its template, and none without a claim', () => {
  const made = (accelerator: Accelerator) => (
    new InferenceDeployment(testChart(), 'Chat', deploymentProps({ server: ModelServer.vllm(), accelerator })));
  expect(made(gpus()).claimTemplate?.kind).toBe('ResourceClaimTemplate');
  expect(made(Accelerator.nvidia()).claimTemplate).toBeUndefined();
});

test('another claim is another template, so that a rollout takes it', () => {
  const name = (accelerator: Accelerator) => find(chat(accelerator), 'ResourceClaimTemplate').metadata.name;
  expect(name(gpus())).toBe(name(gpus()));
  expect(name(gpus())).not.toBe(name(gpus({ count: 2 })));
  expect(name(gpus())).not.toBe(name(gpus({ minimumMemory: Size.gibibytes(40) })));
});

test('an existing template is named, and no other is made', () => {
  const chart = chat(Accelerator.claimFromTemplate('gpus', { deviceClassName: 'gpu.nvidia.com', count: 4 }));
  expect(synth(chart).map((o) => o.kind)).not.toContain('ResourceClaimTemplate');
  const spec = pod(chart);
  expect(spec.resourceClaims).toEqual([{ name: 'accelerator', resourceClaimTemplateName: 'gpus' }]);
  expect(spec.containers[0].args).toContain('--tensor-parallel-size=4');
});

test('an autoscaled server claims too, and stays as it is when it is rendered again', () => {
  const chart = testChart();
  new AutoscaledInference(chart, 'Chat', {
    server: ModelServer.triton(),
    resources: RESOURCES,
    model: deploymentProps().model,
    accelerator: gpus(),
    maxReplicas: 3,
    metrics: [ScalingMetric.cpuUtilization(60)],
  });
  expect(pod(chart)).toEqual(pod(chart));
  expect(pod(chart).resourceClaims).toHaveLength(1);
});

test('the cluster needs Kubernetes 1.34 and the DeviceClass', () => {
  const ids = Prerequisites.of(chat(gpus())).map(({ id }) => id);
  expect(ids).toEqual(expect.arrayContaining(['kubernetes/device-claims', 'deviceclass/gpu.nvidia.com']));
  const existing = Prerequisites.of(chat(Accelerator.claimFromTemplate('gpus', { deviceClassName: 'gpu.nvidia.com' })));
  expect(existing.map(({ id }) => id)).toEqual(
    expect.arrayContaining(['kubernetes/device-claims', 'resourceclaimtemplate/vision/gpus']),
  );
});

test('Sedna and TensorStack cannot claim', () => {
  const chart = testChart();
  const joint = () => new SednaJointInference(chart, 'Helmet', jointProps(chart, { cloud: { accelerator: gpus() } }));
  expect(refused(joint)).toEqual([['sedna/device-claim-dropped', 'cloud.accelerator']]);
  const runtime = () => new MLServiceRuntime(chart, 'Runtime', { image: 'a/b:1', accelerator: gpus() } as any);
  expect(refused(runtime)).toContainEqual(['tensorstack/device-claim-unused', 'accelerator']);
});
