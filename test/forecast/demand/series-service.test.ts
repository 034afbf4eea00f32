import { namespaceOf, serviceLabel, serviceOf, splitHeader } from '../../../src/forecast/demand/series-service';

test.each<[string, ReturnType<typeof splitHeader>]>([
  ['classifier', { name: 'classifier' }],
  ['vision/Deployment/classifier', { name: 'vision/Deployment/classifier' }],
  ['classifier requests/s@200ms', { name: 'classifier', unit: 'requests/s@200ms' }],
  ['classifier (cores)', { name: 'classifier', unit: 'cores' }],
  ['chat   vllm:num_requests_running', { name: 'chat', unit: 'vllm:num_requests_running' }],
  ['{deployment="a", namespace="x, y"}', { name: '', labels: { deployment: 'a', namespace: 'x, y' } }],
  ['up{job="a\\"b"}', { name: '', labels: { __name__: 'up', job: 'a\\"b' } }],
  ['{}', { name: '', labels: {} }],
])('the header %s is taken apart', (header, parts) => {
  expect(splitHeader(header)).toEqual(parts);
});

test('services are named by the first label that every series has', () => {
  expect(serviceLabel([{ deployment: 'a', pod: 'p' }, { deployment: 'b', pod: 'q' }])).toBe('deployment');
  expect(serviceLabel([{ deployment: 'a', pod: 'p' }, { pod: 'q', job: 'x' }])).toBe('pod');
  expect(serviceLabel([{ pod: 'p', job: 'x' }])).toBe('pod');
  expect(serviceLabel([{ instance: 'a' }, {}])).toBeUndefined();
});

test.each<[string, string]>([
  ['classifier-7d4b9c6f5d-x2x9k', 'classifier'],
  ['wasmedge-qwen-2-0-5b-5f7c8d9b4-zzvq7', 'wasmedge-qwen-2-0-5b'],
  ['chat-0', 'chat'],
  ['chat-12', 'chat'],
  ['worker', 'worker'],
])('the pod %s is of %s', (pod, service) => {
  expect(serviceOf({ pod }, 'pod')).toBe(service);
});

test('a label other than the pod is the service as it is', () => {
  expect(serviceOf({ app: 'chat-0' }, 'app')).toBe('chat-0');
  expect(serviceOf({ app: '' }, 'app')).toBeUndefined();
  expect(serviceOf({ app: 'a' }, undefined)).toBeUndefined();
});

test('the namespace that the target has exported goes before that of the target', () => {
  const series: Array<Record<string, string>> = [{ namespace: 'a' }, { namespace: 'a', exported_namespace: 'b' }, {}];
  expect(series.map((labels) => namespaceOf(labels))).toEqual(['a', 'b', undefined]);
});
