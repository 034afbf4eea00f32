import { App, Chart, Duration } from 'cdk8s';
import { Node, type Pod } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { ScalingBehavior, ScalingMetric, SednaModel, type IPlacement } from '../../../src';
import { workerProblems } from '../../../src/sedna/worker/worker-problems';
import { jointProps } from '../../helpers';
import { CONTAINER, defineWorker, SIDES, testAccepted, testRefusals, type Row } from '../define-worker';

const METRICS = [ScalingMetric.cpuUtilization(50)];

const REFUSALS: Row[] = [
  ['no model', () => ({ model: undefined }), ['sedna/not-a-model', 'model']],
  ['a model that is null', () => ({ model: null }), ['sedna/not-a-model', 'model']],
  ['a model by its name', () => ({ model: 'little' }), ['sedna/not-a-model', 'model']],
  ['a model as the API writes it', () => ({ model: { name: 'little' } }), ['sedna/not-a-model', 'model']],
  ['a model whose name is no text', () => ({ model: { modelName: 7 } }), ['sedna/not-a-model', 'model']],
  ['a model that is no construct', () => ({ model: { modelName: 'helmet' } }), ['sedna/not-a-model', 'model']],
  [
    'a model of its own class, with a name and a URL that are none',
    (chart) => ({
      model: Object.assign(new Construct(chart, 'Own'), { modelName: 'Not A Name', modelUrl: 's3://b/%ff' }),
    }),
    ['validation/name', 'model.modelName'],
    ['sedna/model-url-not-utf-8', 'model.modelUrl'],
  ],
  ['a construct that is no model', (chart) => ({ model: chart }), ['sedna/not-a-model', 'model']],
  ['a placement by its name', () => ({ placement: 'edge' }), ['serving/wrong-type', 'placement']],
  ['a choice of nodes in place of a placement', () => ({ placement: { nodes: ['edgenode'] } }),
    ['serving/wrong-type', 'placement']],
  ['no numbers of replicas', () => ({ scaling: {} }),
    ['validation/integer', 'scaling.maxReplicas'],
    ['scaling/no-metric', 'scaling.metrics']],
  ['no replicas at most', () => ({ scaling: { maxReplicas: 0, metrics: METRICS } }),
    ['validation/integer', 'scaling.maxReplicas']],
  ['no replicas at least', () => ({ scaling: { maxReplicas: 2, minReplicas: 0, metrics: METRICS } }),
    ['scaling/hpa-min-zero', 'scaling.minReplicas']],
  [
    "more replicas at least than at most, which Sedna's schema admits",
    () => ({ scaling: { maxReplicas: 2, minReplicas: 3, metrics: METRICS } }),
    ['scaling/max-below-min', 'scaling.minReplicas'],
  ],
  ['no metric', () => ({ scaling: { maxReplicas: 2, metrics: [] } }), ['scaling/no-metric', 'scaling.metrics']],
  ['a metric as the API writes it', () => ({ scaling: { maxReplicas: 2, metrics: [{ type: 'Resource' }] } }),
    ['scaling/not-a-metric', 'scaling.metrics[0]']],
  ['a pace as the API writes it', () => ({ scaling: { maxReplicas: 2, metrics: METRICS, behavior: { scaleUp: {} } } }),
    ['scaling/not-a-behavior', 'scaling.behavior']],
  [
    'a tolerance up',
    () => ({
      scaling: { maxReplicas: 2, metrics: METRICS, behavior: ScalingBehavior.of({ scaleUp: { tolerance: 0.05 } }) },
    }),
    ['sedna/tolerance-unsupported', 'scaling.behavior.scaleUp.tolerance'],
  ],
  [
    'a tolerance in both directions, of nothing too',
    () => ({
      scaling: {
        maxReplicas: 2,
        metrics: METRICS,
        behavior: ScalingBehavior.of({ scaleUp: { tolerance: 0 }, scaleDown: { tolerance: 0.5 } }),
      },
    }),
    ['sedna/tolerance-unsupported', 'scaling.behavior.scaleUp.tolerance'],
    ['sedna/tolerance-unsupported', 'scaling.behavior.scaleDown.tolerance'],
  ],
  ['a grace of half a second', () => ({ terminationGracePeriod: Duration.millis(500) }),
    ['validation/seconds', 'terminationGracePeriod']],
  ['a priority class that none can be called', () => ({ priorityClassName: 'High!' }),
    ['validation/name', 'priorityClassName']],
  ['an empty priority class', () => ({ priorityClassName: '' }), ['validation/name', 'priorityClassName']],
  ['a runtime class that none can be called', () => ({ runtimeClassName: 'nvidia_runtime' }),
    ['validation/name', 'runtimeClassName']],
  ['a runtime class that is null', () => ({ runtimeClassName: null }), ['validation/name', 'runtimeClassName']],
  [
    'several things at once, in the order of the properties',
    () => ({
      model: undefined,
      container: undefined,
      placement: {},
      scaling: { maxReplicas: NaN, metrics: METRICS },
      terminationGracePeriod: Duration.millis(1),
      priorityClassName: '_',
      runtimeClassName: '.',
    }),
    ['sedna/not-a-model', 'model'],
    ['sedna/container-missing', 'container'],
    ['serving/wrong-type', 'placement'],
    ['validation/integer', 'scaling.maxReplicas'],
    ['validation/seconds', 'terminationGracePeriod'],
    ['validation/name', 'priorityClassName'],
    ['validation/name', 'runtimeClassName'],
  ],
  ['a placement that is null', () => ({ placement: null }), ['serving/wrong-type', 'placement']],
  ['an autoscaler that is null', () => ({ scaling: null }), ['sedna/scaling-invalid', 'scaling']],
  ['a number in place of an autoscaler', () => ({ scaling: 3 }), ['sedna/scaling-invalid', 'scaling']],
  ['a number of seconds', () => ({ terminationGracePeriod: 30 }), ['validation/duration', 'terminationGracePeriod']],
  [
    'switches by a text or a number',
    () => ({ spreadOverNodes: 'yes', exposed: 0, listenOnAllAddresses: 1, readinessProbe: 'false' }),
    ['validation/boolean', 'spreadOverNodes'],
    ['validation/boolean', 'exposed'],
    ['validation/boolean', 'listenOnAllAddresses'],
    ['validation/boolean', 'readinessProbe'],
  ],
];

