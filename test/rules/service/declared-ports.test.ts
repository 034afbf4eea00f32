import { Inventory } from '../../../src/kubernetes/inventory';
import type { Workload } from '../../../src/kubernetes/workload';
import { declaredPorts, firstWithout } from '../../../src/rules/service/declared-ports';

/** Pods `p0`, `p1` and so on, each with the ports of its containers. */
function workloads(...pods: Array<number[][]>): readonly Workload[] {
  return new Inventory(pods.map((containers, i) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `p${i}` },
    spec: { containers: containers.map((ports) => ({ ports: ports.map((containerPort) => ({ containerPort })) })) },
  }))).workloads;
}

/** The name of the first pod that declares no such port. */
function first(port: number, ...pods: Array<number[][]>): string | undefined {
  return firstWithout(workloads(...pods), (p) => p.containerPort)(port)?.object.metadata?.name;
}

test('the ports of all containers are declared', () => {
  const [workload] = workloads([[1, 2], [], [3]]);
  expect(declaredPorts(workload).map((p) => p.containerPort)).toEqual([1, 2, 3]);
});

describe('the first workload without a port', () => {
  test.each<[string, number, Array<number[][]>, string | undefined]>([
    ['is the first of all where none declares it', 9, [[[1]], [[2]]], 'p0'],
    ['is the first where only a later one declares it', 2, [[[1]], [[2]]], 'p0'],
    ['is a later one where the first declares it', 1, [[[1]], [[1]], [[2]], [[3]]], 'p2'],
    ['is none where all declare it', 1, [[[1]], [[2, 1]], [[3], [1]]], undefined],
    ['is one without containers', 1, [[[1]], []], 'p1'],
    ['is none where there is no workload', 1, [], undefined],
  ])('%s', (_, port, pods, expected) => {
    expect(first(port, ...pods)).toBe(expected);
  });

  test('is found in one pass over the workloads, however many ports are looked for', () => {
    const many = workloads(...Array(2000).fill([[...Array(50).keys()]]));
    const begin = performance.now();
    const found = firstWithout(many, (p) => p.containerPort);
    for (let port = 0; port < 50_000; port += 1) found(port % 50);
    expect(performance.now() - begin).toBeLessThan(1000);
  });
});
