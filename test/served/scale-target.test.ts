import { ApiObject } from 'cdk8s';
import { Deployment, StatefulSet } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { WORKLOADS } from './workloads';
import { scaleTargetOf, type ScaleTarget } from '../../src/served/scale-target';
import { find, testChart } from '../helpers';

const containers = [{ image: 'a/b:1', ports: [{ number: 8080 }] }];

test.each(WORKLOADS)('%s is named with its version and namespace', (_, make) => {
  const { workload, kind } = make(testChart());
  expect(scaleTargetOf(workload)).toMatchObject({ apiVersion: 'apps/v1', kind, name: 'own', namespace: 'vision' });
  expect((scaleTargetOf(workload) as ScaleTarget).replicas).toBeUndefined();
});

test.each([Deployment, StatefulSet])('a workload of cdk8s-plus prints no replicas once it is released', (Workload) => {
  for (const given of [(one: Construct) => one, (one: Construct) => ApiObject.of(one)]) {
    const chart = testChart();
    const one = new Workload(chart, 'It', { containers });
    expect(find(chart, Workload.name).spec).toHaveProperty('replicas');
    (scaleTargetOf(given(one)) as ScaleTarget).release();
    expect(find(chart, Workload.name).spec).not.toHaveProperty('replicas');
  }
});

test('replicas that are set are told, and nothing is changed in an object that no package knows', () => {
  const chart = testChart();
  const object = new ApiObject(chart, 'It', { apiVersion: 'apps/v1', kind: 'Deployment', spec: { replicas: 3 } });
  const target = scaleTargetOf(object) as ScaleTarget;
  target.release();
  expect([target.replicas, find(chart, 'Deployment').spec.replicas]).toEqual([3, 3]);
});

test.each<[string, unknown]>([
  ['nothing', undefined], ['a number', 5], ['an object', {}], ['a construct without an object', testChart()],
])('%s has nothing to scale', (_, given) => {
  expect(scaleTargetOf(given)).toBe('it has no object of Kubernetes');
});
