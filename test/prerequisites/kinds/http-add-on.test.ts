import { all, ids, named, needs, only } from '../needs';

const SCALER = 'keda-add-ons-http-external-scaler';
function scaled(metadata: string, type: string = 'external-push'): string {
  const trigger = `{ type: ${type}, metadata: { ${metadata} } }`;
  const spec = `spec: { scaleTargetRef: { name: web }, triggers: [{}, ${trigger}] }`;
  return named('keda.sh/v1alpha1', 'ScaledObject', 'web', spec);
}
const found = (yaml: string) => ids(yaml).filter((id) => /^(keda-http|interceptorroute)/.test(id));
const CHAT = `scalerAddress: '${SCALER}.keda:9090', interceptorRoute: chat`;

test('the add-on in its namespace, and the route that a trigger names', () => {
  expect(needs(scaled(CHAT))).toEqual(expect.arrayContaining([
    ['keda-http-interceptor/keda', 'ScaledObject web spec.triggers[1].metadata.scalerAddress'],
    ['interceptorroute/default/chat', 'ScaledObject web spec.triggers[1].metadata.interceptorRoute'],
  ]));
  const { check, expected } = only(scaled(CHAT), 'keda-http-interceptor/keda');
  expect(check).toBe(`kubectl -n keda get service ${SCALER} keda-add-ons-http-interceptor-proxy`);
  expect(expected).toBe(`the Services ${SCALER} and keda-add-ons-http-interceptor-proxy`);
});

test('not the route that the set brings; its kind needs the add-on of 0.14', () => {
  const spec = 'spec: { target: { service: web, port: 80 } }';
  const route = named('http.keda.sh/v1beta1', 'InterceptorRoute', 'chat', spec);
  expect(found(all(scaled(CHAT), route))).toEqual(['keda-http-add-on', 'keda-http-interceptor/keda']);
  expect(only(route, 'keda-http-add-on').version).toBe('0.14');
});

test('an HTTPScaledObject has no route, and the set may bring the scaler', () => {
  expect(found(scaled(`scalerAddress: '${SCALER}.keda.svc:9090', httpScaledObject: chat`)))
    .toEqual(['keda-http-interceptor/keda']);
  const service = `{ apiVersion: v1, kind: Service, metadata: { name: ${SCALER}, namespace: keda } }`;
  expect(found(all(scaled(CHAT), service))).toEqual(['interceptorroute/default/chat']);
});

test('other external scalers, other types and other values need none', () => {
  expect(found(scaled("scalerAddress: 'own.keda:9090'"))).toEqual([]);
  expect(found(scaled(CHAT, 'redis'))).toEqual([]);
  expect(found(scaled('scalerAddress: [1], interceptorRoute: [chat]'))).toEqual([]);
  expect(found(scaled(CHAT).replace('keda.sh/v1alpha1', 'other.example.com/v1'))).toEqual([]);
});
