import { Secret } from 'cdk8s-plus-27';
import type { ArgumentInput } from '../../src/servers/model-server-row';
import * as particulars from '../../src/servers/server-arguments';
import { testChart } from '../helpers';

const INPUT: ArgumentInput = { modelPath: '/data/m', requestSeconds: 42, metrics: true };
const QUIET: ArgumentInput = { ...INPUT, metrics: false };

describe('tensorflowServing', () => {
  test('says its ports, its model and where its metrics are configured', () => {
    const own = particulars.tensorflowServing({ modelName: 'resnet', computeThreads: 4 });
    expect(own).toMatchObject({ modelName: 'resnet', modelDirectory: '/models/resnet', computeThreads: 4 });
    expect(own.args(INPUT)).toEqual([
      '--port=8500', '--rest_api_port=8501', '--model_name=resnet', '--model_base_path=/data/m',
      '--tensorflow_intra_op_parallelism=4',
      '--monitoring_config_file=/etc/model-server/monitoring.config',
    ]);
    expect(own.files?.(true)).toEqual({
      'monitoring.config': 'prometheus_config { enable: true, path: "/monitoring/prometheus/metrics" }\n',
    });
  });

  test('is called model, and says nothing of metrics that it does not show', () => {
    const own = particulars.tensorflowServing({});
    expect(own).toMatchObject({ modelName: 'model', modelDirectory: '/models/model', computeThreads: undefined });
    expect(own.args(QUIET)).toEqual([
      '--port=8500', '--rest_api_port=8501', '--model_name=model', '--model_base_path=/data/m',
    ]);
    expect(own.files?.(false)).toEqual({});
  });
});

describe('triton', () => {
  test('says its ports and how long it waits for requests at its end', () => {
    expect(particulars.triton({}).args(INPUT)).toEqual([
      '--model-repository=/data/m', '--http-port=8000', '--grpc-port=8001', '--metrics-port=8002',
      '--exit-timeout-secs=42',
    ]);
    expect(particulars.triton({}).args(QUIET)).toEqual([
      '--model-repository=/data/m', '--http-port=8000', '--grpc-port=8001', '--allow-metrics=false',
      '--exit-timeout-secs=42',
    ]);
  });

  test('has no model name: the repository holds several', () => {
    expect(particulars.triton({}).modelName).toBeUndefined();
  });
});

describe('openvino', () => {
  test('says its ports, its device and its threads', () => {
    const own = particulars.openvino({ modelName: 'face', targetDevice: 'AUTO:GPU,CPU', computeThreads: 8 });
    expect(own).toMatchObject({ modelName: 'face', modelDirectory: '/models/face', computeThreads: 8 });
    expect(own.args(INPUT)).toEqual([
      '--model_name=face', '--model_path=/data/m', '--port=9000', '--rest_port=8000', '--target_device=AUTO:GPU,CPU',
      '--plugin_config', '{"INFERENCE_NUM_THREADS":8}', '--metrics_enable',
    ]);
  });

  test('omits device, threads and metrics where they are not set', () => {
    expect(particulars.openvino({}).args(QUIET)).toEqual([
      '--model_name=model', '--model_path=/data/m', '--port=9000', '--rest_port=8000',
    ]);
  });
});

describe('vllm', () => {
  const COMMON = ['--host=0.0.0.0', '--port=8000', '--shutdown-timeout=42'];

  test('serves the mounted folder under the name model', () => {
    const own = particulars.vllm({});
    expect(own).toMatchObject({ modelName: 'model', accelerators: undefined, downloads: false, secrets: undefined });
    expect(own.args(INPUT)).toEqual(['/data/m', '--served-model-name', 'model', ...COMMON]);
  });

  test('exposes metrics whether they are enabled or not', () => {
    expect(particulars.vllm({}).args(QUIET)).toEqual(particulars.vllm({}).args(INPUT));
  });

  test('serves a model of the Hub under its id, or under another name', () => {
    expect(particulars.vllm({ model: 'Qwen/Qwen2.5' }).args(INPUT)).toEqual([
      'Qwen/Qwen2.5',
      '--served-model-name',
      'Qwen/Qwen2.5',
      ...COMMON,
    ]);
    expect(particulars.vllm({ model: 'Qwen/Qwen2.5' }).modelName).toBe('Qwen/Qwen2.5');
    expect(particulars.vllm({ model: 'Qwen/Qwen2.5', servedModelName: 'qwen' }).args(INPUT)).toEqual([
      'Qwen/Qwen2.5',
      '--served-model-name',
      'qwen',
      ...COMMON,
    ]);
  });

  test.each<[string | undefined, boolean]>([
    [undefined, false],
    ['Qwen/Qwen2.5', true],
    ['/models/qwen', false],
  ])('of the model %j, it is %s that it downloads it', (model, downloads) => {
    expect(particulars.vllm({ model }).downloads).toBe(downloads);
  });

  test('says over how many accelerators it spreads, and how long a context may be', () => {
    const own = particulars.vllm({ tensorParallelSize: 2, maxModelLength: 8192 });
    expect(own.accelerators).toBe(2);
    expect(own.args(INPUT).slice(-2)).toEqual(['--tensor-parallel-size=2', '--max-model-len=8192']);
  });

  test('gets its token by reference', () => {
    const huggingFaceToken = { secret: Secret.fromSecretName(testChart(), 'Token', 'hub'), key: 'token' };
    expect(particulars.vllm({ huggingFaceToken }).secrets).toEqual({ HF_TOKEN: huggingFaceToken });
  });
});

