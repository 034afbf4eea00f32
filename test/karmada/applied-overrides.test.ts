import { Chart } from 'cdk8s';
import { BJ, SH, bare, federated, raw, scaled, send, told } from './karmada';
import { KarmadaOverrider, ReplicaDivision, ScalingEngine, type AutoscaledInference, type Spoke } from '../../src';
import { find, testChart, type ApiObject } from '../helpers';

const SOURCE = ' (https://karmada.io/docs/userguide/scheduling/override-policy/)';
const RETAIN = 'resourcetemplate.karmada.io/retain-replicas';
const { add, replace, remove, labels } = KarmadaOverrider;

/** What a synth says of overriders for one target of a model server, in one or more rules. */
function overridden(target: (it: AutoscaledInference) => any, rules: Array<[Spoke[], KarmadaOverrider[]]>, it = scaled()): string[] {
  send([it], { overrides: rules.map(([spokes, overriders]) => ({ spokes, target: target(it), overriders })) });
  return told(Chart.of(it));
}

const deployment = (it: AutoscaledInference) => it.deployment;
const autoscaler = (it: AutoscaledInference) => it.autoscaler;
const SELECTOR = '/spec/template/spec/nodeSelector';

describe('overriders fit the object as those before them made it', () => {
  const absent = (at: string, path: string) => `${at}.path: got "${path}"; is not in Deployment m — Karmada would send it to no cluster of the rule; correct the path${SOURCE}`;

  test.each<[string, Array<[Spoke[], KarmadaOverrider[]]>, string[]]>([
    ['in one rule', [[[SH], [add(SELECTOR, {}), add(`${SELECTOR}/a`, 'b')]]], []],
    ['in the next rule', [[[SH], [add(SELECTOR, {})]], [[SH], [add(`${SELECTOR}/a`, 'b')]]], []],
    ['but not in the one before', [[[SH], [add(`${SELECTOR}/a`, 'b')]], [[SH], [add(SELECTOR, {})]]], [absent('overrides[0].overriders[0]', `${SELECTOR}/a`)]],
    ['and not in another cluster', [[[BJ], [add(SELECTOR, {})]], [[BJ, SH], [add(`${SELECTOR}/a`, 'b')]]], [absent('overrides[1].overriders[0]', `${SELECTOR}/a`)]],
    ['told once, also of several clusters', [[[BJ, SH], [remove('/spec/paused')]]], [absent('overrides[0].overriders[0]', '/spec/paused')]],
    ['a path after labels, which Karmada sets first', [[[SH], [replace('/metadata/labels/x', 'z'), labels({ x: 'y' })]]], []],
    ['not what was removed', [[[SH], [remove('/spec/progressDeadlineSeconds'), replace('/spec/progressDeadlineSeconds', 5)]]], [
      `overrides[0].overriders[1].path: got "/spec/progressDeadlineSeconds"; is not in Deployment m — Karmada would send it to no cluster of the rule; use KarmadaOverrider.add${SOURCE}`,
    ]],
  ])('%s', (_, rules, expected) => {
    expect(overridden(deployment, rules)).toEqual(expected);
  });

  test('as it is at the end of the program', () => {
    const it = scaled();
    send([it], { overrides: [{ spokes: [SH], target: it.deployment, overriders: [KarmadaOverrider.addArgs('late', ['--a'])] }] });
    expect(told(Chart.of(it))).toEqual([`overrides[0].overriders[0].containerName: got "late"; is no container of Deployment m — it would change nothing, without a word; name one of its containers${SOURCE}`]);
    it.deployment.addContainer({ name: 'late', image: 'a/late:1', resources: { cpu: {} as any } });
    expect(told(Chart.of(it))).toEqual([]);
  });

  test('and change nothing of what is printed', () => {
    const it = scaled();
    send([it], { overrides: [{ spokes: [SH], target: it.autoscaler, overriders: [replace('/spec/maxReplicas', 8)] }] });
    expect([find(it, 'HorizontalPodAutoscaler').spec.maxReplicas, find(it, 'HorizontalPodAutoscaler').spec.maxReplicas]).toEqual([4, 4]);
  });
});

describe('what a cluster gets of an autoscaler', () => {
  const limits = (got: string, least: string, most: string) => `overrides: got "${got}"; has ${least} above ${most} — the cluster would reject the object (SyncFailed); override both`;

  test.each<[string, Array<[Spoke[], KarmadaOverrider[]]>, string[]]>([
    ['a least above the most', [[[SH], [replace('/spec/minReplicas', 30)]]], [limits('HorizontalPodAutoscaler m in sh: 30', 'minReplicas', 'maxReplicas (4)')]],
    ['a most below the least, by two rules', [[[SH], [replace('/spec/minReplicas', 3)]], [[BJ, SH], [replace('/spec/maxReplicas', 2)]]], [limits('HorizontalPodAutoscaler m in sh: 3', 'minReplicas', 'maxReplicas (2)')]],
    ['both', [[[SH], [replace('/spec/minReplicas', 30), replace('/spec/maxReplicas', 40)]]], []],
    ['a target of its own', [[[SH], [replace('/spec/metrics/0/resource/target/averageUtilization', 80)]]], []],
  ])('%s', (_, rules, expected) => {
    expect(overridden(autoscaler, rules)).toEqual(expected);
  });

  test('of KEDA: the same', () => {
    const it = scaled({ engine: ScalingEngine.keda() });
    expect(overridden(autoscaler, [[[SH], [replace('/spec/minReplicaCount', 5)]]], it)).toEqual([limits('ScaledObject m in sh: 5', 'minReplicaCount', 'maxReplicaCount (4)')]);
  });
});

