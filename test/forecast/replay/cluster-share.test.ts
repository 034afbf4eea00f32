import { clusterShare, copiesOf } from '../../../src/forecast/replay/cluster-share';
import { cores, course, demand, service } from '../models';

const THREE = { clusters: ['a', 'b', 'c'], duplicated: true };
const hub = { autoscaler: 'FederatedHPA/one' };

describe('a service in several clusters', () => {
  test('has all replicas in each where a FederatedHPA scales it and its policy duplicates', () => {
    expect(copiesOf(service('one', { ...hub, division: THREE }))).toBe(3);
    expect(copiesOf(service('one', { ...hub, division: { ...THREE, duplicated: false } }))).toBe(1);
    expect(copiesOf(service('one', { division: THREE }))).toBe(1);
    expect(copiesOf(service('one'))).toBe(1);
  });

  // Seen with Karmada 1.19.0-rc.0, two members and a policy that duplicates: 6 on the hub, and 6 in each member.
  test('gets an equal part of each load in each', () => {
    const load = demand({
      cores: course([0, 6], [60, 3]),
      requests: { rate: course([0, 30]), serviceSeconds: 1, cpuSeconds: 1 },
      metrics: new Map([['queue', course([0, 12])]]),
    });
    const part = clusterShare(load, 3);
    expect([0, 60].map((seconds) => part.cores!.valueAt(seconds))).toEqual([2, 1]);
    expect(part.requests!.rate.valueAt(0)).toBe(10);
    expect(part.requests!.serviceSeconds).toBe(1);
    expect(part.metrics.get('queue')!.valueAt(0)).toBe(4);
  });

  test('in one cluster has its load as it is', () => {
    const load = cores([0, 1]);
    expect(clusterShare(load, 1)).toBe(load);
  });
});