describe('torchServe', () => {
  test('loads all archives, or the given ones', () => {
    expect(particulars.torchServe({}).args(INPUT)).toEqual(['--model-store', '/data/m', '--models', 'all']);
    expect(particulars.torchServe({ models: ['a=a.mar', 'b=b.mar'] }).args(INPUT)).toEqual([
      '--model-store', '/data/m', '--models', 'a=a.mar', 'b=b.mar',
    ]);
  });

  test('keeps a copy of the archives', () => {
    const models = ['a=a.mar'];
    const own = particulars.torchServe({ models });
    models.push('late=late.mar');
    expect(own.args(INPUT)).toEqual(['--model-store', '/data/m', '--models', 'a=a.mar']);
  });

  test('answers its management API inside the pod only', () => {
    const properties = particulars.torchServe({ workersPerModel: 3 }).files?.(true)['config.properties'].split('\n');
    expect(properties).toEqual([
      'inference_address=http://0.0.0.0:8080',
      'management_address=http://127.0.0.1:8081',
      'metrics_address=http://0.0.0.0:8082',
      'grpc_inference_address=0.0.0.0',
      'enable_metrics_api=true',
      'metrics_mode=prometheus',
      'disable_token_authorization=true',
      'default_workers_per_model=3',
      '',
    ]);
  });

  test('switches its metrics off in its configuration', () => {
    const properties = particulars.torchServe({}).files?.(false)['config.properties'].split('\n');
    expect(properties).toContain('enable_metrics_api=false');
    expect(properties).toContain('default_workers_per_model=1');
    expect(properties).not.toContain('metrics_mode=prometheus');
  });
});

describe('llamaCpp', () => {
  const COMMON = ['--model', '/data/m/a/q.gguf', '--host', '0.0.0.0', '--port', '8080'];

  test('loads the file of the mounted folder', () => {
    const slots = ['--parallel', '4', '--kv-unified'];
    expect(particulars.llamaCpp({ modelFile: 'a/q.gguf' }).args(INPUT)).toEqual([...COMMON, '--metrics', ...slots]);
    expect(particulars.llamaCpp({ modelFile: 'a/q.gguf' }).args(QUIET)).toEqual([...COMMON, ...slots]);
  });

  test('sets context, slots, threads and layers, also no layer', () => {
    const own = particulars.llamaCpp({
      modelFile: 'a/q.gguf',
      contextSize: 4096,
      parallelRequests: 2,
      computeThreads: 6,
      gpuLayers: 0,
    });
    expect(own.computeThreads).toBe(6);
    expect(own.args(QUIET)).toEqual([
      ...COMMON,
      '--ctx-size',
      '4096',
      '--parallel',
      '2',
      '--threads',
      '6',
      '--n-gpu-layers',
      '0',
    ]);
  });
});

describe('llamaEdge', () => {
  const image = 'docker.io/secondstate/qwen:1';

  test.each<[object, string[]]>([
    [{}, []],
    [{ chatContextSize: 1024 }, ['ctx-size', '1024', '256']],
    [{ embeddingContextSize: 0 }, ['ctx-size', '512', '0']],
    [{ chatContextSize: 2048, embeddingContextSize: 128 }, ['ctx-size', '2048', '128']],
  ])('the contexts %j become the arguments %j', (contexts, args) => {
    expect(particulars.llamaEdge({ image, ...contexts }).args(INPUT)).toEqual(args);
  });
});
