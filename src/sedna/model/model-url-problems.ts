import { isIPv6 } from 'net';
import { DNS_LABEL, matches } from '../../validation/names';
import type { Problem } from '../../validation/problem';
import { DOWNLOADED, modelDelivery, modelUrlParts, SEDNA_SOURCE, unescaped, type ModelUrlParts } from '../../kubernetes/sedna-generated';

type Teller = (rule: string, why: string, fix?: string) => Problem[];

const FIX = 'give an absolute path on the node, s3://bucket/key, http(s)://host/path, or <scheme>:// that the worker fetches itself';
const CRASH = 'Sedna\'s Global Manager cannot parse it, and ends';
const LOOSE = 'no URL looks like that, and not everything that reads it takes it';
const CONTROL = /[\x00-\x1f\x7f]/;
const PERCENT = /%(?![0-9a-fA-F]{2})/;

/** What is wrong with the URL of a model, which Sedna's controller parses (Go's `url.Parse`) without looking at the error. */
export function modelUrlProblems(at: string, url: unknown): Problem[] {
  const problem: Teller = (rule, why, fix = FIX) => [{ field: at, value: url, rule, why, fix, source: SEDNA_SOURCE }];
  if (typeof url !== 'string' || url === '') return problem('must be a URL or an absolute path', 'there would be no file to serve');
  const [parsed] = url.split('#', 1);
  if (CONTROL.test(parsed)) return problem('must hold no control characters', CRASH, 'remove them');
  const parts = modelUrlParts(url);
  const { scheme, authority, path } = parts;
  if (scheme === undefined) return pathProblems(url, problem);
  if (/\s/.test(url) || CONTROL.test(url)) {
    return problem('must hold no spaces and control characters', authority.includes(' ') ? CRASH : LOOSE, 'write a space as %20');
  }
  if (PERCENT.test(url)) {
    // Of a query and of what follows a scheme without a slash, Go looks at no escapes.
    const read = [authority, path.startsWith('/') ? path : '', url.slice(parsed.length)];
    return problem('must hold "%" only before two hexadecimal digits', read.some((part) => PERCENT.test(part)) ? CRASH : LOOSE, 'write a percent sign as %25');
  }
  const problems = addressProblems(authority, problem);
  return problems.length > 0 || !DOWNLOADED.includes(scheme) ? problems : downloadProblems(parts, problem);
}

function addressProblems(authority: string, problem: Teller): Problem[] {
  if (authority === '') return [];
  if (authority.includes('@')) {
    return problem('must hold no user and password', 'it would be readable in the Model and in each pod', 'use the credential of an s3 URL');
  }
  const [, host, port = ':'] = /^(.*?)(:[^:\]]*)?$/s.exec(authority)!;
  const broken = host.lastIndexOf('[') > 0 || (host.startsWith('[') && !host.endsWith(']')) || !/^:\d*$/.test(port);
  // Escapes in an address are for letters beyond ASCII, and for the percent sign.
  if (broken || /[\\^`{|}]|%(?!25)[0-7]/.test(host)) return problem('has an address that cannot be parsed', CRASH);
  const names = host.startsWith('[') ? isIPv6(host.slice(1, -1)) : /^[^"<>\]:]+$/.test(host);
  return names ? [] : problem('has an address that no host has', 'there would be nothing to reach');
}

/** A file that Sedna downloads, to a path that it makes of the URL. */
function downloadProblems({ scheme, authority, path }: ModelUrlParts, problem: Teller): Problem[] {
  const [host, file] = [unescaped(authority), unescaped(path)];
  if (host === undefined || file === undefined) {
    return problem('must hold escapes of UTF-8 only', 'the path that the worker gets would be no text', 'write each letter by the escapes of its bytes in UTF-8');
  }
  if (CONTROL.test(host + file)) {
    return problem('must hold no control characters, nor their escapes', 'the worker gets the path in a variable, which cannot hold all of them', 'rename the file');
  }
  if (host === '' || file.replace(/\/+$/, '') === '') {
    return problem(`must name ${scheme === 's3' ? 'a bucket and a key' : 'a host and a path'}`, 'there would be nothing to download');
  }
  if (file.endsWith('/')) return problem('must name a file', 'Sedna takes every URL for a file, and the worker would look for it in the wrong folder', 'give the file itself');
  if ([host, ...file.slice(1).split('/')].some((part) => ['', '.', '..'].includes(part))) {
    return problem('must have a path without "//", "." and ".."', 'Sedna takes them out of the path that the worker gets, which may be that of another file', 'give the plain path of the file');
  }
  return [];
}

/** A path on the node: the folder that holds the file is mounted. */
function pathProblems(path: string, problem: Teller): Problem[] {
  if (!path.startsWith('/')) return problem('must be an absolute path or have a scheme', 'a folder of the node can be mounted by its absolute path only');
  if (!/^[-\w./+=@,~]+$/.test(path)) {
    return problem('must consist of letters, digits and -_./+=@,~', 'Sedna reads it as a URL, in which other characters stand for something else', 'rename the file or its folder');
  }
  const parts = path.slice(1).split('/');
  if (parts.some((p) => p === '' || p === '.' || p === '..')) {
    return problem('must name a file, without "//", "." and ".."', 'Sedna mounts the folder above it where the worker would not look', 'give the plain path of the file');
  }
  if (parts.length < 2) return problem('must not be in the root of the node', 'Sedna mounts the folder that holds it, which would be the whole node', 'put the file into a folder of its own');
  const { volume } = modelDelivery(path);
  if (matches(DNS_LABEL, volume)) return [];
  return problem(`makes Sedna call its volume "${volume}"`, 'that is no DNS label, so the API server would reject the Deployment', 'let the name of the first folder start with a letter or a digit');
}
