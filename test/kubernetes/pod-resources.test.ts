import { podLimits, podRequests } from '../../src/kubernetes/pod-resources';

const container = (cpu: string, limit?: string) => ({
  resources: { requests: { cpu }, ...(limit && { limits: { cpu: limit } }) },
});

test('a pod requests what its containers request together', () => {
  expect([...podRequests({ containers: [container('1'), container('500m')] })]).toEqual([['cpu', 1.5]]);
});

test('a lone limit is a request', () => {
  const pod = { containers: [{ resources: { limits: { 'nvidia.com/gpu': 1 } } }] };
  expect([...podRequests(pod)]).toEqual([['nvidia.com/gpu', 1]]);
});

test('an init container that needs more than all containers decides', () => {
  const pod = { containers: [container('1')], initContainers: [container('3'), container('2')] };
  expect(podRequests(pod).get('cpu')).toBe(3);
});

test('a native sidecar runs beside the containers, and beside later init containers', () => {
  const sidecar = { ...container('1'), restartPolicy: 'Always' };
  expect(podRequests({ containers: [container('1')], initContainers: [sidecar] }).get('cpu')).toBe(2);
  const pod = { containers: [container('1')], initContainers: [sidecar, container('3')] };
  expect(podRequests(pod).get('cpu')).toBe(4);
});

test('resources of the whole pod replace CPU and memory of its containers', () => {
  const pod = { containers: [container('1')], resources: { requests: { 'cpu': '4', 'nvidia.com/gpu': 9 } } };
  expect([...podRequests(pod)]).toEqual([['cpu', 4]]);
});

test('limits are added up', () => {
  expect(podLimits({ containers: [container('1', '2'), container('1', '3')] }).get('cpu')).toBe(5);
  expect(podLimits({ containers: [container('1')] }).size).toBe(0);
});

test('what is no quantity is no amount', () => {
  expect(podRequests({ containers: [container('much')] }).size).toBe(0);
});
