import { PercentOrAbsolute } from 'cdk8s-plus-27';
import { AutoscaledInference, InferenceDeployment, type DisruptionBudgetOptions } from '../../src';
import { autoscaledProps, deploymentProps, find, refusal, synth, testChart } from '../helpers';

function budget(options?: DisruptionBudgetOptions, replicas = 3): any {
  return find(new InferenceDeployment(testChart(), 'M', deploymentProps({ replicas, disruptionBudget: options })), 'PodDisruptionBudget');
}

const BOUND = (options: DisruptionBudgetOptions, replicas?: number) => {
  const { minAvailable, maxUnavailable } = budget(options, replicas).spec;
  return { minAvailable, maxUnavailable };
};

test('a drain takes one pod at a time, and always one that never became ready', () => {
  expect(budget()).toEqual({
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'm', namespace: 'vision', labels: { app: 'm' } },
    spec: { maxUnavailable: 1, selector: { matchLabels: { app: 'm' } }, unhealthyPodEvictionPolicy: 'AlwaysAllow' },
  });
});

test.each<[DisruptionBudgetOptions, object]>([
  [{}, { maxUnavailable: 1 }],
  [{ maxUnavailable: PercentOrAbsolute.absolute(2) }, { maxUnavailable: 2 }],
  [{ maxUnavailable: PercentOrAbsolute.percent(25) }, { maxUnavailable: '25%' }],
  [{ maxUnavailable: PercentOrAbsolute.percent(100) }, { maxUnavailable: '100%' }],
  [{ minAvailable: PercentOrAbsolute.absolute(2) }, { minAvailable: 2 }],
  [{ minAvailable: PercentOrAbsolute.absolute(0) }, { minAvailable: 0 }],
  [{ minAvailable: PercentOrAbsolute.percent(50) }, { minAvailable: '50%' }],
])('%j becomes %j and no other bound', (options, expected) => expect(BOUND(options)).toEqual(expected));

describe('what blocks every drain stops the synth', () => {
  const stopped = (options: DisruptionBudgetOptions, replicas: number) => refusal(() => budget(options, replicas));
  const URL = 'https://kubernetes.io/docs/tasks/run-application/configure-pdb/';

  test('as many pods to stay as there are', () => {
    expect(stopped({ minAvailable: PercentOrAbsolute.absolute(1) }, 1)).toBe([
      'Validation failed with the following errors:',
      '  [test/M] PodDisruptionBudget m spec.minAvailable: got 1; must be below the 1 replica(s) that Deployment vision/m has at least — while there are no more, no pod may be evicted, so draining a node never ends; use maxUnavailable: 1, which follows the replicas (' + URL + ') [pdb-blocks-drain]',
    ].join('\n'));
    expect(stopped({ minAvailable: PercentOrAbsolute.absolute(1) }, 2)).toBeUndefined();
  });

  test('none to miss', () => {
    expect(stopped({ maxUnavailable: PercentOrAbsolute.absolute(0) }, 2)).toBe([
      'Validation failed with the following errors:',
      '  [test/M] PodDisruptionBudget m spec.maxUnavailable: got 0; must be above 0 — no pod may be evicted, so draining a node never ends; use maxUnavailable: 1 (' + URL + ') [pdb-blocks-drain]',
    ].join('\n'));
  });

  test('under an autoscaler the least number of replicas counts', () => {
    const scaled = (minReplicas: number) => () => synth(new AutoscaledInference(testChart(), 'M', autoscaledProps({
      minReplicas, disruptionBudget: { minAvailable: PercentOrAbsolute.absolute(2) },
    })).node.scope as never);
    expect(refusal(scaled(2))).toContain('must be below the 2 replica(s) that Deployment vision/m has at least');
    expect(refusal(scaled(3))).toBeUndefined();
  });
});
