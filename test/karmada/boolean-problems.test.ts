import { Chart } from 'cdk8s';
import { bare, send } from './karmada';
import { FederatedAutoscaler, ScalingMetric } from '../../src';
import { booleanProblems } from '../../src/karmada/boolean-problems';
import { codes, refused, testChart } from '../helpers';

const METRICS = [ScalingMetric.cpuUtilization(50)];

test.each([undefined, null, true, false])('%s is true, false or left out', (value) => {
  expect(booleanProblems('it', value)).toEqual([]);
});

test.each(['true', 'false', '', 0, 1, [], {}])('%j is neither true nor false', (value) => {
  expect(codes(booleanProblems('it', value))).toEqual([['karmada/not-a-boolean', 'it']]);
});

function scheduled(chart: Chart, suspend: unknown): FederatedAutoscaler {
  const schedule = [{ name: 'night', schedule: '0 22 * * *', minReplicas: 2, suspend: suspend as boolean }];
  return new FederatedAutoscaler(chart, 'F', { target: bare(chart), maxReplicas: 4, metrics: METRICS, schedule });
}

describe.each(['propagateDependencies', 'overwriteExisting', 'preserveOnDeletion'])('%s of a propagation', (key) => {
  test('must be one', () => {
    expect(refused(() => send([bare(testChart())], { [key]: 'false' }))).toEqual([['karmada/not-a-boolean', key]]);
    expect(refused(() => send([bare(testChart())], { [key]: false }))).toEqual([]);
  });
});

test('suspend of a rule must be one', () => {
  expect(refused(() => scheduled(testChart(), 'true'))).toEqual([['karmada/not-a-boolean', 'schedule[0].suspend']]);
  expect(refused(() => scheduled(testChart(), true))).toEqual([]);
});
