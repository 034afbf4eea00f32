import { App, Chart, Duration } from 'cdk8s';
import { Deployment } from 'cdk8s-plus-27';
import { bare } from './karmada';
import {
  FederatedAutoscaler, ModelServer, ScalingBehavior, ScalingMetric, ScalingPolicy, ServedWorkload,
  type FederatedAutoscalerProps,
} from '../../src';
import { find, refused, synth, testChart } from '../helpers';

const CPU = [ScalingMetric.cpuUtilization(60)];
const FAST = ScalingBehavior.of({ scaleUp: { policies: [ScalingPolicy.pods(2, Duration.minutes(1))] } });
const NIGHT = { name: 'night', schedule: '0 22 * * *', maxReplicas: 2 };
const MORNING = { name: 'morning', schedule: '0 7 * * 1-5', minReplicas: 6 };

function autoscaler(changes: Partial<FederatedAutoscalerProps> = {}, chart: Chart = testChart()): FederatedAutoscaler {
  return new FederatedAutoscaler(chart, 'It', { target: bare(chart), maxReplicas: 20, metrics: CPU, ...changes });
}

test('a workload that is described knows its FederatedAutoscaler', () => {
  const chart = testChart();
  const containers = [{ name: 'main', image: 'a/b:1', ports: [{ number: 8080 }] }];
  const own = new Deployment(chart, 'Own', { metadata: { name: 'own' }, containers });
  const server = ModelServer.custom({ image: 'a/b:1', httpPort: 8080, computeThreads: 1 });
  const target = ServedWorkload.of(own, { server });
  new FederatedAutoscaler(chart, 'Scaler', { target, name: 'all', maxReplicas: 9, metrics: CPU });
  expect([target.autoscalerName, target.scalingMetrics]).toEqual(['all', CPU]);
  expect(find(chart, 'FederatedHPA').spec.scaleTargetRef.name).toBe('own');
});

describe('FederatedAutoscaler prints', () => {
  test('a FederatedHPA of the target, under its name', () => {
    const it = autoscaler();
    expect(find(it, 'FederatedHPA')).toEqual({
      apiVersion: 'autoscaling.karmada.io/v1alpha1',
      kind: 'FederatedHPA',
      metadata: { name: 'own', namespace: 'vision' },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'own' },
        minReplicas: 1,
        maxReplicas: 20,
        metrics: [
          { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 60 } } },
        ],
      },
    });
    expect([it.name, it.cron, it.node.defaultChild]).toEqual(['own', undefined, it.autoscaler]);
    expect(find(it, 'Deployment').spec).not.toHaveProperty('replicas');
  });

  test.each<[string, Partial<FederatedAutoscalerProps>, (o: any) => unknown, unknown]>([
    ['name', { name: 'global' }, (o) => o.metadata.name, 'global'],
    ['minReplicas', { minReplicas: 3 }, (o) => o.spec.minReplicas, 3],
    ['maxReplicas', { maxReplicas: 9 }, (o) => o.spec.maxReplicas, 9],
    ['metrics', { metrics: [ScalingMetric.pods('fps', '50')] }, (o) => o.spec.metrics, [
      { type: 'Pods', pods: { metric: { name: 'fps' }, target: { type: 'AverageValue', averageValue: '50' } } },
    ]],
    ['behavior', { behavior: FAST }, (o) => o.spec.behavior, {
      scaleUp: { policies: [{ type: 'Pods', value: 2, periodSeconds: 60 }] },
    }],
  ])('%s', (_, changes, read, expected) => {
    expect(read(find(autoscaler(changes), 'FederatedHPA'))).toEqual(expected);
    expect(read(find(autoscaler(), 'FederatedHPA'))).not.toEqual(expected);
  });

  test('a CronFederatedHPA for its schedule, of the FederatedHPA and beside it', () => {
    const limits = { minReplicas: 2, maxReplicas: 8, suspend: true };
    const evening = { name: 'Feier abend', schedule: '0 19 * * *', timeZone: 'Asia/Shanghai', ...limits };
    const it = autoscaler({ name: 'global', schedule: [MORNING, evening] });
    expect(find(it, 'CronFederatedHPA')).toEqual({
      apiVersion: 'autoscaling.karmada.io/v1alpha1',
      kind: 'CronFederatedHPA',
      metadata: { name: 'global', namespace: 'vision' },
      spec: {
        scaleTargetRef: { apiVersion: 'autoscaling.karmada.io/v1alpha1', kind: 'FederatedHPA', name: 'global' },
        rules: [
          { name: 'morning', schedule: '0 7 * * 1-5', targetMinReplicas: 6 },
          {
            name: 'Feier abend',
            schedule: '0 19 * * *',
            targetMinReplicas: 2,
            targetMaxReplicas: 8,
            timeZone: 'Asia/Shanghai',
            suspend: true,
          },
        ],
      },
    });
    expect(it.cron?.kind).toBe('CronFederatedHPA');
  });

  test('into the namespace of the target, wherever it is declared', () => {
    const app = new App();
    const own: Deployment = bare(new Chart(app, 'services', { namespace: 'vision' }));
    const hub = new Chart(app, 'hub', { namespace: 'hub' });
    const schedule = [{ ...MORNING, minReplicas: 2 }];
    new FederatedAutoscaler(hub, 'It', { target: own, maxReplicas: 4, metrics: CPU, schedule });
    expect(synth(hub).map((o) => [o.kind, o.metadata.namespace])).toEqual([
      ['FederatedHPA', 'vision'], ['CronFederatedHPA', 'vision'],
    ]);
  });
});

