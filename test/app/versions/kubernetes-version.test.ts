import { ApiObject, App, Chart, Testing } from 'cdk8s';
import { Deployment } from 'cdk8s-plus-27';
import {
  Accelerator, AutoscaledInference, InferenceApp, InferenceDeployment, InferenceRules, KubernetesVersion,
  ScalingBehavior, ScalingMetric, ServedWorkload,
} from '../../../src';
import { autoscaledProps, deploymentProps, refused, testChart } from '../../helpers';

const TOLERANT = ScalingBehavior.of({ scaleUp: { tolerance: 0.05 } });
const QUEUE = ScalingMetric.externalAverageValue('queue_depth', '30');

describe('a version', () => {
  test('is that of the nearest scope', () => {
    const app = Testing.app();
    const [old, other] = ['old', 'other'].map((id) => new Chart(app, id));
    expect(KubernetesVersion.of(old)).toBeUndefined();
    KubernetesVersion.set(app, '1.37');
    KubernetesVersion.set(old, 'v1.34.2-gke.100');
    expect([app, old, other].map((scope) => KubernetesVersion.of(scope))).toEqual(['1.37', '1.34', '1.37']);
  });

  test('of an InferenceApp is that of all its charts', () => {
    const app = new InferenceApp({ kubernetesVersion: '1.36' });
    expect(KubernetesVersion.of(new Chart(app, 'chart'))).toBe('1.36');
    expect(KubernetesVersion.of(new InferenceApp())).toBeUndefined();
  });

  test.each<[string, unknown, string, RegExp]>([
    ['a number', 1.36, 'app/kubernetes-version-unknown', /fix: write '1\.36' in quotes;/],
    ['a number that lost its zero', 1.3, 'app/kubernetes-version-unknown', /'1\.30'/],
    ['the minor version alone', 36, 'app/kubernetes-version-unknown', /write '1\.36'/],
    ['a text around it', 'Kubernetes 1.35', 'app/kubernetes-version-unknown', /write '1\.35'/],
    ['nothing', undefined, 'app/kubernetes-version-unknown', /kubectl version/],
    ['another text', 'latest', 'app/kubernetes-version-unknown', /kubectl version/],
    ['one that is too old', '1.26', 'app/kubernetes-version-too-old', /1\.27 or newer/],
  ])('that is %s is refused, with what to write', (_, version, code, fix) => {
    const set = () => KubernetesVersion.set(testChart(), version as string);
    expect(refused(set)).toEqual([[code, 'version']]);
    expect(set).toThrow(fix);
    if (version === undefined) return;
    expect(refused(() => new InferenceApp({ kubernetesVersion: version as string })))
      .toEqual([[code, 'kubernetesVersion']]);
  });

  test.each<[string, unknown, [string, string], RegExp]>([
    ['no list', 'HPAScaleToZero', ['app/feature-gates-no-list', 'featureGates'], /write \['HPAScaleToZero'\];/],
    ['misspelt', ['HpaScaleToZero'], ['app/feature-gate-unknown', 'featureGates[0]'], /write "HPAScaleToZero"/],
    ['of no effect', ['HPAScaleToZero', 'Xyz'], ['app/feature-gate-unknown', 'featureGates[1]'], /remove it/],
  ])('with gates that are %s is refused', (_, featureGates, problem, fix) => {
    const set = () => KubernetesVersion.set(testChart(), '1.36', { featureGates: featureGates as string[] });
    expect(refused(set)).toEqual([problem]);
    expect(set).toThrow(fix);
  });

  test('is refused where constructs were already checked without it', () => {
    const chart = testChart();
    new AutoscaledInference(chart, 'Classifier', autoscaledProps());
    expect(refused(() => KubernetesVersion.set(chart, '1.36'))).toEqual([['app/kubernetes-version-late', 'version']]);
    expect(refused(() => KubernetesVersion.set(chart.node.root, '1.36')))
      .toEqual([['app/kubernetes-version-late', 'version']]);
  });

  test('may be set behind a construct that was itself refused', () => {
    const chart = testChart();
    const props = autoscaledProps({ minReplicas: 0, metrics: [QUEUE] });
    const define = () => new AutoscaledInference(chart, 'Classifier', props);
    expect(refused(define)).toEqual([['scaling/hpa-min-zero', 'minReplicas']]);
    KubernetesVersion.set(chart, '1.37');
    expect(refused(define)).toEqual([]);
    expect(refused(() => KubernetesVersion.set(chart, '1.36'))).toEqual([['app/kubernetes-version-late', 'version']]);
  });

  test('of a described workload is that of the workload', () => {
    const own = new Deployment(testChart(), 'Own', { containers: [{ image: 'a/b:1' }] });
    KubernetesVersion.set(ServedWorkload.of(own), '1.36');
    expect([own, ApiObject.of(own), ServedWorkload.of(own)].map((it) => KubernetesVersion.of(it)))
      .toEqual(['1.36', '1.36', '1.36']);
  });

  test('may be set for a chart behind constructs of another chart', () => {
    const app = Testing.app();
    const [first, second] = ['a', 'b'].map((id) => new Chart(app, id));
    KubernetesVersion.set(first, '1.37');
    new AutoscaledInference(first, 'Classifier', autoscaledProps());
    KubernetesVersion.set(second, '1.36');
    KubernetesVersion.set(app, '1.35');
    expect(KubernetesVersion.of(second)).toBe('1.36');
  });
});

