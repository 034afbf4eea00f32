import { EnvValue, Volume } from 'cdk8s-plus-27';
import { InferenceDeployment, ModelCache, ModelServer, ModelSource } from '../../../src';
import { deploymentProps, OWN, refused, testChart } from '../../helpers';

const VLLM = { server: ModelServer.vllm({ model: 'Qwen/Qwen2.5-32B-Instruct' }), model: undefined };
const modelCache = ModelCache.emptyDir();
const deploy = (props: object) => refused(() => {
  new InferenceDeployment(testChart(), 'Chat', deploymentProps({ modelCache, ...props }));
});

test.each<[string, object, string, string]>([
  ['what is no cache', { ...VLLM, modelCache: '/cache' }, 'serving/wrong-type', 'modelCache'],
  ['a wrong cache', { ...VLLM, modelCache: ModelCache.volumeClaim('') }, 'validation/name', 'modelCache.claimName'],
  ['a server that downloads nothing', {}, 'serving/cache-variable-unknown', 'modelCache'],
  ['a server that nobody knows', OWN, 'serving/cache-variable-unknown', 'modelCache'],
  ['vLLM with a mounted model', { server: ModelServer.vllm() }, 'serving/cache-unused', 'modelCache'],
  [
    'the variable in environment',
    { ...VLLM, environment: { HF_HOME: '/a' } },
    'serving/cache-variable-taken',
    'environment["HF_HOME"]',
  ],
  [
    'the variable in envVariables',
    { ...VLLM, envVariables: { HF_HOME: EnvValue.fromValue('/a') } },
    'serving/cache-variable-taken',
    'envVariables["HF_HOME"]',
  ],
  [
    'a folder that is taken',
    { ...VLLM, modelCache: ModelCache.emptyDir({ mountPath: '/tmp' }) },
    'serving/mount-path-taken',
    'modelCache.mountPath',
  ],
  [
    'a volume of the same name',
    { ...VLLM, volumes: [Volume.fromEmptyDir(testChart(), 'Own', 'model-cache')] },
    'serving/volume-name-taken',
    'volumes',
  ],
])('%s is refused', (_, props, code, field) => {
  expect(deploy(props)).toEqual([[code, field]]);
});

test.each<[string, object]>([
  ['vLLM that downloads', VLLM],
  [
    'vLLM with a mounted model and adapters of the Hub',
    { server: ModelServer.vllm({ extraArgs: ['--lora-modules', 'a=b/c'] }) },
  ],
  [
    'KServe with arguments of its own',
    {
      server: ModelServer.kserve({ image: 'kserve/huggingfaceserver:v0.17.0', args: ['--model_id=a/b'] }),
      model: undefined,
    },
  ],
  [
    'a server of one\'s own that names its variable',
    { ...OWN, modelCache: ModelCache.emptyDir({ variables: ['HF_HOME'] }) },
  ],
  ['Triton, whose backends may download', { server: ModelServer.triton(), model: ModelSource.volumeClaim('models') }],
  ['null for none', { modelCache: null }],
])('%s is accepted', (_, props) => {
  expect(deploy(props)).toEqual([]);
});

test('properties may be inherited', () => {
  const environment = { HF_HOME: '/elsewhere' };
  const props = deploymentProps({ ...VLLM, modelCache, environment } as never);
  const codes = refused(() => new InferenceDeployment(testChart(), 'Chat', Object.create(props)));
  expect(codes).toEqual(refused(() => new InferenceDeployment(testChart(), 'Chat', props)));
  expect(codes.map(([code]) => code)).toContain('serving/cache-variable-taken');
});
