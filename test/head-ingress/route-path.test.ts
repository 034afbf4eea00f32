import { pathProblems, routePath } from '../../src/head-ingress/route-path';
import { codes } from '../helpers';

test.each<[string | undefined, string]>([
  [undefined, ''],
  ['/', ''],
  ['/a', '/a'],
  ['/a/', '/a'],
  ['/a/b//', '/a/b'],
])('the path of a route has no slash at its end: %p', (path, expected) => {
  expect(routePath(path)).toBe(expected);
});

test.each<[string, unknown]>([
  ['without a slash', 'mnist'],
  ['that is empty', ''],
  ['with a query', '/a?b=c'],
  ['with a space', '/a b'],
  ['with an empty part', '/a//b'],
  ['with ".."', '/a/../b'],
  ['with an escaped slash', '/a%2Fb'],
  ['that is a number', 1],
  ['that is a list', ['/a']],
  ['that is null', null],
])('a path %s is refused', (_, path) => {
  expect(codes(pathProblems(path))).toEqual([['head-ingress/path-invalid', 'path']]);
});

test.each([undefined, '/', '/mnist', '/mnist/', '/a-b_c.d~e!$&\'()*+,;=:@/%20/'])('the path %p is accepted', (path) => {
  expect(pathProblems(path)).toEqual([]);
});
