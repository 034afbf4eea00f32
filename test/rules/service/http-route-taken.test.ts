import { findings } from '../../../src/rules/catalogue/findings';
import { httpRouteTaken } from '../../../src/rules/service/http-route-taken';
import { codes } from '../codes';
import { fires, manifests, told } from '../manifests';

const { failing, repaired } = httpRouteTaken;
const FIRES = [['InterceptorRoute embeddings', 'spec.rules[0].hosts[0]']];
const route = (name: string, rules: string, namespace = 'a') => `
---
apiVersion: http.keda.sh/v1beta1
kind: InterceptorRoute
metadata: { name: ${name}, namespace: ${namespace} }
spec:
  target: { service: ${name}, port: 8000 }
  rules: ${rules}
  scalingMetric: { concurrency: { targetValue: 8 } }
`;
const two = (one: string, other: string) => route('one', `[{ ${one} }]`) + route('two', `[{ ${other} }]`, 'b');
const OLDER = `
---
apiVersion: http.keda.sh/v1alpha1
kind: HTTPScaledObject
metadata: { name: one, namespace: a }
spec:
  hosts: [a.com]
  scaleTargetRef: { name: one, service: one, port: 8000 }
`;

test('the examples of http-route-taken', () => {
  expect(codes(failing)).toEqual(['http-route-taken']);
  expect(codes(repaired)).toEqual([]);
});

test('http-route-taken names the other route', () => {
  expect(fires(httpRouteTaken, failing)).toEqual(FIRES);
  expect(told(httpRouteTaken, failing)[0][1]).toContain('must not match the requests of InterceptorRoute chat');
});

test.each([
  ['in two namespaces', 'hosts: [a.com]', 'hosts: [a.com]'],
  ['with one host of several', 'hosts: [a.com, b.com]', 'hosts: [c.com, b.com]'],
  [
    'with the path written otherwise',
    'hosts: [a.com], paths: [{ value: /v1 }]',
    'hosts: [a.com], paths: [{ value: v1/ }]',
  ],
  ['with the port, which does not count', 'hosts: [a.com]', "hosts: ['a.com:80']"],
  ['for all hosts', 'paths: [{ value: /v1 }]', "hosts: ['*'], paths: [{ value: /v1 }]"],
  [
    'with the same headers',
    'hosts: [a.com], headers: [{ name: X-Model, value: a }]',
    'hosts: [a.com], headers: [{ name: x-model, value: a }]',
  ],
])('http-route-taken fires %s', (_, one, other) => {
  expect(fires(httpRouteTaken, two(one, other)).map(([object]) => object)).toEqual(['InterceptorRoute b/two']);
});

test.each([
  ['another host', 'hosts: [a.com]', 'hosts: [b.com]'],
  ['a wildcard beside a name', 'hosts: [a.com]', "hosts: ['*.com']"],
  ['another path', 'hosts: [a.com]', 'hosts: [a.com], paths: [{ value: /v1 }]'],
  ['another header', 'hosts: [a.com]', 'hosts: [a.com], headers: [{ name: X-Model }]'],
])('http-route-taken is silent on %s', (_, one, other) => {
  expect(fires(httpRouteTaken, two(one, other))).toEqual([]);
});

test('http-route-taken is silent on a manifest that is there twice, and on a host twice in one route', () => {
  const once = route('one', '[{ hosts: [a.com, a.com] }, { hosts: [a.com] }]');
  expect(fires(httpRouteTaken, once + once)).toEqual([]);
});

test('http-route-taken fires on an HTTPScaledObject, unless a route of its name replaces it', () => {
  expect(fires(httpRouteTaken, route('two', '[{ hosts: [a.com] }]') + OLDER))
    .toEqual([['HTTPScaledObject a/one', 'spec.hosts[0]']]);
  expect(fires(httpRouteTaken, route('one', '[{ hosts: [a.com] }]') + OLDER)).toEqual([]);
});

const older = (name: string, spec: string) => OLDER.replaceAll('one', name).replace('hosts: [a.com]', spec);

test.each([
  ['in the older field', 'host: a.com', 'spec.host'],
  ['as a text', 'hosts: a.com', 'spec.hosts[0]'],
])('http-route-taken reads a host %s', (_, spec, field) => {
  expect(fires(httpRouteTaken, older('one', spec) + older('two', spec))).toEqual([['HTTPScaledObject a/two', field]]);
  expect(fires(httpRouteTaken, older('one', spec) + older('two', spec.replace('a.com', 'b.com')))).toEqual([]);
});

test.each(['hosts: { a: b }', 'hosts: 8', 'host: 8', 'host: ""', 'hosts: [8]', 'hosts: ["${INGRESS_HOST}"]',
  'host: YOUR_HOST'])('http-route-taken ignores %s', (spec) => {
  expect(fires(httpRouteTaken, older('one', spec) + older('two', spec))).toEqual([]);
});

test('http-route-taken does not read a host of another type as all hosts', () => {
  expect(fires(httpRouteTaken, two('hosts: [8]', 'hosts: [8]'))).toEqual([]);
});

test('http-route-taken warns of one name in two namespaces, which may be for two clusters', () => {
  const rules = '[{ hosts: [a.com] }]';
  const severity = (text: string) => findings(manifests(text), [httpRouteTaken]).map((found) => found.severity);
  expect(severity(route('one', rules) + route('one', rules, 'b'))).toEqual(['warning']);
  expect(severity(route('one', rules) + route('two', rules, 'b'))).toEqual(['error']);
});
