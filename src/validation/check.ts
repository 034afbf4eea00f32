import { isIPv4, isIPv6 } from 'net';
import type { Duration } from 'cdk8s';
import * as names from './names';
import type { Problem } from './problem';
import { parseQuantity } from './quantity';

/** General rules on plain values. Each gives the problems of one value; none throws. */

/** The largest number that a field of the API holds. */
const INT32 = 2 ** 31 - 1;

/** What all annotations of an object may be long. */
const ANNOTATIONS = 256 * 1024;

const API = 'Kubernetes API validation';

/** A value with named parts: no list, and not null. */
export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function name(at: string, value: unknown, grammar: names.Grammar, fix = 'give another name'): Problem[] {
  if (names.matches(grammar, value)) return [];
  return [{ field: at, value: value, rule: `must be ${grammar.title}`, why: 'the API server would reject the object', fix, source: API }];
}

export function image(at: string, value: unknown): Problem[] {
  if (names.matches(names.IMAGE, value)) return [];
  return [{
    field: at,
    value: value,
    rule: `must be ${names.IMAGE.title}`,
    why: 'the kubelet could not pull it (InvalidImageName)',
    fix: 'give a complete reference such as docker.io/org/server:1.2',
  }];
}

export function integer(at: string, value: unknown, range: { min: number; max?: number }, why: string, fix: string): Problem[] {
  const { min, max = INT32 } = range;
  if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) return [];
  const limits = max === INT32 && !(typeof value === 'number' && value > max) ? `of at least ${min}` : `from ${min} to ${max}`;
  return [{ field: at, value: value, rule: `must be a whole number ${limits}`, why, fix }];
}

export function port(at: string, value: unknown): Problem[] {
  return integer(at, value, { min: 1, max: 65535 }, 'the API server would reject the port', 'give a port from 1 to 65535');
}

/** A quantity that must be above zero. */
export function quantity(at: string, value: unknown, why: string = 'the API server would reject it'): Problem[] {
  const number = parseQuantity(value);
  const base = { field: at, value: value, source: API };
  if (number === undefined) {
    return [{
      ...base,
      rule: 'must be a quantity in Kubernetes notation',
      why: 'the API server could not parse it',
      fix: 'write a number with an optional suffix, such as 500m, 0.5, 64M or 2Gi',
    }];
  }
  if (number <= 0) {
    return [{
      ...base,
      rule: 'must be above zero',
      why,
      fix: 'give a positive quantity',
    }];
  }
  return [];
}

/** A time span in whole seconds. */
export function seconds(at: string, value: Duration | undefined, range: { min: number; max?: number }, why: string): Problem[] {
  if (value === undefined) return [];
  const number = value.toSeconds({ integral: false });
  const span = range.max === undefined ? `${range.min} or more` : `from ${range.min} to ${range.max}`;
  return integer(at, number, range, why, `give a Duration of whole seconds, ${span}`);
}

export function labels(at: string, value: Readonly<Record<string, string>> | undefined): Problem[] {
  return Object.entries(value ?? {}).flatMap(([key, given]) => [
    ...(names.isLabelKey(key) ? [] : [{
      field: `${at}[${JSON.stringify(key)}]`,
      rule: 'the key must be [DNS subdomain/]name of at most 63 letters, digits, "-", "_" and "."',
      why: 'the API server would reject the label',
      fix: 'rename the key',
      source: API,
    }]),
    ...(names.isLabelValue(given) ? [] : [{
      field: `${at}[${JSON.stringify(key)}]`,
      value: given,
      rule: `must be ${names.LABEL_VALUE.title}`,
      why: 'the API server would reject the label',
      fix: 'shorten or change the value',
      source: API,
    }]),
  ]);
}

export function annotations(at: string, value: Readonly<Record<string, string>> | undefined): Problem[] {
  const size = Object.entries(value ?? {}).reduce((sum, [key, given]) => sum + Buffer.byteLength(key + String(given)), 0);
  const long: Problem[] = size <= ANNOTATIONS ? [] : [{
    field: at,
    value: `${size} bytes`,
    rule: `must not be above ${ANNOTATIONS} bytes`,
    why: 'the API server would reject the object',
    fix: 'put it into a ConfigMap',
    source: API,
  }];
  return long.concat(Object.entries(value ?? {}).flatMap(([key, given]) => [
    ...(names.isLabelKey(key.toLowerCase()) ? [] : [{
      field: `${at}[${JSON.stringify(key)}]`,
      rule: 'the key must be [DNS subdomain/]name of at most 63 letters, digits, "-", "_" and "."',
      why: 'the API server would reject the annotation',
      fix: 'rename the key',
      source: API,
    }]),
    ...(typeof given === 'string' ? [] : [{
      field: `${at}[${JSON.stringify(key)}]`,
      value: given,
      rule: 'must be a string',
      why: 'the API server would reject the annotation',
      fix: 'write the value as a string',
      source: API,
    }]),
  ]));
}

export function absolutePath(at: string, value: unknown, why: string = 'a shell that fetches the model would read them'): Problem[] {
  const absolute = typeof value === 'string' && value.startsWith('/') && !value.includes(':') && !value.split('/').includes('..');
  if (absolute && !/['"$`\\\x00-\x1f]/.test(value)) return [];
  if (absolute) {
    return [{
      field: at,
      value: value,
      rule: 'must not contain quotes, "$", backslashes and control characters',
      why,
      fix: 'give a path of plain characters',
    }];
  }
  return [{
    field: at,
    value: value,
    rule: 'must be an absolute path without ".." and ":"',
    why: 'the API server or the kubelet would reject the mount',
    fix: 'give a path that starts with "/"',
    source: API,
  }];
}

/** A size that cdk8s-plus can print for a volume: it knows whole mebibytes only. */
export function wholeMebibytes(at: string, kibibytes: number): Problem[] {
  if (kibibytes > 0 && kibibytes % 1024 === 0) return [];
  return [{
    field: at,
    value: `${kibibytes}Ki`,
    rule: 'must be a whole number of mebibytes above zero',
    why: 'the size of an empty volume is printed in mebibytes',
    fix: 'round it to mebibytes',
  }];
}

/** A block of addresses whose bits beyond the prefix are zero. */
export function cidr(at: string, value: unknown): Problem[] {
  const [address, bits, ...rest] = String(value).split('/');
  const width = isIPv4(address) ? 32 : isIPv6(address) ? 128 : 0;
  const prefix = /^\d+$/.test(bits ?? '') ? Number(bits) : -1;
  const valid = width > 0 && rest.length === 0 && prefix >= 0 && prefix <= width;
  const number = width === 32 ? address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0) : 0;
  if (valid && (width === 128 || number % 2 ** (32 - prefix) === 0)) return [];
  return [{
    field: at,
    value: value,
    rule: valid ? 'must have no bits beyond its prefix' : 'must be a block of addresses in CIDR notation',
    why: 'the API server would reject it',
    fix: 'write it as 10.0.0.0/8',
    source: API,
  }];
}
