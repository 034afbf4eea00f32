import { Deployment } from 'cdk8s-plus-27';
import {
  AutoscaledInference, InferenceDeployment, ModelServer, SednaJointInference, ServedWorkload, type IInference,
  type InferenceDeploymentProps,
} from '../../src';
import { inferencesProblems, isMonitored, markMonitored, metricsEndpoint } from '../../src/metrics/monitored';
import { autoscaledProps, codes, deploymentProps, jointProps, testChart } from '../helpers';

/** Code and field of a problem. */
type Expected = [code: string, field: string];

const served = (changes: Partial<InferenceDeploymentProps> = {}): IInference => (
  new InferenceDeployment(testChart(), 'It', deploymentProps(changes)));

describe('where a server shows its metrics', () => {
  test.each<[string, ModelServer, object | undefined]>([
    ['on the port of its API', ModelServer.tensorflowServing(),
      { port: 'http', servicePort: 'http', path: '/monitoring/prometheus/metrics' }],
    ['on a port of its own', ModelServer.triton(), { port: 'metrics', servicePort: 'metrics', path: '/metrics' }],
    ['on the only port', ModelServer.custom({ image: 'a/b:1', metricsPort: 9100, metricsPath: '/stats' }),
      { port: 'metrics', servicePort: 'metrics', path: '/stats' }],
    ['nowhere', ModelServer.llamaCpp({ modelFile: 'q.gguf', enableMetrics: false }), undefined],
  ])('%s', (_, server, expected) => {
    expect(metricsEndpoint(served({ server }))).toEqual(expected);
  });

  test('behind a port of the Service that has another name and number', () => {
    const service = { ports: [{ name: 'web', port: 80, targetPort: 8501 }] };
    expect(metricsEndpoint(served({ service }))).toEqual({
      port: 'http',
      servicePort: 'web',
      path: '/monitoring/prometheus/metrics',
    });
  });

  test('behind a port of the Service without a target of its own', () => {
    const service = { ports: [{ name: 'rest', port: 8501 }] };
    expect(metricsEndpoint(served({ service }))?.servicePort).toBe('rest');
  });

  test('and behind none, where the Service leaves it out', () => {
    const service = { ports: [{ name: 'grpc', port: 8500 }] };
    expect(metricsEndpoint(served({ service }))).toEqual({
      port: 'http',
      servicePort: undefined,
      path: '/monitoring/prometheus/metrics',
    });
  });
});

test('a served model has a monitor once one was made for it', () => {
  const [one, two] = [served(), served()];
  markMonitored(one);
  expect([one, two].map(isMonitored)).toEqual([true, false]);
});

describe('a list of served models', () => {
  test('may hold deployments with and without an autoscaler', () => {
    const chart = testChart();
    expect(codes(inferencesProblems([
      new InferenceDeployment(chart, 'A', deploymentProps()),
      new AutoscaledInference(chart, 'B', autoscaledProps()),
    ]))).toEqual([]);
  });

  test.each<[string, unknown, ...Expected[]]>([
    ['nothing', undefined, ['metrics/no-served-model', 'of']],
    ['an empty list', [], ['metrics/no-served-model', 'of']],
    ['a name', 'resnet', ['metrics/no-served-model', 'of']],
    ['what is no served model', [null, undefined, 5, 'resnet', {}],
      ...[0, 1, 2, 3, 4].map((i): Expected => ['metrics/not-a-served-model', `of[${i}]`])],
  ])('is refused: %s', (_, of, ...expected) => {
    expect(codes(inferencesProblems(of))).toEqual(expected);
  });

  test('is refused with one model alone, in place of a list', () => {
    expect(codes(inferencesProblems(served()))).toEqual([['metrics/no-served-model', 'of']]);
  });

  test('is refused with a workload that is served by other means', () => {
    const own = new Deployment(testChart(), 'Own', { containers: [{ image: 'a/b:1', ports: [{ number: 1 }] }] });
    expect(codes(inferencesProblems([own]))).toEqual([['metrics/not-a-served-model', 'of[0]']]);
  });

  test('says what can be done for the pods that Sedna makes', () => {
    const chart = testChart();
    const [{ fix }] = inferencesProblems([new SednaJointInference(chart, 'Helmet', jointProps(chart))]);
    expect(fix).toContain('for the pods of a SednaJointInference write the object by hand');
  });

  test('is refused with a mock that lacks its metrics or ports', () => {
    const { server, workload } = served();
    const mocks = [{ server, workload, scalingMetrics: null }, { server, workload, ports: undefined }];
    expect(codes(inferencesProblems(mocks))).toEqual([
      ['metrics/not-a-served-model', 'of[0]'], ['metrics/not-a-served-model', 'of[1]'],
    ]);
  });

  test('is refused with one model twice', () => {
    const it = served();
    expect(codes(inferencesProblems([it, served(), it]))).toEqual([['metrics/served-model-named-twice', 'of[2]']]);
  });
});

test('two descriptions of one workload are one served model', () => {
  const chart = testChart();
  const own = new Deployment(chart, 'Own', { containers: [{ image: 'a/b:1', ports: [{ number: 8080 }] }] });
  const of = [0, 1].map(() => ServedWorkload.of(own, { metricsPath: '/metrics' }));
  expect(codes(inferencesProblems(of))).toEqual([['metrics/served-model-named-twice', 'of[1]']]);
});
