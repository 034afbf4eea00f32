import { all, ids, named, needs } from '../needs';

const service = (type: string, name = 'a') => named('v1', 'Service', name, `spec: { type: ${type} }`);

test('Services of the type LoadBalancer', () => {
  expect(needs(all(service('LoadBalancer'), service('LoadBalancer', 'b')))).toEqual([
    ['load-balancer', 'Service a spec.type', 'Service b spec.type'],
  ]);
});

test.each(['ClusterIP', 'NodePort', 'ExternalName', 'null'])('%s needs none', (type) => {
  expect(ids(service(type))).toEqual([]);
});
