import { Duration } from 'cdk8s';
import { hostOf, propsOf, spoke, type Changes } from './fleet';
import { destinationsOf } from '../../src/head-ingress/destinations';
import { virtualService } from '../../src/head-ingress/virtual-service';

function printed(changes: Changes = {}): any {
  const props = propsOf(changes);
  return virtualService('networking.istio.io/v1', 'head', props, destinationsOf('head', props));
}

const http = (changes: Changes = {}): any => printed(changes).spec.http[0];

test('weights become the weights of the routes, and each route sets the host of its spoke', () => {
  expect(printed({ path: '/mnist', weights: { bj: 30, sh: 70 } })).toEqual({
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: { name: 'head' },
    spec: {
      hosts: ['mnist.example.com'],
      gateways: ['istio-ingress/public'],
      http: [{
        match: [{ uri: { exact: '/mnist' } }, { uri: { prefix: '/mnist/' } }],
        rewrite: { uri: '/' },
        timeout: '300s',
        retries: { attempts: 2, retryOn: 'connect-failure,refused-stream,unavailable,cancelled' },
        route: [
          {
            destination: { host: hostOf('bj'), port: { number: 80 } },
            headers: { request: { set: { Host: hostOf('bj') } } },
            weight: 30,
          },
          {
            destination: { host: hostOf('sh'), port: { number: 80 } },
            headers: { request: { set: { Host: hostOf('sh') } } },
            weight: 70,
          },
        ],
      }],
    },
  });
});

test('a single spoke has no weight and gets all requests', () => {
  expect(http({ weights: { bj: 100 }, spokes: [spoke('bj')] }).route).toEqual([{
    destination: { host: hostOf('bj'), port: { number: 80 } },
    headers: { request: { set: { Host: hostOf('bj') } } },
  }]);
});

describe('the path', () => {
  test.each<[string, string | undefined, object]>([
    ['of the root, when no path is set', undefined, { match: [{ uri: { prefix: '/' } }] }],
    ['of the root', '/', { match: [{ uri: { prefix: '/' } }] }],
    ['with two parts', '/a/b', {
      match: [{ uri: { exact: '/a/b' } }, { uri: { prefix: '/a/b/' } }],
      rewrite: { uri: '/' },
    }],
    ['with slashes at its end', '/a/b//', {
      match: [{ uri: { exact: '/a/b' } }, { uri: { prefix: '/a/b/' } }],
      rewrite: { uri: '/' },
    }],
  ])('matches itself and all paths below it, and is removed: %s', (_, path, expected) => {
    const { match, rewrite } = http({ path });
    expect({ match, ...(rewrite && { rewrite }) }).toEqual(expected);
  });

  test('is kept without a rewrite', () => {
    expect(http({ path: '/a', rewrite: false })).not.toHaveProperty('rewrite');
  });
});

test('the host is set as a header alone, never as rewrite.authority', () => {
  expect(http({ path: '/a' }).rewrite).toEqual({ uri: '/' });
});

test.each<[string, Changes, object]>([
  ['the gateway', { gateway: 't9k-system/t9k' }, { gateways: ['t9k-system/t9k'] }],
  ['the hosts', { hosts: ['a.example.com', '*.b.example.com'] }, { hosts: ['a.example.com', '*.b.example.com'] }],
  ['any host', { anyHost: true }, { hosts: ['*'] }],
])('it has what is set: %s', (_, changes, expected) => {
  expect(printed(changes).spec).toMatchObject(expected);
});

test.each<[string, Changes, object]>([
  ['the timeout', { timeout: Duration.seconds(90) }, { timeout: '90s' }],
  ['a timeout in milliseconds', { timeout: Duration.millis(250) }, { timeout: '250ms' }],
  ['a timeout with a fraction', { timeout: Duration.millis(100_500) }, { timeout: '100s500ms' }],
  ['a timeout of days', { timeout: Duration.days(2) }, { timeout: '48h' }],
  ['retries', {
    retries: {
      attempts: 2,
      perTryTimeout: Duration.seconds(10),
      retryOn: ['connect-failure', 'refused-stream', '503'],
    },
    timeout: Duration.seconds(30),
  }, {
    timeout: '30s',
    retries: { attempts: 2, perTryTimeout: '10s', retryOn: 'connect-failure,refused-stream,503' },
  }],
  ['retries on the safe conditions, when none is set', { retries: { attempts: 1 } }, {
    retries: { attempts: 1, retryOn: 'connect-failure,refused-stream,unavailable,cancelled' },
  }],
  ['no retries', { retries: { attempts: 0 } }, { retries: { attempts: 0 } }],
  ['retries without failover in one locality, as Istio does', { retries: { attempts: 2 } }, {}],
])('a request has what is set: %s', (_, changes, expected) => {
  expect(http(changes)).toEqual({ ...http(), ...expected });
});

describe('with failover', () => {
  const spokes = [spoke('bj', { locality: 'cn-north' }), spoke('sh', { locality: 'cn-east' })];
  const retries = (changes: Changes = {}) => (
    http({ failover: true, failoverHost: 'all.example.com', spokes, ...changes }).retries);

  test('a retry may go to another locality, so to another spoke', () => {
    expect(retries()).toEqual({
      attempts: 2,
      retryOn: 'connect-failure,refused-stream,unavailable,cancelled',
      retryRemoteLocalities: true,
    });
    expect(retries({ retries: { attempts: 4, retryOn: ['503'] } })).toEqual({
      attempts: 4, retryOn: '503', retryRemoteLocalities: true,
    });
  });

  test('no retries have no other field, which Istio would reject', () => {
    expect(retries({ retries: { attempts: 0 } })).toEqual({ attempts: 0 });
  });
});
