import type { Problem } from '../private/problem';
import { modelUrlParts, SEDNA_SOURCE } from '../private/sedna';

const FIX = 'give an absolute path on the node, s3://bucket/key, http(s)://host/path, or <scheme>:// that the worker fetches itself';

/** What is wrong with the URL of a model, which Sedna's controller parses without looking at the error. */
export function modelUrlProblems(at: string, url: unknown): Problem[] {
  const problem = (rule: string, why: string, fix: string = FIX): Problem[] => [{ at, got: url, rule, why, fix, source: SEDNA_SOURCE }];
  const crash = 'Sedna\'s Global Manager cannot parse it, and ends';
  if (typeof url !== 'string' || url === '') return problem('must be a URL or an absolute path', crash);
  if (/[\s\x00-\x1f\x7f]/.test(url)) return problem('must hold no spaces and control characters', crash);
  if (/%(?![0-9a-fA-F]{2})/.test(url)) return problem('must hold "%" only before two hexadecimal digits', crash, 'write a percent sign as %25');
  const { scheme, authority, path } = modelUrlParts(url);
  if (scheme === undefined) return pathProblems(url, problem);
  if (authority.includes('@')) {
    return problem('must hold no user and password', 'it would be readable in the Model and in each pod', 'use the credential of an s3 URL');
  }
  if (authority !== '' && !/^(\[[0-9a-fA-F:.]+\]|[^:[\]<>"\\^`{|}]+)(:\d*)?$/.test(authority)) return problem('has an address that cannot be parsed', crash);
  if (!['s3', 'http', 'https'].includes(scheme)) return [];
  if (authority === '' || path.replace(/\/+$/, '') === '') {
    return problem(`must name ${scheme === 's3' ? 'a bucket and a key' : 'a host and a path'}`, 'there would be nothing to download');
  }
  if (path.endsWith('/')) return problem('must name a file', 'Sedna takes every URL for a file, and the worker would look for it in the wrong folder', 'give the file itself');
  return [];
}

/** A path on the node: the folder that holds the file is mounted. */
function pathProblems(path: string, problem: (rule: string, why: string, fix?: string) => Problem[]): Problem[] {
  if (!path.startsWith('/')) return problem('must be an absolute path or have a scheme', 'a folder of the node can be mounted by its absolute path only');
  if (!/^[-\w./+=@,~]+$/.test(path)) {
    return problem('must consist of letters, digits and -_./+=@,~', 'Sedna reads it as a URL, in which other characters stand for something else', 'rename the file or its folder');
  }
  const parts = path.slice(1).split('/');
  if (parts.some((p) => p === '' || p === '.' || p === '..')) {
    return problem('must name a file, without "//", "." and ".."', 'Sedna mounts the folder above it where the worker would not look', 'give the plain path of the file');
  }
  if (parts.length < 2) return problem('must not be in the root of the node', 'Sedna mounts the folder that holds it, which would be the whole node', 'put the file into a folder of its own');
  return [];
}
