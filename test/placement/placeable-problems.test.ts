import { ApiObject } from 'cdk8s';
import { Deployment, Node, NodeLabelQuery } from 'cdk8s-plus-27';
import { attractedProblems, podProblems } from '../../src/placement/placeable-problems';
import { markPlaced } from '../../src/placement/placed-pods';
import { schedulingOf, type PodScheduling } from '../../src/placement/pod-scheduling';
import { codes, testChart } from '../helpers';

test('a workload is placed once', () => {
  const web = new Deployment(testChart(), 'Web', { containers: [{ image: 'a/b:1' }] });
  const problems = () => codes(podProblems(web, schedulingOf(web)));
  expect(problems()).toEqual([]);
  markPlaced(ApiObject.of(web));
  expect(problems()).toEqual([['placement/placed-twice', 'workload']]);
});

test('nothing is required of the nodes before a placement, unless that is a preference', () => {
  const web = new Deployment(testChart(), 'Web', { containers: [{ image: 'a/b:1' }] });
  const problems = () => codes(attractedProblems(web, schedulingOf(web) as PodScheduling));
  web.scheduling.attract(Node.labeled(NodeLabelQuery.is('camera', 'true')), { weight: 50 });
  expect(problems()).toEqual([]);
  web.scheduling.attract(Node.labeled(NodeLabelQuery.is('camera', 'true')));
  expect(problems()).toEqual([['placement/attracted-already', 'workload']]);
});

test.each(['no-construct', 'no-scheduling', 'no-pod-template'] as const)('what has no pods says why: %s', (reason) => {
  const [problem, ...others] = podProblems(testChart(), reason);
  expect(others).toEqual([]);
  expect(problem).toMatchObject({ code: 'placement/not-a-workload', field: 'workload' });
});
