import { PLAIN, workloadOf } from './read';
import { hpaSettings } from '../../../src/forecast/reading/hpa-settings-of';
import { readPod, type PodOptions } from '../../../src/forecast/reading/pod-model';

const pod = (text: string, options?: PodOptions, settings = PLAIN) => readPod(workloadOf(text), settings, options).pod;
const shares = (text: string, settings = PLAIN) => (
  pod(text, {}, settings).containers.map(({ name, share }) => `${name} ${share}`));

describe('the model of a pod', () => {
  test('has the requests and limits of its containers, and of native sidecars', () => {
    const text = `{
      containers: [{ name: server, resources: { requests: { cpu: 250m, memory: 1Gi }, limits: { cpu: 1.5 } } }],
      initContainers: [
        { name: once, resources: { requests: { cpu: 9 } } },
        { name: proxy, restartPolicy: Always, resources: { limits: { cpu: 100m } } },
      ],
    }`;
    const { containers, requests, podRequestMilli } = pod(text);
    expect(containers).toEqual([
      { name: 'server', requestMilli: 250, memoryRequest: 2 ** 30, limitMilli: 1500, share: 1 },
      { name: 'proxy', requestMilli: 100, limitMilli: 100, share: 0 },
    ]);
    // A node must have room for what runs first too.
    expect(requests).toEqual({ cpu: 9000, memory: 2 ** 30 });
    expect(podRequestMilli).toBeUndefined();
  });

  test('has the request and the limit of the pod as a whole', () => {
    const text = "{ containers: [{ name: a }, { name: b, resources: { limits: { cpu: '1' } } }],"
      + "resources: { requests: { cpu: '2' }, limits: { cpu: '3' } } }";
    const { containers, podRequestMilli, requests } = pod(text);
    expect(podRequestMilli).toBe(2000);
    expect(containers.map(({ limitMilli }) => limitMilli)).toEqual([3000, 1000]);
    expect(requests.cpu).toBe(2000);
  });

  test('has no limit of 0, which limits nothing', () => {
    const zero = '{ limits: { cpu: 0 } }';
    const text = `{ containers: [{ name: a, resources: ${zero} }], resources: ${zero} }`;
    expect(pod(text).containers[0].limitMilli).toBeUndefined();
  });

  test('has the sum of its containers where it states memory as a whole', () => {
    const text = '{ containers: [{ name: a, resources: { requests: { cpu: 100m } } }, '
      + '{ name: b, resources: { requests: { cpu: 200m } } }], resources: { requests: { memory: 1Gi } } }';
    expect(pod(text)).toMatchObject({ podRequestMilli: 300, requests: { cpu: 300, memory: 2 ** 30 } });
  });

  test('has the memory of the pod as a whole, and none where it states nothing', () => {
    const text = '{ containers: [{ name: a }], resources: { requests: { memory: 1Gi } } }';
    expect(pod(text).podMemoryRequest).toBe(2 ** 30);
    const sum = '{ containers: [{ name: a, resources: { requests: { memory: 1Mi } } }], '
      + 'resources: { limits: { cpu: 1 } } }';
    expect(pod(sum).podMemoryRequest).toBe(2 ** 20);
    expect(pod('{ containers: [{ name: a }] }').podMemoryRequest).toBeUndefined();
  });

  test('counts devices in pieces', () => {
    const text = '{ containers: [{ name: a, resources: { limits: { nvidia.com/gpu: 2 }, requests: { cpu: 100m } } }] }';
    expect(pod(text).requests).toEqual({ 'cpu': 100, 'nvidia.com/gpu': 2 });
  });

  test('gives the load to the container that serves it', () => {
    const port = 'ports: [{ containerPort: 80 }]';
    expect(shares('{ containers: [{ name: a }, { name: b }] }')).toEqual(['a 1', 'b 0']);
    expect(shares(`{ containers: [{ name: a }, { name: b, ${port} }] }`)).toEqual(['a 0', 'b 1']);
    expect(shares(`{ containers: [{ name: a, ${port} }, { name: b, image: x/vllm }] }`)).toEqual(['a 0', 'b 1']);
    const target = { averageUtilization: 5 };
    const settings = hpaSettings({
      metrics: [
        { type: 'ContainerResource', containerResource: { name: 'cpu', container: 'c', target } },
      ],
    });
    expect(shares(`{ containers: [{ name: a, ${port} }, { name: c }] }`, settings)).toEqual(['a 0', 'c 1']);
  });

  test('has the threads and the requests that its server shows', () => {
    const text = '{ containers: [{ name: a, image: llama.cpp, args: [-t, "4", --parallel, "2"] }, { name: b }] }';
    const { containers, parallelRequests } = pod(text);
    expect([containers[0].threadsMilli, containers[1].threadsMilli, parallelRequests]).toEqual([4000, undefined, 2]);
  });

  test('is ready when the slowest container is', () => {
    const probe = (seconds: number) => `readinessProbe: { initialDelaySeconds: ${seconds}, periodSeconds: 1 }`;
    const text = `{ containers: [{ name: a, ${probe(4)} }, { name: b, ${probe(9)} }, { name: c }] }`;
    expect(pod(text)).toMatchObject({ startupSeconds: [10], metricsLagSeconds: 20 });
  });

  test('has metrics 30 s after its start, and those of pods 30 s after it is ready', () => {
    const metrics = [{ type: 'Pods', pods: { metric: { name: 'q' }, target: { averageValue: '1' } } }];
    const text = '{ containers: [{ name: a, readinessProbe: { initialDelaySeconds: 50 } }] }';
    const { startupSeconds: [startup], metricsLagSeconds } = pod(text);
    expect(startup + metricsLagSeconds).toBe(30);
    expect(metricsLagSeconds).toBeLessThan(0);
    expect(pod(text, {}, hpaSettings({ metrics })).metricsLagSeconds).toBe(30);
    expect(pod(text, { metricsLagSeconds: 3 }).metricsLagSeconds).toBe(3);
  });

  test('takes a start-up that was measured', () => {
    expect(pod('{ containers: [{ name: a }] }', { startup: [12, 3] })).toMatchObject({
      startupSeconds: [12, 3], startupFrom: 'as given',
    });
    expect(pod('{ containers: [{ name: a }] }', { startup: [] }).startupSeconds).toEqual([1]);
  });

  test('says what it does not know', () => {
    const text = '{ containers: [{ name: a }, { name: b }], initContainers: [{ name: fetch-model }] }';
    const { notModelled } = readPod(workloadOf(text), PLAIN);
    expect(notModelled).toEqual([
      'A pod is ready after 1 s (no readiness probe: it counts as ready when it starts). Give what you measured.',
      'The time of its init containers (fetch-model) is not in it.',
      'All load is that of container a.',
    ]);
  });

  test('of no container is empty', () => {
    expect(pod('{ containers: [] }')).toMatchObject({ containers: [], requests: {} });
  });
});
