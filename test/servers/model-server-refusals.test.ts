import { Duration } from 'cdk8s';
import { InferenceDeployment, ModelServer, ModelSource } from '../../src';
import { deploymentProps, refusal, testChart } from '../helpers';

function deploy(server: ModelServer): InferenceDeployment {
  const model = server._row.modelInImage === 'always' ? undefined : ModelSource.volumeClaim('models');
  return new InferenceDeployment(testChart(), 'It', deploymentProps({ server, model }));
}

const IMAGE_RULE = 'must be an image reference ([registry/]name[:tag][@digest]) — the kubelet could not pull it (InvalidImageName); give a complete reference such as docker.io/org/server:1.2';
const ARGS_RULE = 'cannot be combined with args — args replaces every argument that the library computes, this one too; write it into args, or use extraArgs in place of args';
const LIST_RULE = 'must be a list of strings, not empty — the API server would reject the container; give each argument as an item of its own';
const WORD_RULE = 'must be a string, not empty — the server would be started with an empty argument; remove it or write it as a string';
const PORT_RULE = 'must be a whole number from 1 to 65535 — the API server would reject the port; give a port from 1 to 65535';
const SECONDS_RULE = 'must be a whole number of at least 1 — probes and grace period are counted in whole seconds; give a Duration of whole seconds, 1 or more';
const FILE_RULE = 'must be a file in the model\'s folder, without a leading slash, ".." and spaces — the server would not find it; give the path below the mounted folder';
const least = (min: number) => `must be a whole number of at least ${min} — the server could not use it; correct it or leave it out`;
const plainName = (allowed = 'letters, digits, "-", "_" and ".", not starting with "-" or "."') => `must be ${allowed} — it becomes part of an argument and of URLs; give a plain name`;
const PATH = 'letters, digits, "-", "_", ".", ":" and "/"';
const PATH_RULE = 'must be an absolute path without ".." and ":" — the API server or the kubelet would reject the mount; give a path that starts with "/" (Kubernetes API validation)';
const FOLDER_WHY = 'the API server rejects two mounts on one path, and a volume on "/" hides the image; name each folder once, without a slash at its end; /tmp is always writable, sharedMemory makes /dev/shm larger';
const TAKEN_RULE = `is writable already or must not be replaced — ${FOLDER_WHY}`;
const REJECTED = 'the API server would reject the container';
const METRICS_RULE = 'must be the path of a URL — a scraper could not ask for it; start it with "/" and leave out query and fragment';
const OWN_PATH = 'leave metricsPort out and give metricsPath where metrics are on the HTTP port';
const custom = (options: object) => ModelServer.custom({ image: 'a/b:1', httpPort: 80, ...options });

