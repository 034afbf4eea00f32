import { Size } from 'cdk8s';
import { Volume } from 'cdk8s-plus-27';
import {
  InferenceDeployment, ModelCache, ModelServer, type InferenceDeploymentProps,
} from '../../../src';
import { deploymentProps, OWN, pod, testChart } from '../../helpers';

const VLLM = { server: ModelServer.vllm({ model: 'Qwen/Qwen2.5-32B-Instruct' }), model: undefined };

function printed(props: Partial<InferenceDeploymentProps>) {
  const chart = testChart();
  new InferenceDeployment(chart, 'Chat', deploymentProps({ ...VLLM, ...props }));
  const spec = pod(chart);
  const [{ env = [], volumeMounts, resources }] = spec.containers;
  return {
    volume: spec.volumes.find((v: any) => v.name === 'model-cache'),
    mount: volumeMounts.find((m: any) => m.name === 'model-cache'),
    paths: volumeMounts.map((m: any) => m.mountPath),
    variables: Object.fromEntries(env.map((e: any) => [e.name, e.value])),
    requests: resources.requests,
  };
}

test('without a cache the download lands in /tmp, an empty volume', () => {
  const { volume, variables, paths } = printed({});
  expect(volume).toBeUndefined();
  expect(variables.HF_HOME).toBe('/tmp/huggingface');
  expect(paths).toContain('/tmp');
});

test('an empty volume with a limit, which is requested of the node', () => {
  const { volume, mount, variables, requests } = printed({
    modelCache: ModelCache.emptyDir({ sizeLimit: Size.gibibytes(80) }),
  });
  expect(volume).toEqual({ name: 'model-cache', emptyDir: { sizeLimit: '81920Mi' } });
  expect(mount).toEqual({ name: 'model-cache', mountPath: '/model-cache' });
  expect(variables.HF_HOME).toBe('/model-cache');
  expect(requests).toEqual({ 'cpu': '1', 'memory': '2Gi', 'ephemeral-storage': '80Gi' });
});

test('a claim that replicas share, and a folder of the node', () => {
  const shared = printed({ modelCache: ModelCache.volumeClaim('hub', { subPath: '/qwen/', mountPath: '/data' }) });
  expect(shared.volume).toEqual({ name: 'model-cache', persistentVolumeClaim: { claimName: 'hub', readOnly: false } });
  expect(shared.mount).toEqual({ name: 'model-cache', mountPath: '/data', subPath: 'qwen' });
  expect(shared.variables.HF_HOME).toBe('/data');
  const onNode = printed({ modelCache: ModelCache.hostPath('/var/hub') });
  expect(onNode.volume).toEqual({ name: 'model-cache', hostPath: { path: '/var/hub', type: 'Directory' } });
  expect(onNode.requests).not.toHaveProperty('ephemeral-storage');
});

test('a volume of each pod, also among volumes of the user', () => {
  const chart = testChart();
  const { volume, requests } = printed({
    modelCache: ModelCache.ephemeral({ size: Size.gibibytes(100), storageClassName: 'fast' }),
    volumes: [Volume.fromEmptyDir(chart, 'Spare', 'spare')],
    volumeMounts: [{ path: '/data', volume: Volume.fromEmptyDir(chart, 'Data', 'data') }],
    initContainers: [{
      name: 'init', image: 'a/b:1', volumeMounts: [{ path: '/x', volume: Volume.fromEmptyDir(chart, 'X', 'x') }],
    }],
  });
  expect(volume).toEqual({
    name: 'model-cache',
    ephemeral: {
      volumeClaimTemplate: {
        spec: {
          accessModes: ['ReadWriteOnce'],
          storageClassName: 'fast',
          resources: { requests: { storage: '100Gi' } },
        },
      },
    },
  });
  expect(requests).not.toHaveProperty('ephemeral-storage');
});

test('the variables are those of the server, or those that are named', () => {
  const chart = testChart();
  const llama = ModelServer.llamaCpp({ modelFile: 'a.gguf', extraArgs: ['--hf-repo', 'a/b'] });
  const ofLlama = printed({ server: llama, modelCache: ModelCache.emptyDir() }).variables;
  expect([ofLlama.LLAMA_CACHE, ofLlama.HF_HOME]).toEqual(['/model-cache', '/model-cache']);
  const own = printed({ ...OWN, modelCache: ModelCache.emptyDir({ variables: ['TORCH_HOME'] }) });
  expect(own.variables).toMatchObject({ TORCH_HOME: '/model-cache' });
  expect(printed({ ...OWN, modelCache: ModelCache.emptyDir({ variables: [], mountPath: '/data' }) }).paths).toContain(
    '/data',
  );
  expect(chart).toBeDefined();
});
