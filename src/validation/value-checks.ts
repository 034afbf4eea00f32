import type { Duration } from 'cdk8s';
import * as correct from './corrections';
import * as names from './names';
import type { Problem } from './problem';
import { parseQuantity } from './quantity';

export { cidr } from './cidr';
export { annotations, labels } from './labels';

const { fixWith } = correct;

/** General rules on plain values. Each gives the problems of one value; none throws. */

/** The largest number that a field of the API holds. */
const INT32 = 2 ** 31 - 1;

const NAMES = 'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/';
const LABELS = 'https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/'
  + '#syntax-and-character-set';
const SERVICES = 'https://kubernetes.io/docs/concepts/services-networking/service/';
const VOLUMES = 'https://kubernetes.io/docs/concepts/storage/volumes/';
const IMAGES = 'https://kubernetes.io/docs/concepts/containers/images/#image-names';
const ENVIRONMENT =
  'https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/';
const METRICS = 'https://kubernetes.io/docs/tasks/debug/debug-cluster/resource-metrics-pipeline/';
const QUANTITIES = 'https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/';

/** Where Kubernetes documents a grammar. */
const SOURCES: ReadonlyMap<names.Grammar, string> = new Map([
  [names.DNS_LABEL, NAMES],
  [names.DNS_1035_LABEL, NAMES],
  [names.DNS_SUBDOMAIN, NAMES],
  [names.LABEL_VALUE, LABELS],
  [names.PORT_NAME, SERVICES],
  [names.ENV_NAME, ENVIRONMENT],
  [names.METRIC_NAME, METRICS],
  [names.CONFIG_KEY, 'https://kubernetes.io/docs/concepts/configuration/configmap/'],
]);

interface Range {
  readonly min: number;
  /** @default - the largest number that a field of the API holds */
  readonly max?: number;
}

/** A value with named parts: no list, and not null. */
export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a program in plain JavaScript may take for an object of properties, and what hides its content. */
const BUILT_IN = /^\[object (Map|Set|WeakMap|WeakSet|Date|RegExp|String|Number|Boolean|BigInt|Symbol|Promise|Error)\]$/;

/** An object of named values: no list, time or size, and no object of JavaScript that keeps its content elsewhere. */
export function isRecord(value: unknown): value is object {
  if (!isObject(value) || 'toSeconds' in value || 'toKibibytes' in value) return false;
  return Object.getPrototypeOf(value) === Object.prototype || !BUILT_IN.test(Object.prototype.toString.call(value));
}

/** True or false where it is set; any other value would count as one of the two. */
export function boolean(field: string, value: unknown): Problem[] {
  if (value === undefined || typeof value === 'boolean') return [];
  return [{
    code: 'validation/boolean',
    field,
    value,
    rule: 'must be true or false',
    why: 'any other value would be read as one of the two, and perhaps not the one that is meant',
    fix: fixWith(correct.correctedBoolean(value), 'write true or false without quotes, or leave it out'),
  }];
}

/** One of several texts, where it is set: the values of an enumeration of cdk8s-plus, whichever it comes from. */
export function choice(field: string, value: unknown, allowed: readonly string[]): Problem[] {
  if (value === undefined || value === null || allowed.some((one) => one === value)) return [];
  return [{
    code: 'validation/choice',
    field,
    value,
    rule: `must be one of ${allowed.filter((one) => one !== '').join(', ')}`,
    why: 'Kubernetes knows no other value, so the API server would reject the object',
    fix: 'set one of them, as a text or as a member of the enumeration of cdk8s-plus',
  }];
}

export function name(field: string, value: unknown, grammar: names.Grammar, fix = 'give another name'): Problem[] {
  if (names.matches(grammar, value)) return [];
  const source = SOURCES.get(grammar);
  const corrected = correct.correctedName(grammar, value);
  return [{
    code: 'validation/name',
    field,
    value,
    rule: `must be ${grammar.title}`,
    why: 'the API server would reject the object',
    fix: fixWith(corrected && `"${corrected}"`, fix),
    ...(source && { source }),
  }];
}

export function image(field: string, value: unknown): Problem[] {
  if (names.matches(names.IMAGE, value)) return [];
  return [{
    code: 'validation/image',
    field,
    value,
    rule: `must be ${names.IMAGE.title}`,
    why: 'the kubelet could not pull it (InvalidImageName)',
    fix: fixWith(correct.correctedImage(value), 'give a complete reference such as docker.io/org/server:1.2'),
    source: IMAGES,
  }];
}

/** @param source where the range of the field is documented */
export function integer(
  field: string, value: unknown, range: Range, why: string, fix: string, source?: string,
): Problem[] {
  if (isInteger(value, range)) return [];
  const corrected = correct.correctedInteger(value, range.min, range.max ?? INT32);
  return [{
    code: 'validation/integer',
    field,
    value,
    rule: `must be a whole number ${limits(value, range)}`,
    why,
    fix: fixWith(corrected, fix),
    ...(source && { source }),
  }];
}