describe('FederatedAutoscaler refuses', () => {
  test.each<[string, Partial<Record<keyof FederatedAutoscalerProps, any>>, [code: string, field: string]]>([
    ['a target that is none', { target: 'own' }, ['scaling/target-not-scalable', 'target']],
    ['a target with its own replicas', { target: bare(testChart(), 'two', 2) }, [
      'scaling/target-has-replicas', 'target',
    ]],
    ['a maximum below the minimum', { minReplicas: 5, maxReplicas: 4 }, ['scaling/max-below-min', 'minReplicas']],
    ['no maximum', { maxReplicas: undefined }, ['validation/integer', 'maxReplicas']],
    ['no metric, for which Karmada fills one in', { metrics: [] }, ['scaling/no-metric', 'metrics']],
    ['an external metric', { metrics: [...CPU, ScalingMetric.externalAverageValue('queue', '30')] }, [
      'scaling/federated-external-metric', 'metrics[1]',
    ]],
    ['a tolerance, which Karmada drops', { behavior: ScalingBehavior.of({ scaleDown: { tolerance: 0.2 } }) }, [
      'scaling/federated-tolerance', 'behavior.scaleDown.tolerance',
    ]],
    ['a schedule without a rule', { schedule: [] }, ['karmada/no-schedule-rules', 'schedule']],
    ['a rule below the minimum', { minReplicas: 3, schedule: [NIGHT] }, [
      'karmada/schedule-max-below-current-min', 'schedule[0].maxReplicas',
    ]],
  ])('%s, and leaves nothing behind', (_, changes, expected) => {
    const chart = testChart();
    expect(refused(() => autoscaler(changes, chart))).toEqual([expected]);
    expect(chart.node.tryFindChild('It')).toBeUndefined();
  });
});

test.each([undefined, null, {}])('%j are no properties of an autoscaler', (props) => {
  expect(refused(() => new FederatedAutoscaler(testChart(), 'F', props as any)).map(([, field]) => field)).toEqual([
    'target', 'maxReplicas', 'metrics',
  ]);
});

test.each(['x', 7, true, []])('%j is no object of properties for an autoscaler', (props) => {
  const attempt = () => new FederatedAutoscaler(testChart(), 'F', props as any);
  expect(refused(attempt)).toEqual([['validation/type', 'props']]);
});

test('properties may be inherited', () => {
  const chart = testChart();
  const props = Object.create({ target: bare(chart), name: 'all', maxReplicas: 9, metrics: CPU });
  expect(new FederatedAutoscaler(chart, 'It', props).name).toBe('all');
});
