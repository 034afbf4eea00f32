import { App, Chart, Duration } from 'cdk8s';
import { Deployment } from 'cdk8s-plus-27';
import { bare } from './karmada';
import { FederatedAutoscaler, ScalingBehavior, ScalingMetric, ScalingPolicy, type FederatedAutoscalerProps, type FederatedScheduleRule } from '../../src';
import { find, refusal, synth, testChart } from '../helpers';

const CPU = [ScalingMetric.cpuUtilization(60)];
const MORNING = { name: 'morning', schedule: '0 7 * * 1-5', minReplicas: 6 };

function autoscaler(changes: Partial<FederatedAutoscalerProps> = {}, chart: Chart = testChart()): FederatedAutoscaler {
  return new FederatedAutoscaler(chart, 'It', { target: bare(chart), maxReplicas: 20, metrics: CPU, ...changes });
}

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
        metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 60 } } }],
      },
    });
    expect([it.name, it.cron, it.node.defaultChild]).toEqual(['own', undefined, it.autoscaler]);
    expect(find(it, 'Deployment').spec).not.toHaveProperty('replicas');
  });

  test.each<[string, Partial<FederatedAutoscalerProps>, (o: any) => unknown, unknown]>([
    ['name', { name: 'global' }, (o) => o.metadata.name, 'global'],
    ['minReplicas', { minReplicas: 3 }, (o) => o.spec.minReplicas, 3],
    ['maxReplicas', { maxReplicas: 9 }, (o) => o.spec.maxReplicas, 9],
    ['metrics', { metrics: [ScalingMetric.pods('fps', '50')] }, (o) => o.spec.metrics, [{ type: 'Pods', pods: { metric: { name: 'fps' }, target: { type: 'AverageValue', averageValue: '50' } } }]],
    ['behavior', { behavior: ScalingBehavior.of({ scaleUp: { policies: [ScalingPolicy.pods(2, Duration.minutes(1))] } }) }, (o) => o.spec.behavior, { scaleUp: { policies: [{ type: 'Pods', value: 2, periodSeconds: 60 }] } }],
  ])('%s', (_, changes, read, expected) => {
    expect(read(find(autoscaler(changes), 'FederatedHPA'))).toEqual(expected);
    expect(read(find(autoscaler(), 'FederatedHPA'))).not.toEqual(expected);
  });

  test('a CronFederatedHPA for its schedule, of the FederatedHPA and beside it', () => {
    const it = autoscaler({ name: 'global', schedule: [MORNING, { name: 'Feier abend', schedule: '0 19 * * *', minReplicas: 2, maxReplicas: 8, timeZone: 'Asia/Shanghai', suspend: true }] });
    expect(find(it, 'CronFederatedHPA')).toEqual({
      apiVersion: 'autoscaling.karmada.io/v1alpha1',
      kind: 'CronFederatedHPA',
      metadata: { name: 'global', namespace: 'vision' },
      spec: {
        scaleTargetRef: { apiVersion: 'autoscaling.karmada.io/v1alpha1', kind: 'FederatedHPA', name: 'global' },
        rules: [
          { name: 'morning', schedule: '0 7 * * 1-5', targetMinReplicas: 6 },
          { name: 'Feier abend', schedule: '0 19 * * *', targetMinReplicas: 2, targetMaxReplicas: 8, timeZone: 'Asia/Shanghai', suspend: true },
        ],
      },
    });
    expect(it.cron?.kind).toBe('CronFederatedHPA');
  });

  test('into the namespace of the target, wherever it is declared', () => {
    const app = new App();
    const own: Deployment = bare(new Chart(app, 'services', { namespace: 'vision' }));
    const hub = new Chart(app, 'hub', { namespace: 'hub' });
    new FederatedAutoscaler(hub, 'It', { target: own, maxReplicas: 4, metrics: CPU, schedule: [{ ...MORNING, minReplicas: 2 }] });
    expect(synth(hub).map((o) => [o.kind, o.metadata.namespace])).toEqual([['FederatedHPA', 'vision'], ['CronFederatedHPA', 'vision']]);
  });
});