testRefusals(REFUSALS, defineWorker);

test.each(SIDES)(
  'the %s worker is refused with a model of a chart in another namespace, by both namespaces',
  (type) => {
    const app = new App();
    const [models, services] = [
      ['models', 'models'],
      ['test', 'vision'],
    ].map(([id, namespace]) => new Chart(app, id, { namespace }));
    const model = new SednaModel(models, 'Model', { name: 'helmet', url: '/data/helmet/m.pb', format: 'pb' });
    const worker = { ...jointProps(services)[type], model };
    const problems = workerProblems(type, 'vision', worker);
    expect(problems.map(({ code, field, value, rule }) => [code, field, value, rule])).toEqual([
      ['sedna/model-in-other-namespace', 'model', 'helmet', 'must be in the namespace vision, not in models'],
    ]);
  },
);

testAccepted([
  [
    'a model that is defined elsewhere, of which the namespace is unknown',
    (chart) => ({ container: CONTAINER, model: SednaModel.fromModelName(chart, 'Elsewhere', 'helmet') }),
  ],
  [
    'a model of another chart in the same namespace',
    (chart) => {
      const models = new Chart(chart.node.root, 'models', { namespace: 'vision' });
      return { container: CONTAINER, model: new SednaModel(models, 'Model', { url: '/data/a/m', format: 'pb' }) };
    },
  ],
  [
    'a placement of any class',
    () => {
      const placement: IPlacement = {
        onEdge: true,
        placeOn: (pod) => (pod as Pod).scheduling.attract(Node.labeled()),
      };
      return { container: CONTAINER, placement };
    },
  ],
  [
    'the least that scales',
    () => ({ container: CONTAINER, scaling: { maxReplicas: 1, minReplicas: 1, metrics: METRICS } }),
  ],
  [
    'a pace without a tolerance',
    () => {
      const behavior = ScalingBehavior.of({ scaleDown: { stabilizationWindow: Duration.minutes(5) } });
      return { container: CONTAINER, scaling: { maxReplicas: 2, metrics: METRICS, behavior } };
    },
  ],
  [
    'Kubernetes\' own pace',
    () => {
      const behavior = ScalingBehavior.kubernetesDefault();
      return { container: CONTAINER, scaling: { maxReplicas: 2, metrics: METRICS, behavior } };
    },
  ],
  ['no grace period at all', () => ({ container: CONTAINER, terminationGracePeriod: Duration.seconds(0) })],
  [
    'classes of the cluster',
    () => ({ container: CONTAINER, priorityClassName: 'system-node-critical', runtimeClassName: 'a.b-c' }),
  ],
], defineWorker);
