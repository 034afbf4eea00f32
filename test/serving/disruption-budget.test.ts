import { PercentOrAbsolute } from 'cdk8s-plus-27';
import { AutoscaledInference, InferenceDeployment, type DisruptionBudgetOptions } from '../../src';
import { autoscaledProps, deploymentProps, find, testChart, warned } from '../helpers';

function budget(options?: DisruptionBudgetOptions): any {
  const props = deploymentProps({ replicas: 3, disruptionBudget: options });
  return find(new InferenceDeployment(testChart(), 'M', props), 'PodDisruptionBudget');
}

function bound(options: DisruptionBudgetOptions): object {
  const { minAvailable, maxUnavailable } = budget(options).spec;
  return { minAvailable, maxUnavailable };
}

test('a drain evicts one pod at a time, and always one that never became ready', () => {
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
])('%j becomes %j and no other bound', (options, expected) => expect(bound(options)).toEqual(expected));

describe('a warning is given of what blocks every drain:', () => {
  function stops(options: DisruptionBudgetOptions, replicas: number): unknown[] {
    const chart = testChart();
    new InferenceDeployment(chart, 'M', deploymentProps({ replicas, disruptionBudget: options }));
    return warned(chart);
  }

  test('as many pods that must stay as there are', () => {
    expect(stops({ minAvailable: PercentOrAbsolute.absolute(1) }, 1)).toEqual([
      ['pdb-blocks-drain', 'PodDisruptionBudget vision/m', 'spec.minAvailable'],
    ]);
    expect(stops({ minAvailable: PercentOrAbsolute.absolute(1) }, 2)).toEqual([]);
  });

  test('no pod that may be unavailable', () => {
    expect(stops({ maxUnavailable: PercentOrAbsolute.absolute(0) }, 2)).toEqual([
      ['pdb-blocks-drain', 'PodDisruptionBudget vision/m', 'spec.maxUnavailable'],
    ]);
  });

  test('under an autoscaler the minimum number of replicas counts', () => {
    const scaled = (minReplicas: number) => {
      const chart = testChart();
      const disruptionBudget = { minAvailable: PercentOrAbsolute.absolute(2) };
      new AutoscaledInference(chart, 'M', autoscaledProps({ minReplicas, disruptionBudget }));
      return warned(chart);
    };
    expect(scaled(2)).toEqual([['pdb-blocks-drain', 'PodDisruptionBudget vision/m', 'spec.minAvailable']]);
    expect(scaled(3)).toEqual([]);
  });
});
