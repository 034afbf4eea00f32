import { withoutTrailingSlashes } from '../validation/path';
import type { Problem } from '../validation/problem';

/** A path that both an HTTPRoute and a VirtualService accept, without a slash at its end. */
const PATH = /^(\/(?!\.{1,2}(\/|$))([-\w.~!$&'()*+,;=:@]|%(?!2f)[\da-f]{2})+)*$/i;

/** The path of a route without a slash at its end; empty for the root. */
export function routePath(path: string = '/'): string {
  return withoutTrailingSlashes(path);
}

export function pathProblems(path: unknown): Problem[] {
  if (path === undefined) return [];
  if (typeof path === 'string' && path.startsWith('/') && PATH.test(routePath(path))) return [];
  return [{
    code: 'head-ingress/path-invalid',
    field: 'path',
    value: path,
    rule: 'must start with "/" and have no query, "//", "." and ".."',
    why: 'no request would match this route',
    fix: 'write it as /mnist',
  }];
}
