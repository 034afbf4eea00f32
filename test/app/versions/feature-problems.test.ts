import { featureProblems } from '../../../src/app/versions/feature-problems';
import { codes } from '../../helpers';

const use = { field: 'behavior.scaleUp.tolerance', value: 0.05 };
const at = (minor: number, ...gates: string[]) => featureProblems({ minor, gates }, 'autoscaler-tolerance', use);

test('a feature that the version lacks is a problem', () => {
  expect(codes(at(34))).toEqual([['app/kubernetes-too-old', 'behavior.scaleUp.tolerance']]);
  expect(at(34)[0].rule).toBe('needs Kubernetes 1.35 or newer; 1.34 is set here');
});

test('it is none where the version has it, its gate is on, or no version is named', () => {
  expect([at(35), at(34, 'HPAConfigurableTolerance'), featureProblems(undefined, 'autoscaler-tolerance', use)])
    .toEqual([[], [], []]);
});

test('the gate is part of the fix where the version has it', () => {
  expect(at(34)[0].fix).toMatch(/HPAConfigurableTolerance/);
  expect(at(32)[0].fix).not.toMatch(/HPAConfigurableTolerance/);
});
