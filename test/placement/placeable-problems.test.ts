import { ApiObject } from 'cdk8s';
import { Deployment } from 'cdk8s-plus-27';
import { podProblems } from '../../src/placement/placeable-problems';
import { markPlaced } from '../../src/placement/placed-pods';
import { schedulingOf } from '../../src/placement/pod-scheduling';
import { codes, testChart } from '../helpers';

test('a workload is placed once', () => {
  const web = new Deployment(testChart(), 'Web', { containers: [{ image: 'a/b:1' }] });
  const problems = () => codes(podProblems(web, schedulingOf(web)));
  expect(problems()).toEqual([]);
  markPlaced(ApiObject.of(web));
  expect(problems()).toEqual([['placement/placed-twice', 'workload']]);
});

test.each(['no-construct', 'no-scheduling', 'no-pod-template'] as const)('what has no pods says why: %s', (reason) => {
  const [problem, ...others] = podProblems(testChart(), reason);
  expect(others).toEqual([]);
  expect(problem).toMatchObject({ code: 'placement/not-a-workload', field: 'workload' });
});
