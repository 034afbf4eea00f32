import { isIPv6 } from 'net';
import { SEDNA_SOURCE } from '../../kubernetes/sedna/api';
import type { Problem } from '../../validation/problem';

/** What is wrong with the authority of a model's URL: `<host>` or `<host>:<port>`. */
export function modelHostProblems(field: string, url: string, authority: string): Problem[] {
  if (authority === '') return [];
  if (authority.includes('@')) {
    return [{
      code: 'sedna/model-url-credentials',
      field,
      value: url,
      rule: 'must contain no user and password',
      why: 'everyone who can read the Model or its pods could read them',
      fix: 'use an s3 URL with credential',
      source: SEDNA_SOURCE,
    }];
  }
  const { host, port } = hostAndPort(authority);
  if (!isParsable(host, port)) {
    return [{
      code: 'sedna/model-url-host-unparsable',
      field,
      value: url,
      rule: 'must have a host and a port that can be parsed',
      why: 'Sedna\'s Global Manager cannot parse the URL, and crashes',
      fix: 'write the address as <host> or <host>:<port>, and an IPv6 address in brackets',
      source: SEDNA_SOURCE,
    }];
  }
  if (isHost(host)) return [];
  return [{
    code: 'sedna/model-url-host-invalid',
    field,
    value: url,
    rule: 'must have a valid host',
    why: 'no server can have this address',
    fix: 'give a host name or an IP address, and write an IPv6 address in brackets',
    source: SEDNA_SOURCE,
  }];
}

/** The port starts at the last colon that is not inside brackets. */
function hostAndPort(authority: string): { host: string; port: string } {
  const colon = authority.lastIndexOf(':');
  if (colon < 0 || authority.includes(']', colon)) return { host: authority, port: '' };
  return { host: authority.slice(0, colon), port: authority.slice(colon + 1) };
}

function isParsable(host: string, port: string): boolean {
  if (!/^\d*$/.test(port)) return false;
  if (host.lastIndexOf('[') > 0 || (host.startsWith('[') && !host.endsWith(']'))) return false;
  // Percent-encoding in a host is for letters beyond ASCII, and for the percent sign.
  return !/[\\^`{|}]|%(?!25)[0-7]/.test(host);
}

function isHost(host: string): boolean {
  return host.startsWith('[') ? isIPv6(host.slice(1, -1)) : /^[^"<>\]:]+$/.test(host);
}