describe('a property follows the version', () => {
  function behaves(version?: string, featureGates?: string[]) {
    const chart = testChart();
    if (version) KubernetesVersion.set(chart, version, { featureGates });
    return refused(() => new AutoscaledInference(chart, 'C', autoscaledProps({ behavior: TOLERANT })));
  }

  test('a tolerance needs 1.35, or its gate since 1.33', () => {
    const old = [['app/kubernetes-too-old', 'behavior.scaleUp.tolerance']];
    expect(['1.34', '1.35', '1.37', undefined].map((version) => behaves(version)))
      .toEqual([old, [], [], []]);
    expect(['1.32', '1.33', '1.34'].map((version) => behaves(version, ['HPAConfigurableTolerance'])))
      .toEqual([old, [], []]);
  });

  test.each<[string, (chart: Chart, accelerator: Accelerator) => unknown]>([
    ['a deployment', (chart, accelerator) => new InferenceDeployment(chart, 'C', deploymentProps({ accelerator }))],
    ['what is scaled', (chart, accelerator) => new AutoscaledInference(chart, 'C', autoscaledProps({ accelerator }))],
  ])('a claim of a device needs 1.34: %s', (_, make) => {
    const claimed = (version?: string) => {
      const chart = testChart();
      if (version !== undefined) KubernetesVersion.set(chart, version);
      return refused(() => make(chart, Accelerator.claim({ deviceClassName: 'gpu.nvidia.com' })));
    };
    expect(['1.33', '1.34', undefined].map(claimed)).toEqual([[['app/kubernetes-too-old', 'accelerator']], [], []]);
  });

  test('the refusal names the version that is set and the one that is needed', () => {
    const chart = testChart();
    KubernetesVersion.set(chart, '1.34');
    expect(() => new AutoscaledInference(chart, 'C', autoscaledProps({ behavior: TOLERANT })))
      .toThrow(/got 0\.05; needs Kubernetes 1\.35 or newer; 1\.34 is set here[\s\S]*HPAConfigurableTolerance/);
  });

  test('an InferenceDeployment without such a property is printed for every version', () => {
    const yaml = ['1.28', '1.37'].map((version) => {
      const app = new App();
      const chart = new Chart(app, 'chart');
      KubernetesVersion.set(chart, version);
      new InferenceDeployment(chart, 'Server', deploymentProps());
      return Testing.synth(chart);
    });
    expect(yaml[0]).toEqual(yaml[1]);
  });
});

describe('the rules follow the version', () => {
  const HPA = (apiVersion: string, spec: object) => ({
    apiVersion,
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'raw' },
    spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'elsewhere' }, maxReplicas: 3, ...spec },
  });

  function found(versions: Record<string, string>, object: any): Record<string, string[]> {
    const app = Testing.app();
    const charts = Object.entries(versions).map(([id, version]) => {
      const chart = new Chart(app, id, { namespace: id });
      if (version) KubernetesVersion.set(chart, version);
      new ApiObject(chart, 'Raw', object);
      return chart;
    });
    const rules = (chart: Chart) => InferenceRules.check(chart).map(({ rule }) => rule);
    return Object.fromEntries(charts.map((chart) => [
      chart.node.id, rules(chart).filter((rule) => rule !== 'scale-target-missing'),
    ]));
  }

  test('of each chart, in one app', () => {
    const apiVersion = 'flowcontrol.apiserver.k8s.io/v1beta3';
    const schema = { apiVersion, kind: 'FlowSchema', metadata: { name: 'raw' } };
    expect(found({ a: '1.31', b: '1.32', c: '' }, schema))
      .toEqual({ a: ['api-version-deprecated'], b: ['api-version-removed'], c: ['api-version-removed'] });
  });

  test('a minimum of zero', () => {
    const zero = HPA('autoscaling/v2', { minReplicas: 0, metrics: [QUEUE._render()] });
    expect(found({ a: '1.36', b: '1.37', c: '' }, zero))
      .toEqual({ a: ['hpa-limits-rejected'], b: [], c: [] });
  });

  test('a field that the version does not have', () => {
    const tolerant = HPA('autoscaling/v2', { behavior: TOLERANT._render(), metrics: [QUEUE._render()] });
    expect(found({ a: '1.34', b: '1.35', c: '' }, tolerant))
      .toEqual({ a: ['kubernetes-feature-missing'], b: [], c: [] });
  });
});
