import { Chart } from 'cdk8s';
import { raw, told } from './karmada';
import { KarmadaReplicaRetention, type KarmadaReplicaRetentionProps } from '../../src';
import { find, refusal, synth, testChart } from '../helpers';

const made = (props?: KarmadaReplicaRetentionProps) => find(new KarmadaReplicaRetention(testChart(), 'It', props), 'ResourceInterpreterCustomization');

describe('KarmadaReplicaRetention prints', () => {
  test('a script that keeps the replicas of a cluster, for all StatefulSets', () => {
    expect(made()).toEqual({
      apiVersion: 'config.karmada.io/v1alpha1',
      kind: 'ResourceInterpreterCustomization',
      metadata: { name: 'retain-replicas-statefulset' },
      spec: {
        target: { apiVersion: 'apps/v1', kind: 'StatefulSet' },
        customizations: { retention: { luaScript: 'function Retain(desiredObj, observedObj)\n  desiredObj.spec.replicas = observedObj.spec.replicas\n  return desiredObj\nend\n' } },
      },
    });
  });

  test('for another kind, under a name of its own', () => {
    const it = made({ apiVersion: 'apps.kruise.io/v1beta1', kind: 'StatefulSet' });
    expect([it.spec.target, it.metadata]).toEqual([{ apiVersion: 'apps.kruise.io/v1beta1', kind: 'StatefulSet' }, { name: 'retain-replicas-statefulset.apps.kruise.io' }]);
    expect(made({ kind: 'ReplicaSet' }).metadata.name).toBe('retain-replicas-replicaset');
    expect(made({ apiVersion: 'v1', kind: 'ReplicationController' }).metadata.name).toBe('retain-replicas-replicationcontroller.v1');
  });

  test('two kinds of one name beside each other', () => {
    const chart = testChart();
    new KarmadaReplicaRetention(chart, 'A');
    new KarmadaReplicaRetention(chart, 'B', { apiVersion: 'apps.kruise.io/v1beta1' });
    expect(synth(chart)).toHaveLength(2);
  });
});

describe('KarmadaReplicaRetention refuses', () => {
  const malformed = (got: string) => `kind: got "${got}"; must be a kind with its version — Karmada would find no object of it; write them as apps/v1 and StatefulSet`;
  const none = (got: string) => `kind: got "${got}"; has no spec.replicas — there would be nothing to leave alone; leave it out`;

  test.each<[string, KarmadaReplicaRetentionProps, string]>([
    ['a Deployment, which has a label', { kind: 'Deployment' }, 'kind: got "Deployment"; has a label for it — KarmadaPropagation sets it on what is scaled, and others keep their replicas; leave it out'],
    ['a kind without replicas', { kind: 'DaemonSet' }, none('DaemonSet')],
    ['a Job', { apiVersion: 'batch/v1', kind: 'Job' }, none('Job')],
    ['a kind in small letters', { kind: 'statefulset' }, malformed('apps/v1 statefulset')],
    ['a kind with an underscore, which no name may have', { kind: 'My_Set' }, malformed('apps/v1 My_Set')],
    ['a group without a version', { apiVersion: 'apps' }, malformed('apps StatefulSet')],
    ['a version without its letter', { apiVersion: 'apps/1' }, malformed('apps/1 StatefulSet')],
  ])('%s', (_, props, expected) => {
    const chart = testChart();
    expect(refusal(() => new KarmadaReplicaRetention(chart, 'It', props))).toBe(`KarmadaReplicaRetention cannot be defined:\n  [test/It] ${expected}`);
    expect(chart.node.children).toEqual([]);
  });

  const rival = (name: string) => `kind: got "StatefulSet"; is told to Karmada by ${name} already — its webhook refuses a second one (conflicting with InterpreterOperation); keep one of them`;
  const byHand = (chart: Chart, customizations: object) => raw(chart, { apiVersion: 'config.karmada.io/v1alpha1', kind: 'ResourceInterpreterCustomization', metadata: { name: 'hand' }, spec: { target: { apiVersion: 'apps/v1', kind: 'StatefulSet' }, customizations } });

  test('a second one for a kind', () => {
    const chart = testChart();
    new KarmadaReplicaRetention(chart, 'A');
    new KarmadaReplicaRetention(chart, 'B');
    expect(told(chart)).toEqual([rival('retain-replicas-statefulset')]);
  });

  test.each([true, false])('one beside another written by hand, that coming first: %p', (first) => {
    const chart = testChart();
    if (first) byHand(chart, { retention: { luaScript: '' } });
    new KarmadaReplicaRetention(chart, 'A');
    if (!first) byHand(chart, { retention: { luaScript: '' } });
    expect(told(chart)).toEqual([rival('hand')]);
  });

  test('none beside another that does something else', () => {
    const chart = testChart();
    byHand(chart, { replicaResource: { luaScript: '' } });
    new KarmadaReplicaRetention(chart, 'A');
    expect(told(chart)).toEqual([]);
  });
});
