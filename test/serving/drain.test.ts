import { Duration } from 'cdk8s';
import { InferenceDeployment, ModelServer, WasmRuntime, type InferenceDeploymentProps } from '../../src';
import { deploymentProps, pod, testChart } from '../helpers';

function ends(changes: Partial<InferenceDeploymentProps>): [grace: number, sleep: string[] | undefined] {
  const spec = pod(new InferenceDeployment(testChart(), 'M', deploymentProps(changes)));
  return [spec.terminationGracePeriodSeconds, spec.containers[0].lifecycle?.preStop.exec.command];
}

const custom = (options: object = {}) => ModelServer.custom({ image: 'a/b:1', httpPort: 8080, ...options });

describe('how a pod ends', () => {
  test.each<[string, Partial<InferenceDeploymentProps>, number, string[] | undefined]>([
    ['one that ends its requests itself waits only until it has left its Service', { server: ModelServer.triton() }, 10 + 30 + 5, ['sleep', '10']],
    ['one that would cut them is kept from SIGTERM until they are done', { server: ModelServer.openvino() }, 10 + 30 + 5, ['sleep', '40']],
    ['one that ignores SIGTERM serves on until the grace period is over', { server: ModelServer.tensorflowServing() }, 10 + 30, undefined],
    ['generated text takes minutes', { server: ModelServer.vllm() }, 10 + 300 + 5, ['sleep', '10']],
    ['so does it where requests are cut', { server: ModelServer.llamaCpp({ modelFile: 'm.gguf' }) }, 10 + 300 + 5, ['sleep', '310']],
    ['a server that only its user knows is taken for one that cuts', { server: custom() }, 10 + 30 + 5, ['sleep', '40']],
    ['unless its user knows better', { server: custom({ drainsOnSigterm: true }) }, 10 + 30 + 5, ['sleep', '10']],
    ['the server\'s own duration counts', { server: custom({ maxRequestDuration: Duration.seconds(7) }) }, 10 + 7 + 5, ['sleep', '17']],
    ['without a program to sleep there is no hook', { server: custom({ hasSleep: false }) }, 10 + 30 + 5, undefined],
  ])('%s', (_, changes, grace, sleep) => expect(ends(changes)).toEqual([grace, sleep]));

  test('what the deployment says of a request wins over what the server says', () => {
    expect(ends({ server: custom({ maxRequestDuration: Duration.seconds(7) }), maxRequestDuration: Duration.minutes(2) })).toEqual([10 + 120 + 5, ['sleep', '130']]);
  });

  test('a server that is told how long it may take to end is told the same', () => {
    const args = (server: ModelServer) => pod(new InferenceDeployment(testChart(), 'M', deploymentProps({ server, maxRequestDuration: Duration.seconds(77) }))).containers[0].args;
    expect(args(ModelServer.triton())).toContain('--exit-timeout-secs=77');
    expect(args(ModelServer.vllm())).toContain('--shutdown-timeout=77');
  });

  test('a WebAssembly container has no hook, because it has no other program', () => {
    const chart = testChart();
    const d = new InferenceDeployment(chart, 'M', deploymentProps({ server: custom(), wasmRuntime: new WasmRuntime(chart, 'W') }));
    expect(pod(d).containers[0].lifecycle).toBeUndefined();
  });

  test.each([1, 59, 3600, 86400])('for requests of %i s the grace period outlasts hook and request', (seconds) => {
    for (const server of [ModelServer.triton(), ModelServer.openvino(), ModelServer.tensorflowServing(), custom()]) {
      const [grace, sleep] = ends({ server, maxRequestDuration: Duration.seconds(seconds) });
      expect(grace).toBeGreaterThanOrEqual(seconds + 10);
      if (sleep) expect(grace).toBeGreaterThan(Number(sleep[1]));
    }
  });
});
