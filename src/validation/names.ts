/** The parts of an image reference, as in the specification of the distribution project. */
const HOST_PART = '[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?';
const HOST = `${HOST_PART}(?:\\.${HOST_PART})*`;
const REGISTRY = `(?:${HOST}(?::[0-9]+)?/)?`;
const PATH_PART = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const TAG = '(?::[\\w][\\w.-]{0,127})?';
const DIGEST = '(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})';

/** A grammar of Kubernetes names: the regular expression and the maximum length of the API server. */
export interface Grammar {
  readonly title: string;
  readonly pattern: RegExp;
  readonly max: number;
}

export const DNS_LABEL: Grammar = {
  title: 'a DNS label (lower-case letters, digits and "-", at most 63 characters)',
  pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
  max: 63,
};
/** The name of a Service, and of every object whose name a Service gets. */
export const DNS_1035_LABEL: Grammar = {
  title: 'a DNS-1035 label (starts with a lower-case letter, then letters, digits and "-", at most 63 characters)',
  pattern: /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
  max: 63,
};
export const DNS_SUBDOMAIN: Grammar = {
  title: 'a DNS subdomain (lower-case letters, digits, "-" and ".", at most 253 characters)',
  pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
  max: 253,
};
export const PORT_NAME: Grammar = {
  title: 'a port name (lower-case letters, digits and "-", with a letter, at most 15 characters)',
  pattern: /^(?=.*[a-z])(?!.*--)[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
  max: 15,
};
export const LABEL_VALUE: Grammar = {
  title: 'a label value (letters, digits, "-", "_" and ".", at most 63 characters)',
  pattern: /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/,
  max: 63,
};
export const ENV_NAME: Grammar = {
  title: 'an environment variable name (letters, digits, "_", "-" and ".", not starting with a digit)',
  pattern: /^(?!\.{1,2}$|\.\.)[-._a-zA-Z][-._a-zA-Z0-9]*$/,
  max: 32768,
};
export const CONFIG_KEY: Grammar = {
  title: 'a ConfigMap key (letters, digits, "-", "_" and ".", at most 253 characters)',
  pattern: /^(?!\.$|\.\.)[-._a-zA-Z0-9]+$/,
  max: 253,
};
export const IMAGE: Grammar = {
  title: 'an image reference ([registry/]name[:tag][@digest])',
  pattern: new RegExp(`^${REGISTRY}${PATH_PART}(?:/${PATH_PART})*${TAG}(?:@${DIGEST})?$`),
  max: 4096,
};
/** A path segment of a metric's name in the metrics APIs. */
export const METRIC_NAME: Grammar = {
  title: 'a metric name (not empty, not "." or "..", without "/" and "%")',
  pattern: /^(?!\.{1,2}$)[^/%]+$/,
  max: 4096,
};

export function matches(grammar: Grammar, value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= grammar.max && grammar.pattern.test(value);
}

/** A label key: an optional DNS subdomain before a slash, then a name of at most 63 characters. */
export function isLabelKey(key: unknown): key is string {
  if (typeof key !== 'string') return false;
  const slash = key.indexOf('/');
  if (slash < 0) return matches(LABEL_VALUE, key);
  return matches(DNS_SUBDOMAIN, key.slice(0, slash)) && matches(LABEL_VALUE, key.slice(slash + 1));
}

export function isLabelValue(value: unknown): value is string {
  return value === '' || matches(LABEL_VALUE, value);
}
