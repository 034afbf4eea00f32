import { Chart } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { BJ, SH, bare, federated, raw, scaled, send, told, type Told } from './karmada';
import { KarmadaOverrider, ReplicaDivision, ScalingEngine, type AutoscaledInference, type Spoke } from '../../src';
import { find, refusal, synth, testChart, type ApiObject } from '../helpers';

const RETAIN = 'resourcetemplate.karmada.io/retain-replicas';
const DEADLINE = '/spec/progressDeadlineSeconds';
const SELECTOR = '/spec/template/spec/nodeSelector';
const { add, replace, remove, labels } = KarmadaOverrider;

type Rules = Array<[spokes: Spoke[], overriders: KarmadaOverrider[]]>;

/** What the app reports of overriders for one target of a model server, in one or more rules. */
function overridden(target: (it: AutoscaledInference) => any, rules: Rules, it = scaled()): Told[] {
  send([it], { overrides: rules.map(([spokes, overriders]) => ({ spokes, target: target(it), overriders })) });
  return told(Chart.of(it));
}

/** A finding in the overriders of one of the override policies. */
function wrong(code: string, policy: number, at: string, value: unknown): Told {
  return [code, `OverridePolicy vision/everywhere-${policy}`, `spec.overrideRules[0].overriders.${at}`, value];
}

const deployment = (it: AutoscaledInference) => it.deployment;
const autoscaler = (it: AutoscaledInference) => it.autoscaler;

describe('overriders fit the object as those before them made it', () => {
  test.each<[string, Rules]>([
    ['in one rule', [[[SH], [add(SELECTOR, {}), add(`${SELECTOR}/a`, 'b')]]]],
    ['in the next rule', [[[SH], [add(SELECTOR, {})]], [[SH], [add(`${SELECTOR}/a`, 'b')]]]],
    ['a path after labels, which Karmada sets first', [
      [[SH], [replace('/metadata/labels/x', 'z'), labels({ x: 'y' })]],
    ]],
  ])('%s', (_, rules) => {
    expect(overridden(deployment, rules)).toEqual([]);
  });

  test.each<[string, Rules, code: string, policy: number, at: string, path: string]>([
    ['but not in the one before', [[[SH], [add(`${SELECTOR}/a`, 'b')]], [[SH], [add(SELECTOR, {})]]],
      'karmada-override-not-applied', 0, 'plaintext[0].path', `${SELECTOR}/a`],
    ['and not in another cluster', [[[BJ], [add(SELECTOR, {})]], [[BJ, SH], [add(`${SELECTOR}/a`, 'b')]]],
      'karmada-override-not-applied', 1, 'plaintext[0].path', `${SELECTOR}/a`],
    ['reported once, also of several clusters', [[[BJ, SH], [remove('/spec/paused')]]],
      'karmada-override-not-applied', 0, 'plaintext[0].path', '/spec/paused'],
    ['not what was removed', [[[SH], [remove(DEADLINE), replace(DEADLINE, 5)]]],
      'karmada-override-not-applied', 0, 'plaintext[1].path', DEADLINE],
  ])('%s', (_, rules, code, policy, at, path) => {
    expect(overridden(deployment, rules)).toEqual([wrong(code, policy, at, path)]);
  });

  test('as it is at the end of the program', () => {
    const it = scaled();
    const overriders = [KarmadaOverrider.addArgs('late', ['--a'])];
    send([it], { overrides: [{ spokes: [SH], target: it.deployment, overriders }] });
    expect(told(Chart.of(it))).toEqual([
      wrong('karmada-override-without-effect', 0, 'argsOverrider[0].containerName', 'late'),
    ]);
    it.deployment.addContainer({ name: 'late', image: 'a/late:1', resources: { cpu: { request: Cpu.units(1) } } });
    expect(told(Chart.of(it))).toEqual([]);
  });

  test('and change nothing of what is printed', () => {
    const it = scaled();
    send([it], { overrides: [{ spokes: [SH], target: it.autoscaler, overriders: [replace('/spec/maxReplicas', 8)] }] });
    const printed = () => find(it, 'HorizontalPodAutoscaler').spec.maxReplicas;
    expect([printed(), printed()]).toEqual([4, 4]);
  });
});

describe('what a cluster gets of an autoscaler', () => {
  const limits = (kind: string, field: string, value: number): Told => (
    ['karmada-min-above-max', `${kind} vision/m`, `spec.${field}`, value]);
  const minimum = (value: number) => limits('HorizontalPodAutoscaler', 'minReplicas', value);

  test.each<[string, Rules, Told[]]>([
    ['a minimum above the maximum', [[[SH], [replace('/spec/minReplicas', 30)]]], [
      minimum(30),
    ]],
    ['a maximum below the minimum, by two rules',
      [[[SH], [replace('/spec/minReplicas', 3)]], [[BJ, SH], [replace('/spec/maxReplicas', 2)]]],
      [minimum(3)]],
    ['both', [[[SH], [replace('/spec/minReplicas', 30), replace('/spec/maxReplicas', 40)]]], []],
    ['a target of its own', [[[SH], [replace('/spec/metrics/0/resource/target/averageUtilization', 80)]]], []],
  ])('%s', (_, rules, expected) => {
    expect(overridden(autoscaler, rules)).toEqual(expected);
  });

  test('of KEDA: the same, and the message names both limits', () => {
    const it = scaled({ engine: ScalingEngine.keda() });
    expect(overridden(autoscaler, [[[SH], [replace('/spec/minReplicaCount', 5)]]], it)).toEqual([
      limits('ScaledObject', 'minReplicaCount', 5),
    ]);
    expect(refusal(() => synth(Chart.of(it)))).toContain('must not be above maxReplicaCount (4) in sh');
  });
});

