import { Duration } from 'cdk8s';
import { Probe } from 'cdk8s-plus-27';
import { InferenceDeployment, ModelServer, type InferenceDeploymentProps } from '../../src';
import { deploymentProps, find, pod, testChart } from '../helpers';

function deploy(changes: Partial<InferenceDeploymentProps>): InferenceDeployment {
  return new InferenceDeployment(testChart(), 'M', deploymentProps(changes));
}

function probes(changes: Partial<InferenceDeploymentProps>): any[] {
  const { startupProbe, readinessProbe, livenessProbe } = pod(deploy(changes)).containers[0];
  return [startupProbe, readinessProbe, livenessProbe];
}

const tcp = (port: number) => ({ tcpSocket: { port } });
const http = (port: number, path: string) => ({ httpGet: { port, path, scheme: 'HTTP' } });
const custom = (options: object) => ModelServer.custom({ image: 'a/b:1', ...options });

describe('the three probes', () => {
  test('the startup probe lasts as long as the model may load, readiness 15 s and liveness a minute', () => {
    expect(probes({ server: ModelServer.triton() })).toEqual([
      { ...http(8000, '/v2/health/ready'), periodSeconds: 10, failureThreshold: 90, timeoutSeconds: 5 },
      { ...http(8000, '/v2/health/ready'), periodSeconds: 5, failureThreshold: 3, timeoutSeconds: 5 },
      { ...http(8000, '/v2/health/live'), periodSeconds: 10, failureThreshold: 6, timeoutSeconds: 5 },
    ]);
  });

  test.each<[string, ModelServer, object[]]>([
    ['TensorFlow Serving', ModelServer.tensorflowServing(), [tcp(8501), tcp(8501), tcp(8500)]],
    [
      'OpenVINO',
      ModelServer.openvino(),
      [http(8000, '/v2/health/ready'), http(8000, '/v2/health/ready'), http(8000, '/v2/health/live')],
    ],
    ['vLLM', ModelServer.vllm(), [http(8000, '/health'), http(8000, '/health'), http(8000, '/health')]],
    [
      'llama.cpp',
      ModelServer.llamaCpp({ modelFile: 'm.gguf' }),
      [http(8080, '/health'), http(8080, '/health'), http(8080, '/health')],
    ],
    ['a server with HTTP', custom({ httpPort: 9000, grpcPort: 9001 }), [tcp(9000), tcp(9000), tcp(9000)]],
    ['one with gRPC', custom({ grpcPort: 9001, metricsPort: 9002 }), [tcp(9001), tcp(9001), tcp(9001)]],
    ['one with metrics alone', custom({ metricsPort: 9002 }), [tcp(9002), tcp(9002), tcp(9002)]],
  ])('%s is asked where it answers', (_, server, expected) => {
    probes({ server }).forEach((p, i) => expect(p).toMatchObject(expected[i]));
  });

  test('TorchServe is ready for its startup probe when its workers are', () => {
    const [startup, readiness] = probes({ server: ModelServer.torchServe() });
    expect(startup.exec.command.slice(0, 2)).toEqual(['python', '-c']);
    expect(startup.exec.command[2]).toContain('http://127.0.0.1:8081/models');
    expect(readiness).toMatchObject(http(8080, '/ping'));
  });

  test("the user's own probes win, over those of a custom server too", () => {
    const own = (path: string) => Probe.fromHttpGet(path, { port: 9000 });
    const server = custom({ httpPort: 9000, readiness: own('/server-ready'), liveness: own('/server-live') });
    expect(probes({ server }).map((p) => p.httpGet?.path)).toEqual([undefined, '/server-ready', '/server-live']);
    expect(
      probes({ server, startup: own('/s'), readiness: own('/r'), liveness: own('/l') }).map((p) => p.httpGet.path),
    ).toEqual(['/s', '/r', '/l']);
  });
});

describe('the start-up budget', () => {
  test.each([
    [1, 1],
    [10, 1],
    [11, 2],
    [605, 61],
    [86400, 8640],
  ])('%i s are %i attempts of 10 s', (seconds, attempts) => {
    expect(probes({ startupBudget: Duration.seconds(seconds) })[0]).toMatchObject({
      periodSeconds: 10,
      failureThreshold: attempts,
    });
  });

  test('that of a custom server is its own, 10 minutes unless it says otherwise', () => {
    expect(probes({ server: custom({ httpPort: 9000 }) })[0].failureThreshold).toBe(60);
    expect(
      probes({ server: custom({ httpPort: 9000, startupBudget: Duration.seconds(95) }) })[0].failureThreshold,
    ).toBe(10);
  });

  test.each<[string, Partial<InferenceDeploymentProps>, number]>([
    ["the server's own", { server: ModelServer.vllm() }, 1800],
    ['a given one', { startupBudget: Duration.hours(2) }, 7200],
    [
      'that of a probe',
      {
        startup: Probe.fromTcpSocket({
          port: 8501,
          initialDelaySeconds: Duration.seconds(30),
          periodSeconds: Duration.seconds(20),
          failureThreshold: 200,
        }),
      },
      4030,
    ],
    ["that of a probe with Kubernetes' defaults", { startup: Probe.fromTcpSocket({ port: 8501 }) }, 30],
  ])('the rollout waits ten minutes longer than %s', (_, changes, budget) => {
    expect(find(deploy(changes), 'Deployment').spec.progressDeadlineSeconds).toBe(budget + 600);
  });
});
