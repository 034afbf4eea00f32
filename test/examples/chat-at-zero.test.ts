import { golden, objects, only, run } from './example';

const files = run('chat-at-zero');
const all = objects(files);

test('prints its golden manifests', () => {
  expect(files).toEqual(golden('chat-at-zero'));
});

test('prints a server, what starts it and what brings requests to it, and a load test in a file of its own', () => {
  expect(all.map((o) => `${o.kind} ${o.metadata.name}`)).toEqual([
    'Deployment chat', 'Service chat', 'PodDisruptionBudget chat', 'InterceptorRoute chat', 'Service chat-interceptor',
    'ScaledObject chat', 'Ingress chat', 'PodMonitor chat', 'ConfigMap chat-dashboard',
    'ConfigMap load-files', 'Deployment load-master', 'Service load', 'Deployment load-worker',
  ]);
});

test('needs no query: KEDA follows the requests that the interceptor counts', () => {
  const { triggers, minReplicaCount } = only(all, 'ScaledObject').spec;
  expect(triggers.map(({ type }: any) => type)).toEqual(['external-push']);
  expect(triggers[0].metadata.interceptorRoute).toBe(only(all, 'InterceptorRoute').metadata.name);
  expect(minReplicaCount).toBe(0);
});

test('the Ingress sends the host of the route to the interceptor', () => {
  const [{ host, http }] = only(all, 'Ingress').spec.rules;
  expect(only(all, 'InterceptorRoute').spec.rules[0].hosts).toContain(host);
  expect(http.paths[0].backend.service.name).toBe('chat-interceptor');
});

test('no file holds the key: the server and the load test read it from one Secret', () => {
  const keys = all.filter(({ kind }) => kind === 'Deployment').map(({ metadata, spec }) => [
    metadata.name,
    spec.template.spec.containers[0].env.map(({ valueFrom }: any) => valueFrom?.secretKeyRef)
      .filter((ref: any) => ref?.name === 'chat-keys').map(({ key }: any) => key),
  ]);
  expect(Object.fromEntries(keys)).toEqual({
    'chat': ['api-key'], 'load-master': ['api-key'], 'load-worker': ['api-key'],
  });
});
