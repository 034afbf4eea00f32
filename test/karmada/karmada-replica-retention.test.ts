import { Chart } from 'cdk8s';
import { errors, raw, told } from './karmada';
import { KarmadaReplicaRetention, type KarmadaReplicaRetentionProps } from '../../src';
import { find, refused, synth, testChart } from '../helpers';

const KIND = 'ResourceInterpreterCustomization';
const made = (props?: KarmadaReplicaRetentionProps) => (
  find(new KarmadaReplicaRetention(testChart(), 'It', props), KIND));

describe('KarmadaReplicaRetention prints', () => {
  test('a script that keeps the replicas of a cluster, for all StatefulSets', () => {
    expect(made()).toEqual({
      apiVersion: 'config.karmada.io/v1alpha1',
      kind: 'ResourceInterpreterCustomization',
      metadata: { name: 'retain-replicas-statefulset' },
      spec: {
        target: { apiVersion: 'apps/v1', kind: 'StatefulSet' },
        customizations: {
          retention: {
            luaScript: 'function Retain(desiredObj, observedObj)\n'
              + '  desiredObj.spec.replicas = observedObj.spec.replicas\n'
              + '  return desiredObj\n'
              + 'end\n',
          },
        },
      },
    });
  });

  test('for another kind, under a name of its own', () => {
    const it = made({ apiVersion: 'apps.kruise.io/v1beta1', kind: 'StatefulSet' });
    expect(it.spec.target).toEqual({ apiVersion: 'apps.kruise.io/v1beta1', kind: 'StatefulSet' });
    expect(it.metadata).toEqual({ name: 'retain-replicas-statefulset.apps.kruise.io' });
    expect(made({ kind: 'ReplicaSet' }).metadata.name).toBe('retain-replicas-replicaset');
    const controller = made({ apiVersion: 'v1', kind: 'ReplicationController' });
    expect(controller.metadata.name).toBe('retain-replicas-replicationcontroller.v1');
  });

  test('two kinds of one name beside each other', () => {
    const chart = testChart();
    new KarmadaReplicaRetention(chart, 'A');
    new KarmadaReplicaRetention(chart, 'B', { apiVersion: 'apps.kruise.io/v1beta1' });
    expect(synth(chart)).toHaveLength(2);
  });
});

describe('KarmadaReplicaRetention refuses', () => {
  test.each<[string, any, [code: string, field: string]]>([
    ['a Deployment, which has a label', { kind: 'Deployment' }, ['karmada/retention-of-deployment', 'kind']],
    ['a kind without replicas', { kind: 'DaemonSet' }, ['karmada/kind-without-replicas', 'kind']],
    ['a Job', { apiVersion: 'batch/v1', kind: 'Job' }, ['karmada/kind-without-replicas', 'kind']],
    ['a kind in small letters', { kind: 'statefulset' }, ['karmada/kind-invalid', 'kind']],
    ['a kind with an underscore, which no name may have', { kind: 'My_Set' }, ['karmada/kind-invalid', 'kind']],
    ['a kind in a list', { kind: ['StatefulSet'] }, ['karmada/kind-invalid', 'kind']],
    ['a kind that is null', { kind: null }, ['karmada/kind-invalid', 'kind']],
    ['a group without a version', { apiVersion: 'apps' }, ['karmada/api-version-invalid', 'apiVersion']],
    ['a version without its letter', { apiVersion: 'apps/1' }, ['karmada/api-version-invalid', 'apiVersion']],
    ['a version in a list', { apiVersion: ['apps/v1'] }, ['karmada/api-version-invalid', 'apiVersion']],
    ['a long version', { apiVersion: `${'a.-'.repeat(100_000)}!` }, ['karmada/api-version-invalid', 'apiVersion']],
  ])('%s, and leaves nothing behind', (_, props, expected) => {
    const chart = testChart();
    expect(refused(() => new KarmadaReplicaRetention(chart, 'It', props))).toEqual([expected]);
    expect(chart.node.children).toEqual([]);
  });

  const conflict = (later: string) => [
    'karmada-retention-conflict', `ResourceInterpreterCustomization ${later}`, 'spec.customizations.retention',
    'StatefulSet',
  ];

  /** A customization of StatefulSets that is written by hand. */
  function byHand(chart: Chart, customizations: object): void {
    const target = { apiVersion: 'apps/v1', kind: 'StatefulSet' };
    raw(chart, {
      apiVersion: 'config.karmada.io/v1alpha1',
      kind: KIND,
      metadata: { name: 'hand' },
      spec: { target, customizations },
    });
  }

  test('a second one for a kind', () => {
    const chart = testChart();
    new KarmadaReplicaRetention(chart, 'A');
    new KarmadaReplicaRetention(chart, 'B');
    expect(errors(chart)).toEqual(['duplicate-object']);
  });

  test.each([true, false])('one beside another written by hand, that coming first: %p', (first) => {
    const chart = testChart();
    if (first) byHand(chart, { retention: { luaScript: '' } });
    new KarmadaReplicaRetention(chart, 'A');
    if (!first) byHand(chart, { retention: { luaScript: '' } });
    expect(told(chart)).toEqual([conflict(first ? 'retain-replicas-statefulset' : 'vision/hand')]);
  });

  test('none beside another that does something else', () => {
    const chart = testChart();
    byHand(chart, { replicaResource: { luaScript: '' } });
    new KarmadaReplicaRetention(chart, 'A');
    expect(told(chart)).toEqual([]);
  });
});

test('the properties may be null, as other languages write them', () => {
  expect(new KarmadaReplicaRetention(testChart(), 'R', null as any).apiObject.name).toBe('retain-replicas-statefulset');
});
