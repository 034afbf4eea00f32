import { Deployment } from 'cdk8s-plus-27';
import { AutoscaledInference, InferenceDeployment, ModelServer, type IInference, type InferenceDeploymentProps } from '../../src';
import { inferencesProblems, metricsEndpoint, monitored, scrapeSeconds } from '../../src/metrics/monitored';
import { describe as say } from '../../src/validation/problem';
import { autoscaledProps, deploymentProps, testChart } from '../helpers';

const served = (changes: Partial<InferenceDeploymentProps> = {}): IInference => new InferenceDeployment(testChart(), 'It', deploymentProps(changes));

describe('where a server shows its metrics', () => {
  test.each<[string, ModelServer, object | undefined]>([
    ['on the port of its API', ModelServer.tensorflowServing(), { port: 'http', servicePort: 'http', path: '/monitoring/prometheus/metrics' }],
    ['on a port of its own', ModelServer.triton(), { port: 'metrics', servicePort: 'metrics', path: '/metrics' }],
    ['on the only port', ModelServer.custom({ image: 'a/b:1', metricsPort: 9100, metricsPath: '/stats' }), { port: 'metrics', servicePort: 'metrics', path: '/stats' }],
    ['nowhere', ModelServer.llamaCpp({ modelFile: 'q.gguf', enableMetrics: false }), undefined],
  ])('%s', (_, server, expected) => {
    expect(metricsEndpoint(served({ server }))).toEqual(expected);
  });

  test('behind a port of the Service that has another name and number', () => {
    const service = { ports: [{ name: 'web', port: 80, targetPort: 8501 }] };
    expect(metricsEndpoint(served({ service }))).toEqual({ port: 'http', servicePort: 'web', path: '/monitoring/prometheus/metrics' });
  });

  test('behind a port of the Service without a target of its own', () => {
    const service = { ports: [{ name: 'rest', port: 8501 }] };
    expect(metricsEndpoint(served({ service }))?.servicePort).toBe('rest');
  });

  test('and behind none, where the Service leaves it out', () => {
    const service = { ports: [{ name: 'grpc', port: 8500 }] };
    expect(metricsEndpoint(served({ service }))).toEqual({ port: 'http', servicePort: undefined, path: '/monitoring/prometheus/metrics' });
  });
});

describe('how often a served model is asked', () => {
  test('is not known without a monitor', () => {
    expect(scrapeSeconds(served())).toBeUndefined();
  });

  test('is what the slowest of its monitors does, whichever comes first', () => {
    const [a, b] = [served(), served()];
    monitored(a, 15);
    monitored(a, 30);
    monitored(b, 30);
    monitored(b, 15);
    expect([scrapeSeconds(a), scrapeSeconds(b)]).toEqual([30, 30]);
  });
});

describe('a list of served models', () => {
  test('may hold deployments with and without an autoscaler', () => {
    const chart = testChart();
    expect(inferencesProblems([new InferenceDeployment(chart, 'A', deploymentProps()), new AutoscaledInference(chart, 'B', autoscaledProps())])).toEqual([]);
  });

  const NONE = 'must name at least one served model — there would be nothing to do; give an AutoscaledInference or InferenceDeployment';
  const OTHER = 'must be an AutoscaledInference or InferenceDeployment — nothing else says what its server shows; define one';

  test.each<[string, unknown, string[]]>([
    ['nothing', undefined, [`of: got undefined; ${NONE}`]],
    ['an empty list', [], [`of: got []; ${NONE}`]],
    ['a name', 'resnet', [`of: got "resnet"; ${NONE}`]],
    ['what is no served model', [null, undefined, 5, 'resnet', {}], [null, undefined, 5, '"resnet"', '{}'].map((got, i) => `of[${i}]: got ${got}; ${OTHER}`)],
  ])('is refused: %s', (_, of, lines) => {
    expect(inferencesProblems(of).map(say)).toEqual(lines);
  });

  test('is refused with one model alone, in place of a list', () => {
    expect(inferencesProblems(served()).map(say)).toEqual([`of: got an InferenceDeployment; ${NONE}`]);
  });

  test('is refused with a workload that is served by other means', () => {
    const own = new Deployment(testChart(), 'Own', { containers: [{ image: 'a/b:1', ports: [{ number: 1 }] }] });
    expect(inferencesProblems([own]).map(say)).toEqual([`of[0]: got a Deployment; ${OTHER}`]);
  });

  test('is refused with one model twice', () => {
    const it = served();
    expect(inferencesProblems([it, served(), it]).map(say)).toEqual(['of[2]: got "it"; is named twice — the second would overwrite the first; remove one']);
  });
});
