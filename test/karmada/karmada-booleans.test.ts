import { Chart } from 'cdk8s';
import { bare, send } from './karmada';
import { FederatedAutoscaler, ScalingMetric } from '../../src';
import { refused, testChart } from '../helpers';

const METRICS = [ScalingMetric.cpuUtilization(50)];

function scheduled(chart: Chart, suspend: unknown): FederatedAutoscaler {
  const schedule = [{ name: 'night', schedule: '0 22 * * *', minReplicas: 2, suspend: suspend as boolean }];
  return new FederatedAutoscaler(chart, 'F', { target: bare(chart), maxReplicas: 4, metrics: METRICS, schedule });
}

describe.each(['propagateDependencies', 'overwriteExisting', 'preserveOnDeletion'])('%s of a propagation', (key) => {
  test('must be one', () => {
    expect(refused(() => send([bare(testChart())], { [key]: 'false' }))).toEqual([['validation/boolean', key]]);
    expect(refused(() => send([bare(testChart())], { [key]: false }))).toEqual([]);
    expect(refused(() => send([bare(testChart())], { [key]: null }))).toEqual([]);
  });
});

test('suspend of a rule must be one', () => {
  expect(refused(() => scheduled(testChart(), 'true'))).toEqual([['validation/type', 'schedule[0].suspend']]);
  expect(refused(() => scheduled(testChart(), true))).toEqual([]);
  expect(refused(() => scheduled(testChart(), null))).toEqual([]);
});