describe('replicas that an autoscaler writes are not overridden', () => {
  const written = (got: string) => `overrides: got "${got}"; has replicas that an autoscaler writes — one of the two would have no effect; override the autoscaler's limits`;

  test('in a cluster, and from the hub', () => {
    expect(overridden(deployment, [[[SH], [add('/spec/replicas', 5)]]])).toEqual([written('Deployment m in sh')]);
    expect(overridden(deployment, [[[SH], [add('/spec/replicas', 5)]]], federated())).toEqual([written('Deployment m in sh')]);
  });

  test('those of others are', () => {
    const chart = testChart();
    const own = bare(chart, 'own', 2);
    send([own], { replicas: ReplicaDivision.weighted({ bj: 1, sh: 1 }), overrides: [{ spokes: [SH], target: own, overriders: [replace('/spec/replicas', 5)] }] });
    expect(told(chart)).toEqual([]);
  });
});

describe('the label that keeps Karmada from writing replicas', () => {
  const needed = (where: string, got: string) => `metadata.labels["${RETAIN}"] of ${where}: got ${got}; must be "true" — Karmada and the autoscaler in the cluster would write its replicas in turn, without end; leave the label to KarmadaPropagation`;
  const unwanted = (where: string, got: string) => `metadata.labels["${RETAIN}"] of ${where}: got ${got}; must not be on what a federated autoscaler scales — the clusters keep their replicas, and the hub counts up to maxReplicas; remove the label`;
  const PATH = `/metadata/labels/${RETAIN.replace('/', '~1')}`;

  test.each<[string, KarmadaOverrider, string]>([
    ['removed', remove(PATH), 'undefined'],
    ['with another value', labels({ [RETAIN]: 'True' }), '"True"'],
    ['replaced with all labels', replace('/metadata/labels', { app: 'm' }), 'undefined'],
  ])('is not %s in a cluster', (_, overrider, got) => {
    expect(overridden(deployment, [[[SH], [overrider]]])).toEqual([needed('Deployment m in sh', got)]);
  });

  test('is not taken away by a label or a patch of the same object', () => {
    const own = scaled();
    own.deployment.metadata.addLabel(RETAIN, 'True');
    send([own]);
    expect(told(Chart.of(own))).toEqual([needed('Deployment m', '"True"')]);
    const later = scaled();
    send([later]);
    later.deployment.metadata.addLabel(RETAIN, 'false');
    expect(told(Chart.of(later))).toEqual([needed('Deployment m', '"false"')]);
  });

  test('may be given by the program itself', () => {
    const it = scaled();
    it.deployment.metadata.addLabel(RETAIN, 'true');
    send([it]);
    expect(told(Chart.of(it))).toEqual([]);
  });

  test('is not on what a federated autoscaler scales, by the program or by an override', () => {
    const it = federated();
    it.deployment.metadata.addLabel(RETAIN, 'true');
    send([it]);
    expect(told(Chart.of(it))).toEqual([unwanted('Deployment m', '"true"')]);
    expect(overridden(deployment, [[[SH], [labels({ [RETAIN]: 'true' })]]], federated())).toEqual([unwanted('Deployment m in sh', '"true"')]);
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
    apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'models' }, spec: { accessModes: ['ReadOnlyMany'], ...(storageClassName !== undefined && { storageClassName }) },
  });
  const classless = (where: string) => `of: got "${where}"; must name its storageClassName — the cluster fills one in, and Karmada tries to take it back for ever (SyncFailed); give it`;

  test.each<[string, string | undefined, Array<[Spoke[], string]>, string[]]>([
    ['names its class', 'fast', [], []],
    ['may have none, said so', '', [], []],
    ['must say it', undefined, [], [classless('PersistentVolumeClaim models')]],
    ['may get it for each cluster', undefined, [[[BJ], 'a'], [[SH], 'b']], []],
    ['must get it for all', undefined, [[[BJ], 'a']], [classless('PersistentVolumeClaim models in sh')]],
  ])('%s', (_, own, given, expected) => {
    const chart = testChart();
    const it = claim(chart, own);
    send([it], { overrides: given.map(([spokes, name]) => ({ spokes, target: it, overriders: [add('/spec/storageClassName', name)] })) });
    expect(told(chart)).toEqual(expected);
  });
});
