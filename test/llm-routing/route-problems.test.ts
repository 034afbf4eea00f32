import { routeProblems } from '../../src/llm-routing/route-problems';
import { codes } from '../helpers';

const gateway = 'gateways/public';

test.each([
  undefined,
  { gateway },
  { gateway: 'a/b.c', listener: 'https.main', hostnames: ['*.example.com', 'localhost'], path: '/v1/' },
  { gateway, path: '/' },
  { gateway, path: '/%20a' },
])('the route %p is right', (route) => {
  expect(routeProblems(route)).toEqual([]);
});

test.each<[route: any, code: string, field: string]>([
  [null, 'llm-routing/not-a-route', ''],
  [{ gateway: 'a/b/c' }, 'llm-routing/gateway-invalid', 'gateway'],
  [{ gateway: '/b' }, 'llm-routing/gateway-invalid', 'gateway'],
  [{ gateway: 5 }, 'llm-routing/gateway-invalid', 'gateway'],
  [{ gateway, hostnames: 'a.example.com' }, 'llm-routing/hostnames-count', 'hostnames'],
  [{ gateway, hostnames: Array(17).fill('a.example.com') }, 'llm-routing/hostnames-count', 'hostnames'],
  [{ gateway, hostnames: ['*'] }, 'validation/name', 'hostnames[0]'],
  [{ gateway, hostnames: ['Example.com'] }, 'validation/name', 'hostnames[0]'],
  [{ gateway, hostnames: [null] }, 'validation/name', 'hostnames[0]'],
  [{ gateway, path: 'v1' }, 'llm-routing/path-invalid', 'path'],
  [{ gateway, path: '/a/../b' }, 'llm-routing/path-invalid', 'path'],
  [{ gateway, path: '/a?b' }, 'llm-routing/path-invalid', 'path'],
  [{ gateway, path: '' }, 'llm-routing/path-invalid', 'path'],
  [{ gateway, listener: '' }, 'validation/name', 'listener'],
])('the route %p is not: %s', (route, code, field) => {
  expect(codes(routeProblems(route))).toEqual([[code, field]]);
});