describe('replicas that an autoscaler sets are not overridden', () => {
  const written = wrong('karmada-autoscaled-replicas-overridden', 0, 'plaintext[0]', 5);

  test('in a cluster, and from the hub', () => {
    expect(overridden(deployment, [[[SH], [add('/spec/replicas', 5)]]])).toEqual([written]);
    expect(overridden(deployment, [[[SH], [add('/spec/replicas', 5)]]], federated())).toEqual([written]);
  });

  test('those of others are', () => {
    const chart = testChart();
    const own = bare(chart, 'own', 2);
    const overrides = [{ spokes: [SH], target: own, overriders: [replace('/spec/replicas', 5)] }];
    send([own], { replicas: ReplicaDivision.weighted({ bj: 1, sh: 1 }), overrides });
    expect(told(chart)).toEqual([]);
  });
});

describe('the label by which Karmada retains replicas', () => {
  const missing = (value: unknown): Told => (
    ['karmada-retain-label-missing', 'Deployment vision/m', `metadata.labels["${RETAIN}"]`, value]);
  const unwanted: Told = [
    'karmada-retain-label-on-federated', 'Deployment vision/m', `metadata.labels["${RETAIN}"]`, 'true',
  ];
  const PATH = `/metadata/labels/${RETAIN.replace('/', '~1')}`;

  test.each<[string, KarmadaOverrider, string | undefined]>([
    ['removed', remove(PATH), undefined],
    ['with another value', labels({ [RETAIN]: 'True' }), 'True'],
    ['replaced with all labels', replace('/metadata/labels', { app: 'm' }), undefined],
  ])('is not %s in a cluster', (_, overrider, value) => {
    expect(overridden(deployment, [[[SH], [overrider]]])).toEqual([missing(value)]);
  });

  test('is not taken away by a label or a patch of the same object', () => {
    const own = scaled();
    own.deployment.metadata.addLabel(RETAIN, 'True');
    send([own]);
    expect(told(Chart.of(own))).toEqual([missing('True')]);
    const later = scaled();
    send([later]);
    later.deployment.metadata.addLabel(RETAIN, 'false');
    expect(told(Chart.of(later))).toEqual([missing('false')]);
  });

  test('may be given by the program itself', () => {
    const it = scaled();
    it.deployment.metadata.addLabel(RETAIN, 'true');
    send([it]);
    expect(told(Chart.of(it))).toEqual([]);
  });

  test('is not on what a FederatedHPA scales, by the program or by an override', () => {
    const it = federated();
    it.deployment.metadata.addLabel(RETAIN, 'true');
    send([it]);
    expect(told(Chart.of(it))).toEqual([unwanted]);
    expect(overridden(deployment, [[[SH], [labels({ [RETAIN]: 'true' })]]], federated())).toEqual([
      unwanted,
    ]);
  });

  test('may be set for one cluster on what nothing scales here', () => {
    const chart = testChart();
    const own = bare(chart, 'own', 2);
    send([own], { overrides: [{ spokes: [SH], target: own, overriders: [labels({ [RETAIN]: 'true' })] }] });
    expect(told(chart)).toEqual([]);
  });
});

describe('a claim', () => {
  const claim = (chart: Chart, storageClassName?: string): ApiObject => raw(chart, {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'models' },
    spec: { accessModes: ['ReadOnlyMany'], ...(storageClassName !== undefined && { storageClassName }) },
  });
  const classless: Told = [
    'karmada-claim-without-storage-class', 'PersistentVolumeClaim vision/models', 'spec.storageClassName', undefined,
  ];

  test.each<[string, string | undefined, Array<[Spoke[], string]>, Told[]]>([
    ['names its class', 'fast', [], []],
    ['may have none, said so', '', [], []],
    ['must say it', undefined, [], [classless]],
    ['may get it for each cluster', undefined, [[[BJ], 'a'], [[SH], 'b']], []],
    ['must get it for all', undefined, [[[BJ], 'a']], [classless]],
  ])('%s', (_, own, given, expected) => {
    const chart = testChart();
    const it = claim(chart, own);
    const overrides = given.map(([spokes, name]) => (
      { spokes, target: it, overriders: [add('/spec/storageClassName', name)] }));
    send([it], { overrides });
    expect(told(chart)).toEqual(expected);
  });
});
