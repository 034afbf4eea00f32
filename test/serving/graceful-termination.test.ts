import { Duration } from 'cdk8s';
import { InferenceDeployment, ModelServer, WasmRuntime, type InferenceDeploymentProps } from '../../src';
import { deploymentProps, pod, testChart } from '../helpers';

function ends(changes: Partial<InferenceDeploymentProps>): [grace: number, sleep: string[] | undefined] {
  const spec = pod(new InferenceDeployment(testChart(), 'M', deploymentProps(changes)));
  return [spec.terminationGracePeriodSeconds, spec.containers[0].lifecycle?.preStop.exec.command];
}

const custom = (options: object = {}) => ModelServer.custom({ image: 'a/b:1', httpPort: 8080, ...options });

describe('how a pod terminates', () => {
  test.each<[string, Partial<InferenceDeploymentProps>, number, string[] | undefined]>([
    [
      'a server that drains waits only until it is removed from its Service',
      { server: ModelServer.triton() },
      10 + 30 + 5,
      ['sleep', '10'],
    ],
    [
      'a server that aborts requests gets SIGTERM after they are complete',
      { server: ModelServer.openvino() },
      10 + 30 + 5,
      ['sleep', '40'],
    ],
    [
      'a server that ignores SIGTERM serves until the grace period is over',
      { server: ModelServer.tensorflowServing() },
      10 + 30,
      undefined,
    ],
    [
      'generated text takes minutes, and a server that needs a minute to exit gets it',
      { server: ModelServer.vllm() },
      10 + 300 + 60,
      ['sleep', '10'],
    ],
    [
      'a server that drains for less than a minute gets SIGTERM when the longest request needs no more than that',
      { server: ModelServer.kserve({ image: 'a/b:1' }) },
      10 + 30 + 5,
      ['sleep', '15'],
    ],
    [
      'also for longer requests',
      { server: ModelServer.kserve({ image: 'a/b:1' }), maxRequestDuration: Duration.seconds(100) },
      10 + 100 + 5,
      ['sleep', '85'],
    ],
    [
      'and at once for shorter ones',
      { server: ModelServer.kserve({ image: 'a/b:1' }), maxRequestDuration: Duration.seconds(20) },
      10 + 20 + 5,
      ['sleep', '10'],
    ],
    [
      'generated text takes minutes where requests are aborted too',
      { server: ModelServer.llamaCpp({ modelFile: 'm.gguf' }) },
      10 + 300 + 5,
      ['sleep', '310'],
    ],
    [
      'a custom server is assumed to abort requests',
      { server: custom() },
      10 + 30 + 5,
      ['sleep', '40'],
    ],
    [
      'a custom server that drains is treated so',
      { server: custom({ drainsOnSigterm: true }) },
      10 + 30 + 5,
      ['sleep', '10'],
    ],
    [
      "the server's own duration counts",
      { server: custom({ maxRequestDuration: Duration.seconds(7) }) },
      10 + 7 + 5,
      ['sleep', '17'],
    ],
    ['an image without sleep has no hook', { server: custom({ hasSleep: false }) }, 10 + 30 + 5, undefined],
  ])('%s', (_, changes, grace, sleep) => expect(ends(changes)).toEqual([grace, sleep]));

  test('the duration of the deployment overrides that of the server', () => {
    expect(
      ends({ server: custom({ maxRequestDuration: Duration.seconds(7) }), maxRequestDuration: Duration.minutes(2) }),
    ).toEqual([10 + 120 + 5, ['sleep', '130']]);
  });

  test('a server with a shutdown timeout gets the duration of a request', () => {
    const args = (server: ModelServer) =>
      pod(
        new InferenceDeployment(
          testChart(),
          'M',
          deploymentProps({ server, maxRequestDuration: Duration.seconds(77) }),
        ),
      ).containers[0].args;
    expect(args(ModelServer.triton())).toContain('--exit-timeout-secs=77');
    expect(args(ModelServer.vllm())).toContain('--shutdown-timeout=77');
  });

  test('a WebAssembly container has no hook, because it has no other program', () => {
    const chart = testChart();
    const d = new InferenceDeployment(
      chart,
      'M',
      deploymentProps({ server: custom(), wasmRuntime: new WasmRuntime(chart, 'W') }),
    );
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