describe('FederatedAutoscaler refuses', () => {
  const said = (changes: Partial<Record<keyof FederatedAutoscalerProps, any>>) => {
    const chart = testChart();
    const lines = refusal(() => autoscaler(changes, chart))?.split('\n') ?? [];
    expect(chart.node.tryFindChild('It') === undefined).toBe(lines.length > 0);
    return lines.slice(1).map((l) => l.replace('  [test/It] ', ''));
  };

  const FHPA = ' (https://karmada.io/docs/userguide/autoscaling/federatedhpa/)';
  const REFUSED = 'Karmada\'s webhook would refuse it';
  const LATE = 'Karmada takes the rule, and fails when its time comes (ScaleFailed); give both limits';

  test.each<[string, Partial<Record<keyof FederatedAutoscalerProps, any>>, string[]]>([
    ['a target that is none', { target: 'own' }, ['target: got "own"; must be a scalable workload of cdk8s-plus — there is nothing to scale; give a Deployment or a StatefulSet']],
    ['a target with replicas of its own', { target: bare(testChart(), 'two', 2) }, ['target: got {"replicas":2}; must not have replicas of its own — every apply would reset the replicas that the autoscaler chose; remove replicas from the workload']],
    ['a most below the least', { minReplicas: 5, maxReplicas: 4 }, ['minReplicas: got 5; must not be above maxReplicas (4) — the API server would reject the autoscaler; lower minReplicas or raise maxReplicas']],
    ['no most', { maxReplicas: undefined }, ['maxReplicas: got undefined; must be a whole number of at least 1 — the API server would reject the autoscaler; give the most replicas that the nodes can hold']],
    ['no metric, for which Karmada fills one in', { metrics: [] }, ['metrics: got []; must hold at least one metric — the API server would quietly scale on 80 % CPU; say what the replicas follow, such as ScalingMetric.cpuUtilization(60)']],
    ['a metric from outside', { metrics: [...CPU, ScalingMetric.externalAverageValue('queue', '30')] }, [
      `metrics[1]: got "External"; is not read by a FederatedHPA — Karmada's webhook refuses it; use a metric of pods, of an object, CPU or memory${FHPA}`,
    ]],
    ['a tolerance, which Karmada drops', { behavior: ScalingBehavior.of({ scaleDown: { tolerance: 0.2 } }) }, [
      `behavior.scaleDown.tolerance: got 0.2; is not known to a FederatedHPA — Karmada's webhook drops it without a word; leave it out${FHPA}`,
    ]],
    ['a schedule without a rule', { schedule: [] }, ['schedule: got []; must hold at least one rule — Karmada takes it, and nothing ever happens; give a rule, or leave schedule out']],
    ['a schedule that is no list', { schedule: MORNING }, ['schedule: got {"name":"morning","schedule":"0 7 * * 1-5","minReplicas":6}; must hold at least one rule — Karmada takes it, and nothing ever happens; give a rule, or leave schedule out']],
    ['a rule that is none', { schedule: ['0 7 * * *'] }, [`schedule[0]: got "0 7 * * *"; must be a rule — ${REFUSED}; give name, schedule and limits`]],
  ])('%s', (_, changes, expected) => {
    expect(said(changes)).toEqual(expected);
  });

  const rule = (changes: Partial<Record<keyof FederatedScheduleRule, any>>) => ({ schedule: [{ ...MORNING, ...changes }] });
  const never = (got: string, why: string) => `schedule[0].schedule: got ${got}; ${why} — Karmada takes some of these, and never runs them; write it as 0 7 * * 1-5`;
  const zone = (got: string) => `schedule[0].timeZone: got ${got}; must be a name of the IANA database — Karmada knows no other; write it as Asia/Shanghai`;
  const FIVE = 'must have five fields: minute, hour, day of the month, month, day of the week';

  test.each<[string, Partial<Record<keyof FederatedAutoscalerProps, any>>, string[]]>([
    ['without a name', rule({ name: '' }), [`schedule[0].name: got ""; must have 1 to 32 characters — ${REFUSED}; give another name`]],
    ['with a name too long', rule({ name: 'n'.repeat(33) }), [`schedule[0].name: got "${'n'.repeat(33)}"; must have 1 to 32 characters — ${REFUSED}; give another name`]],
    ['with the name of another', { schedule: [MORNING, MORNING] }, [`schedule[1].name: got "morning"; is the name of another rule — ${REFUSED}; rename one`]],
    ['of six fields', rule({ schedule: '0 0 7 * * 1-5' }), [never('"0 0 7 * * 1-5"', FIVE)]],
    ['with an L', rule({ schedule: '0 0 L * *' }), [never('"0 0 L * *"', 'has a field that is no list of numbers from 1 to 31: L')]],
    ['that never comes', rule({ schedule: '0 0 30 2 *' }), [never('"0 0 30 2 *"', 'names a day that none of its months has')]],
    ['in a zone that has no place', rule({ timeZone: 'CST' }), [zone('"CST"')]],
    ['in a zone that is not', rule({ timeZone: 'Mars/X' }), [zone('"Mars/X"')]],
    ['in an empty zone', rule({ timeZone: '' }), [zone('""')]],
    ['that changes nothing', rule({ minReplicas: undefined }), [`schedule[0]: got "morning"; changes no limit — ${REFUSED}; give minReplicas or maxReplicas`]],
    ['with a least of 0', rule({ minReplicas: 0 }), [`schedule[0].minReplicas: got 0; must be a whole number of at least 1 — ${REFUSED}; give 1 or more`]],
    ['with a most of half a pod', rule({ maxReplicas: 6.5 }), [`schedule[0].maxReplicas: got 6.5; must be a whole number of at least 1 — ${REFUSED}; give 1 or more`]],
    ['with a least above its most', rule({ maxReplicas: 5 }), [`schedule[0].minReplicas: got 6; must not be above maxReplicas (5) — ${REFUSED}; lower minReplicas or raise maxReplicas`]],
    ['with a least above the autoscaler\'s most', { ...rule({}), maxReplicas: 4 }, [`schedule[0].minReplicas: got 6; is above the most replicas that the autoscaler leaves (4) — ${LATE}`]],
    ['with a most below the autoscaler\'s least', { ...rule({ minReplicas: undefined, maxReplicas: 2 }), minReplicas: 3 }, [`schedule[0].maxReplicas: got 2; is below the least replicas that the autoscaler leaves (3) — ${LATE}`]],
    ['that cannot follow another', { schedule: [MORNING, { name: 'night', schedule: '0 22 * * *', maxReplicas: 4 }] }, [
      `schedule[0].minReplicas: got 6; is above the most replicas that night leaves (4) — ${LATE}`,
      `schedule[1].maxReplicas: got 4; is below the least replicas that morning leaves (6) — ${LATE}`,
    ]],
  ])('a rule %s', (_, changes, expected) => {
    expect(said(changes)).toEqual(expected);
  });

  test.each<[string, FederatedScheduleRule[]]>([
    ['both limits', [MORNING, { name: 'night', schedule: '0 22 * * *', minReplicas: 1, maxReplicas: 6 }]],
    ['a name of 32 characters', [{ ...MORNING, name: 'n'.repeat(32) }]],
    ['another that rests', [MORNING, { name: 'night', schedule: '0 22 * * *', maxReplicas: 6, suspend: true }]],
  ])('no rule with %s', (_, schedule) => {
    expect(said({ schedule })).toEqual([]);
  });
});