describe('a refusal', () => {
  test.each<[string, ModelServer, string[]]>([
    ['no image', ModelServer.llamaEdge({ image: '' }), [`image: got ""; ${IMAGE_RULE}`]],
    ['an image that is none', ModelServer.triton({ image: 'nvcr.io/Tritonserver:1' }), [`image: got "nvcr.io/Tritonserver:1"; ${IMAGE_RULE}`]],
    ['a user that is none', ModelServer.openvino({ user: -1 }), [`user: got -1; ${least(0)}`]],
    ['half a thread', ModelServer.tensorflowServing({ computeThreads: 0.5 }), [`computeThreads: got 0.5; ${least(1)}`]],
    ['no thread', custom({ computeThreads: 0 }), [`computeThreads: got 0; ${least(1)}`]],
    ['half an accelerator to spread over', ModelServer.vllm({ tensorParallelSize: 0.5 }), [`tensorParallelSize: got 0.5; ${least(1)}`]],
    ['no context', ModelServer.vllm({ maxModelLength: NaN }), [`maxModelLength: got NaN; ${least(1)}`]],
    ['no worker', ModelServer.torchServe({ workersPerModel: 0 }), [`workersPerModel: got 0; ${least(1)}`]],
    ['numbers of llama.cpp', ModelServer.llamaCpp({ modelFile: 'q', contextSize: 0, parallelRequests: 0, gpuLayers: -1 }), [
      `contextSize: got 0; ${least(1)}`, `gpuLayers: got -1; ${least(0)}`, `parallelRequests: got 0; ${least(1)}`,
    ]],
    ['contexts of LlamaEdge', ModelServer.llamaEdge({ image: 'a/b:1', chatContextSize: 0, embeddingContextSize: -1 }), [
      `chatContextSize: got 0; ${least(1)}`, `embeddingContextSize: got -1; ${least(0)}`,
    ]],
    ['no model name', ModelServer.tensorflowServing({ modelName: '' }), [`modelName: got ""; ${plainName()}`]],
    ...['a/b', 'a:b', '.a', '-a'].map((modelName): [string, ModelServer, string[]] => (
      [`the model name ${modelName}`, ModelServer.openvino({ modelName }), [`modelName: got "${modelName}"; ${plainName()}`]])),
    ['a model name with a blank', ModelServer.vllm({ servedModelName: 'my model' }), [`servedModelName: got "my model"; ${plainName(PATH)}`]],
    ['a model of quotes', ModelServer.vllm({ model: 'a"b', servedModelName: 'a' }), [`model: got "a\\"b"; ${plainName(PATH)}`]],
    ['a device with a blank', ModelServer.openvino({ targetDevice: 'C P U' }), [`targetDevice: got "C P U"; ${plainName('a device such as CPU, GPU.0 or AUTO:GPU,CPU')}`]],
    ...['', '/q.gguf', '../q.gguf', 'a/../q.gguf', 'q q.gguf'].map((modelFile): [string, ModelServer, string[]] => (
      [`the file ${JSON.stringify(modelFile)}`, ModelServer.llamaCpp({ modelFile }), [`modelFile: got ${JSON.stringify(modelFile)}; ${FILE_RULE}`]])),
    ['an empty argument', ModelServer.triton({ extraArgs: ['--ok', ''] }), [`extraArgs[1]: got ""; ${WORD_RULE}`]],
    ...(['args', 'command'] as const).flatMap((key) => [['--flag', '"--flag"'], [5, '5'], [null, 'null'], [{}, '{}']].map(([value, shown]): [string, ModelServer, string[]] => (
      [`${key} of ${shown}`, custom({ [key]: value }), [`${key}: got ${shown}; ${LIST_RULE}`]]))),
    ...(['args', 'extraArgs'] as const).map((key): [string, ModelServer, string[]] => (
      [`${key} of a number`, ModelServer.triton({ [key]: 5 }), [`${key}: got 5; ${LIST_RULE}`]])),
    ...[[5, '5'], ['all', '"all"'], [null, 'null'], [[], '[]']].map(([models, shown]): [string, ModelServer, string[]] => (
      [`archives of ${shown}`, ModelServer.torchServe({ models: models as string[] }), [`models: got ${shown}; ${LIST_RULE}`]])),
    ...[[5, '5'], ['/cache', '"/cache"'], [null, 'null']].map(([folders, shown]): [string, ModelServer, string[]] => (
      [`folders of ${shown}`, custom({ writableFolders: folders }), [`writableFolders: got ${shown}; must be a list — there is no folder to make writable; give each folder as an item of its own`]])),
    ['a folder of a number', custom({ writableFolders: [5] }), [`writableFolders[0]: got 5; ${PATH_RULE}`]],
    ['more threads than the API counts', custom({ computeThreads: 2 ** 31 }), [`computeThreads: got 2147483648; ${least(1).replace('of at least 1', 'from 1 to 2147483647')}`]],
    ['a command of numbers', custom({ command: ['/serve', 8080] }), [`command[1]: got 8080; ${WORD_RULE}`]],
    ['an archive without a name', ModelServer.torchServe({ models: [''] }), [`models[0]: got ""; ${WORD_RULE}`]],
    ['both lists of arguments', ModelServer.triton({ args: ['a'], extraArgs: ['b'] }), [`extraArgs: got ["b"]; ${ARGS_RULE}`]],
    ['typed options beside args', ModelServer.vllm({ args: ['a'], maxModelLength: 2 }), [`maxModelLength: got 2; ${ARGS_RULE}`]],
    ['metrics of a server that has none', ModelServer.llamaEdge({ image: 'a/b:1', enableMetrics: true }), [
      'enableMetrics: got true; llama-edge shows no metrics — nothing could be switched on; leave it out, and scale on CPU or on a metric from outside',
    ]],
    ['ports out of range', custom({ httpPort: 0, grpcPort: 65536, metricsPort: 1.5 }), [`httpPort: got 0; ${PORT_RULE}`, `grpcPort: got 65536; ${PORT_RULE}`, `metricsPort: got 1.5; ${PORT_RULE}`]],
    ['one port for HTTP and gRPC', custom({ grpcPort: 80 }), [`grpcPort: got 80; is the same as httpPort — ${REJECTED}; give another port`]],
    ['one port for HTTP and metrics', custom({ metricsPort: 80 }), [`metricsPort: got 80; is the same as httpPort — ${REJECTED}; ${OWN_PATH}`]],
    ['one port for gRPC and metrics', custom({ grpcPort: 90, metricsPort: 90 }), [`metricsPort: got 90; is the same as grpcPort — ${REJECTED}; ${OWN_PATH}`]],
    ['one port for all', custom({ grpcPort: 80, metricsPort: 80 }), [
      `grpcPort: got 80; is the same as httpPort — ${REJECTED}; give another port`, `metricsPort: got 80; is the same as httpPort — ${REJECTED}; ${OWN_PATH}`,
    ]],
    ...['', 'metrics', '/metrics?all', '/metrics#top', '/my metrics', 'http://a/metrics'].map((metricsPath): [string, ModelServer, string[]] => (
      [`metrics at ${JSON.stringify(metricsPath)}`, custom({ metricsPath }), [`metricsPath: got ${JSON.stringify(metricsPath)}; ${METRICS_RULE}`]])),
    ['no metrics of a server that cannot do without', ModelServer.vllm({ enableMetrics: false }), [
      'enableMetrics: got false; vllm always shows metrics — nothing could be switched off; leave it out, and use admit to keep others from reading them',
    ]],
    ['flags for a server that takes none', ModelServer.llamaEdge({ image: 'a/b:1', extraArgs: ['--x'] }), [
      'extraArgs: got ["--x"]; the entry point of llama-edge takes contexts only — a flag would be read as the size of a context; use ModelServer.custom with a command of your own',
    ]],
    ['metrics without a port', custom({ httpPort: undefined, grpcPort: 90, metricsPath: '/metrics' }), ['metricsPath: got "/metrics"; needs httpPort or metricsPort — there is no port to ask for metrics; add metricsPort']],
    ['a folder that is no path', custom({ modelDirectory: 'models', writableFolders: ['/ok', 'cache'] }), [
      `modelDirectory: got "models"; ${PATH_RULE}`, `writableFolders[1]: got "cache"; ${PATH_RULE}`,
    ]],
    ...['/', '//', '/tmp', '/tmp/', '/dev/shm', '/dev/shm/'].map((folder): [string, ModelServer, string[]] => (
      [`the folder ${folder}`, custom({ writableFolders: [folder] }), [`writableFolders[0]: got "${folder}"; ${TAKEN_RULE}`]])),
    ['one folder twice', custom({ writableFolders: ['/a', '/b', '/a'] }), [`writableFolders[2]: got "/a"; ${TAKEN_RULE}`]],
    ['one folder twice, with a slash', custom({ writableFolders: ['/a', '/a/'] }), [`writableFolders[1]: got "/a/"; ${TAKEN_RULE}`]],
    ['a folder with a slash at its end', custom({ writableFolders: ['/cache/'] }), [`writableFolders[0]: got "/cache/"; must not end in "/" — ${FOLDER_WHY}`]],
    ['shared memory that does not parse', custom({ sharedMemory: '1 Gi' }), [
      'sharedMemory: got "1 Gi"; must be a quantity in Kubernetes notation — the API server could not parse it; write a number with an optional suffix, such as 500m, 0.5, 64M or 2Gi (Kubernetes API validation)',
    ]],
    ['no time to start or to answer', custom({ startupBudget: Duration.seconds(0), maxRequestDuration: Duration.millis(1500) }), [`startupBudget: got 0; ${SECONDS_RULE}`, `maxRequestDuration: got 1.5; ${SECONDS_RULE}`]],
  ])('of %s tells all of it', (_, server, lines) => {
    const [head, ...told] = refusal(() => deploy(server))!.split('\n');
    expect(head).toBe('InferenceDeployment cannot be defined:');
    expect(told.map((l) => l.replace(/^ {2}\[test\/It\] server\./, ''))).toEqual(lines);
  });

  test('of a server without any port names the server itself', () => {
    expect(refusal(() => deploy(custom({ httpPort: undefined })))).toBe([
      'InferenceDeployment cannot be defined:',
      '  [test/It] server: must have httpPort, grpcPort or metricsPort — neither a probe nor a Service could reach it; give the port that it listens on',
    ].join('\n'));
  });

  test('of what is no model server says which to use', () => {
    const props = deploymentProps({ server: 'triton' as unknown as ModelServer });
    expect(refusal(() => new InferenceDeployment(testChart(), 'It', props))).toBe([
      'InferenceDeployment cannot be defined:',
      '  [test/It] server: got "triton"; must be a ModelServer — nothing is known of what to run; use ModelServer.tensorflowServing, vllm, custom or another factory',
    ].join('\n'));
  });
});
