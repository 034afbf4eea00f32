import { readHttpTrigger } from '../../../src/forecast/reading/http-trigger-reading';

const CHAT = { scalerAddress: 'scaler.keda:9090', interceptorRoute: 'chat' };
const push = (metadata: object) => ({ type: 'external-push', metadata });
const route = (scalingMetric: object): any => ({
  apiVersion: 'http.keda.sh/v1beta1', kind: 'InterceptorRoute', spec: { scalingMetric },
});
const read = (trigger: object, scalingMetric?: object, taken: string[] = []) => (
  readHttpTrigger(trigger, new Set(taken), () => scalingMetric && route(scalingMetric)));
const targets = (trigger: object, scalingMetric?: object, taken?: string[]) => (
  read(trigger, scalingMetric, taken)?.map(({ metric: { external } }) => [
    external.metric.name, external.target.averageValue,
  ]));

test('the targets are those of the route', () => {
  const both = { concurrency: { targetValue: 8 }, requestRate: { targetValue: 3 } };
  expect(targets(push(CHAT), both)).toEqual([['http_concurrency', '8.000'], ['http_rate', '3.000']]);
  expect(targets(push({ ...CHAT, targetConcurrency: '9' }), { concurrency: { targetValue: 8 } }))
    .toEqual([['http_concurrency', '8.000']]);
});

test('without the route they are those that the library writes into the trigger', () => {
  expect(targets(push({ ...CHAT, targetRate: '2' }))).toEqual([['http_rate', '2.000']]);
});

test('any request makes it active, and held requests are a note', () => {
  const [{ model, notes }] = read(push({ ...CHAT, targetConcurrency: '9' }))!;
  expect(model).toEqual({ metric: 'http_concurrency', type: 'external-push', activationMilli: 0 });
  expect(notes).toEqual([
    'Requests that the interceptor of the HTTP add-on holds until a pod is ready count as without room.',
  ]);
});

test('a name is taken once', () => {
  expect(targets(push({ ...CHAT, targetRate: '2' }), undefined, ['http_rate'])).toEqual([['http_rate-', '2.000']]);
});

test.each([
  ['of another type', { type: 'external', metadata: { ...CHAT, targetRate: '2' } }],
  ['of another scaler', push({ scalerAddress: 'own:9090' })],
  ['without a target', push(CHAT)],
  ['without metadata', { type: 'external-push' }],
])('a trigger %s is none of the add-on', (_, trigger) => {
  expect(read(trigger)).toBeUndefined();
});
