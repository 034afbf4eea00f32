import { workload } from '../../src/kubernetes/workload';
import { containerName, containerPath } from '../../src/rules/container-path';

const containers = [{ name: 'main' }, {}];
const initContainers = [{ name: 'fetch' }];
const pod = workload({ apiVersion: 'v1', kind: 'Pod', spec: { containers, initContainers } });

test('the path of a container is its list and its name, or its index where it has none', () => {
  expect([...containers, ...initContainers].map((c) => containerPath(pod, c))).toEqual([
    'spec.containers["main"]',
    'spec.containers[1]',
    'spec.initContainers["fetch"]',
  ]);
});

test('a message calls a container by its name', () => {
  expect([{ name: 'main' }, {}, { name: '' }].map(containerName)).toEqual(['"main"', '(no name)', '(no name)']);
});