export function port(field: string, value: unknown): Problem[] {
  if (isInteger(value, { min: 1, max: 65535 })) return [];
  return [{
    code: 'validation/port',
    field,
    value,
    rule: 'must be a whole number from 1 to 65535',
    why: 'the API server would reject the port',
    fix: fixWith(correct.correctedInteger(value, 1, 65535), 'give the port that the process listens on'),
    source: SERVICES,
  }];
}

/** A quantity that must be above zero. */
export function quantity(field: string, value: unknown, why: string = 'the API server would reject it'): Problem[] {
  const number = parseQuantity(value);
  if (number === undefined) {
    return [{
      code: 'validation/quantity',
      field,
      value,
      rule: 'must be a quantity in Kubernetes notation',
      why: 'the API server could not parse it',
      fix: fixWith(
        correct.correctedQuantity(value), 'write a number with an optional suffix, such as 500m, 0.5, 64M or 2Gi',
      ),
      source: QUANTITIES,
    }];
  }
  if (number > 0) return [];
  return [{
    code: 'validation/quantity-not-positive',
    field,
    value,
    rule: 'must be above zero',
    why,
    fix: fixWith(number < 0 ? String(value).replace(/^-/, '') : undefined, 'give a positive quantity'),
    source: QUANTITIES,
  }];
}

/** A time span in whole seconds. */
export function seconds(
  field: string, value: Duration | undefined, range: Range, why: string, source?: string,
): Problem[] {
  if (value === undefined) return [];
  const corrected = (given: unknown) => correct.correctedSeconds(given, range.min, range.max ?? INT32);
  const span = range.max === undefined ? `${range.min} or more` : `from ${range.min} to ${range.max}`;
  if (!isDuration(value)) {
    return [{
      code: 'validation/duration',
      field,
      value,
      rule: 'must be a Duration of cdk8s',
      why: 'the unit of any other value is unknown',
      fix: fixWith(corrected(value), `give a Duration of whole seconds, ${span}`),
    }];
  }
  const number = value.toSeconds({ integral: false });
  if (isInteger(number, range)) return [];
  return [{
    code: 'validation/seconds',
    field,
    value: number,
    rule: `must be a whole number ${limits(number, range)}`,
    why,
    fix: fixWith(corrected(number), `give a Duration of whole seconds, ${span}`),
    ...(source && { source }),
  }];
}

/** A path on a node, in a container or in an image; `why` is the reason against characters that a shell reads. */
export function absolutePath(
  field: string,
  value: unknown,
  why: string = 'the shell that downloads the model would interpret them',
): Problem[] {
  if (typeof value !== 'string' || !value.startsWith('/') || value.includes(':') || value.split('/').includes('..')) {
    return [{
      code: 'validation/path',
      field,
      value,
      rule: 'must be an absolute path without ".." and ":"',
      why: 'the API server or the kubelet would reject the mount',
      fix: fixWith(correct.correctedPath(value), 'give a path that starts with "/"'),
      source: VOLUMES,
    }];
  }
  if (!/['"$`\\\x00-\x1f]/.test(value)) return [];
  return [{
    code: 'validation/path-characters',
    field,
    value,
    rule: 'must not contain quotes, "$", backslashes or control characters',
    why,
    fix: fixWith(
      correct.correctedPath(value.replace(/['"$`\\\x00-\x1f]/g, '')), 'use a path without these characters',
    ),
  }];
}

/** The size of an empty volume, which cdk8s-plus renders in whole mebibytes. */
export function wholeMebibytes(field: string, kibibytes: number): Problem[] {
  if (kibibytes > 0 && kibibytes % 1024 === 0) return [];
  return [{
    code: 'validation/mebibytes',
    field,
    value: `${kibibytes}Ki`,
    rule: 'must be a whole number of mebibytes above zero',
    why: 'cdk8s-plus renders the size of an empty volume in whole mebibytes',
    fix: fixWith(correct.correctedMebibytes(kibibytes), 'round it to whole mebibytes'),
    source: `${VOLUMES}#emptydir`,
  }];
}

function isInteger(value: unknown, { min, max = INT32 }: Range): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;
}

/** A Duration, also one of another copy of cdk8s. */
function isDuration(value: unknown): value is Duration {
  return isObject(value) && typeof (value as Partial<Duration>).toSeconds === 'function';
}

/** The limits of a range. The largest number that the API holds is named only where a value exceeds it. */
function limits(value: unknown, { min, max = INT32 }: Range): string {
  if (max === INT32 && !(typeof value === 'number' && value > max)) return `of at least ${min}`;
  return `from ${min} to ${max}`;
}
