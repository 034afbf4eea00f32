import { SERVER_PORT_VARIABLES, serverPortVariables } from '../../../src/rules/service/server-port-variables';

const read = (container: object) => serverPortVariables(container).map(({ variable }) => variable);

describe('the variable that a server reads as a port', () => {
  test.each<[string, object, string]>([
    ['vLLM by its image', { image: 'vllm/vllm-openai:v0.11.0', args: ['--model=a'] }, 'VLLM_PORT'],
    ['vLLM by its image with a digest', { image: 'docker.io/vllm/vllm-openai@sha256:0a' }, 'VLLM_PORT'],
    ['vLLM by the image of another registry', { image: 'registry.example.com:5000/lmcache/vllm-openai' }, 'VLLM_PORT'],
    ['vLLM for another device', { image: 'vllm/vllm-openai-rocm:latest' }, 'VLLM_PORT'],
    ['vLLM by its command', { image: 'a/b:1', command: ['/usr/bin/vllm', 'serve'], args: ['a'] }, 'VLLM_PORT'],
    ['vLLM by its module', { command: ['python3', '-m', 'vllm.entrypoints.openai.api_server'] }, 'VLLM_PORT'],
    ['vLLM in a script', { command: ['bash', '-ec'], args: ['cd /a && HF_HOME=/b exec vllm serve a'] }, 'VLLM_PORT'],
    ['vLLM after a variable', { command: ['sh', '-c', 'sleep 1; HF_HOME=/b vllm serve a'] }, 'VLLM_PORT'],
    ['vLLM in a script that is traced', { command: ['/bin/bash', '-ecx', 'vllm serve a'] }, 'VLLM_PORT'],
    ['vLLM in an environment', { command: ['uv', 'run', '--no-sync', '/app/bin/vllm', 'serve', 'a'] }, 'VLLM_PORT'],
    ['vLLM on CPUs', { image: 'public.ecr.aws/q9t5s3a7/vllm-cpu-release-repo:v0.11.0' }, 'VLLM_PORT'],
    ['Infinity', { image: 'michaelf34/infinity:0.0.77', args: ['v2', '--port', '80'] }, 'INFINITY_PORT'],
    ['Infinity by its command', { command: ['infinity_emb', 'v2'] }, 'INFINITY_PORT'],
    ['BentoML', { command: ['bentoml', 'serve', 'a:b'] }, 'BENTOML_PORT'],
    ['MLflow', { command: ['mlflow'], args: ['models', 'serve', '-m', '/a'] }, 'MLFLOW_PORT'],
    ['Locust', { image: 'locustio/locust:2.46.3', args: ['--worker'] }, 'LOCUST_WEB_PORT'],
  ])('%s', (_, container, expected) => {
    expect(read(container)).toEqual([expected]);
  });

  test.each<[string, object]>([
    ['its image', { image: 'docker.io/seldonio/mlserver:1.7.1' }],
    ['its command', { command: ['mlserver', 'start', '/mnt/models'] }],
  ])('three of MLServer by %s', (_, container) => {
    expect(read(container)).toEqual(['MLSERVER_HTTP_PORT', 'MLSERVER_GRPC_PORT', 'MLSERVER_METRICS_PORT']);
  });

  test.each<[string, object]>([
    ['an image that only has vLLM in its name', { image: 'a/vllm-router:1' }],
    ['the image of vLLM with another command', { image: 'vllm/vllm-openai:1', command: ['sleep', 'infinity'] }],
    ['an argument with the name of a server', { image: 'a/b:1', args: ['vllm', 'serve'] }],
    ['a path with the name of a server', { command: ['cp', '-r', '/mnt/locust'] }],
    ['a word of a script', { command: ['sh', '-c', 'echo vllm serve'] }],
    ['a script that unsets the variable', { command: ['sh', '-c', 'unset VLLM_PORT; exec vllm serve a'] }],
    ['an option in place of the variable', { command: ['bentoml', 'serve', '--port=3000'] }],
    ['a short option in place of the variable', { image: 'locustio/locust', args: ['-P', '80'] }],
    ['another command of a server', { command: ['mlflow', 'run', '.'] }],
    ['an empty container', {}],
  ])('none of %s', (_, container) => {
    expect(read(container)).toEqual([]);
  });
});

test('every row says where the variable was read, and names a variable that a Service can set', () => {
  for (const { variable, source } of SERVER_PORT_VARIABLES) {
    expect(source).toMatch(/^https:\/\/github\.com\//);
    expect(variable).toMatch(/^[A-Z_]+_PORT$/);
  }
});
