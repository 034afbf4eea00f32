import { Duration } from 'cdk8s';
import { ScalingBehavior, ScalingPolicy, type ScalingRules } from '../../src';
import { policiesProblems } from '../../src/values/scaling-policy-problems';
import { codes } from '../helpers';

/** Code and field of a problem. */
type Expected = [code: string, field: string];

test('a list of policies has no problem', () => {
  const minute = Duration.minutes(1);
  expect(policiesProblems([ScalingPolicy.pods(1, minute), ScalingPolicy.percent(50, minute)])).toEqual([]);
});

test('each policy reports its own problems', () => {
  const problems = policiesProblems([ScalingPolicy.pods(0, Duration.minutes(1))]);
  expect(codes(problems)).toEqual([['validation/integer', 'policies[0].value']]);
});

test.each<[string, ScalingRules, ...Expected[]]>([
  ['no policy', { policies: [] }, ['values/no-policies', '.policies']],
])('%s is refused', (_, scaleUp, ...expected) => {
  const problems = ScalingBehavior.of({ scaleUp })._problems('behavior');
  expect(codes(problems)).toEqual(expected.map(([code, field]) => [code, `behavior.scaleUp${field}`]));
});
