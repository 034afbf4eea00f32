import { Duration } from 'cdk8s';
import { propsOf, type Changes } from './fleet';
import { destinationRule } from '../../src/head-ingress/destination-rule';

const DESTINATION = { name: 'head-bj', host: 'mnist.bj.example.com', tls: true };
const EJECTION = {
  consecutive5xxErrors: 0,
  consecutiveGatewayErrors: 5,
  interval: '10s',
  baseEjectionTime: '30s',
  maxEjectionPercent: 100,
};

const rule = (changes: Changes = {}, destination: object = {}) => (
  destinationRule('networking.istio.io/v1', { ...DESTINATION, ...destination }, propsOf(changes)));
const policy = (changes: Changes = {}, destination: object = {}): any => rule(changes, destination).spec.trafficPolicy;

test('the DestinationRule of a destination has timeouts, outlier detection and TLS', () => {
  expect(rule()).toEqual({
    apiVersion: 'networking.istio.io/v1',
    kind: 'DestinationRule',
    metadata: { name: 'head-bj' },
    spec: {
      host: 'mnist.bj.example.com',
      trafficPolicy: {
        connectionPool: { tcp: { connectTimeout: '5s' } },
        outlierDetection: EJECTION,
        tls: { mode: 'SIMPLE', sni: 'mnist.bj.example.com', subjectAltNames: ['mnist.bj.example.com'] },
      },
    },
  });
});

test('without TLS it has no tls', () => {
  expect(policy({}, { tls: false })).not.toHaveProperty('tls');
});

test.each<[string, object, object]>([
  ['an authority of your own', { credentialName: 'bj-ca' }, { mode: 'SIMPLE', credentialName: 'bj-ca' }],
  ['a certificate of the gateway', { credentialName: 'bj', mutualTls: true }, { mode: 'MUTUAL', credentialName: 'bj' }],
])('the host of the certificate is verified with %s', (_, destination, expected) => {
  const { host } = DESTINATION;
  expect(policy({}, destination).tls).toEqual({ ...expected, sni: host, subjectAltNames: [host] });
});

test.each<[string, Changes, object]>([
  ['the gateway errors that eject a spoke',
    { outlierDetection: { consecutiveGatewayErrors: 2 } },
    { outlierDetection: { ...EJECTION, consecutiveGatewayErrors: 2 } }],
  ['the time between two checks',
    { outlierDetection: { interval: Duration.seconds(1) } },
    { outlierDetection: { ...EJECTION, interval: '1s' } }],
  ['the time of an ejection',
    { outlierDetection: { baseEjectionTime: Duration.minutes(1) } },
    { outlierDetection: { ...EJECTION, baseEjectionTime: '60s' } }],
  ['the most connections',
    { connectionLimits: { maxConnections: 10 } },
    { connectionPool: { tcp: { maxConnections: 10, connectTimeout: '5s' } } }],
  ['the most requests that wait',
    { connectionLimits: { maxPendingRequests: 4 } },
    { connectionPool: { tcp: { connectTimeout: '5s' }, http: { http1MaxPendingRequests: 4 } } }],
  ['the timeout of a connection',
    { connectionLimits: { connectTimeout: Duration.millis(500) } },
    { connectionPool: { tcp: { connectTimeout: '500ms' } } }],
])('it has what is set: %s', (_, changes, expected) => {
  expect(policy(changes)).toEqual({ ...policy(), ...expected });
});

test('with failover it routes to the nearest endpoint, and may eject all of one locality', () => {
  expect(policy({}, { endpoints: [] })).toEqual({
    ...policy(),
    loadBalancer: { localityLbSetting: { enabled: true } },
  });
});

test('with weights it has no locality', () => {
  expect(policy()).not.toHaveProperty('loadBalancer');
});
