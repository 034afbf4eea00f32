import { readableUrl, targetUrl } from './load-target';
import type { LocustLoadTestProps } from './locust-load-test-props';
import { headerProblems, isPrintable } from './predict-request-problems';
import { wakeAddress } from '../scaling/http/wake-address';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';
import { secretValueProblems } from '../values/secret-problems';

/** The headers that hold credentials by their names. */
const CREDENTIALS = /^(authorization|proxy-authorization|cookie|(x-)?(api|auth)-?(key|token))$/i;

/** What is wrong with the address of a load test, and with what is sent to it besides the request. */
export function loadTargetProblems(props: LocustLoadTestProps): Problem[] {
  const { url, headers, timeout, verifyTls } = props;
  const problems = new Problems();
  if (url === undefined) problems.addAll(serviceProblems(props));
  else problems.addAll(urlProblems(url));
  if (headers !== undefined) problems.addAll(plainHeaderProblems(headers));
  problems.addAll(secretHeaderProblems(props));
  problems.addAll(check.seconds('timeout', timeout, { min: 1 }, 'Locust would end each request at once'));
  problems.addAll(check.boolean('verifyTls', verifyTls));
  if (verifyTls !== undefined && readableUrl(url)?.protocol !== 'https:') {
    problems.add({
      code: 'load/no-tls',
      field: 'verifyTls',
      value: verifyTls,
      rule: 'needs a url with https://',
      why: 'there is no certificate to verify, so it would have no effect',
      fix: 'remove verifyTls, or set such a url',
    });
  }
  return problems.all;
}

function serviceProblems({ target }: LocustLoadTestProps): Problem[] {
  if (target === undefined || wakeAddress(target) || targetUrl(target) !== undefined) return [];
  return [{
    code: 'load/no-http-port',
    field: 'target',
    value: target.exposedBy?.name,
    rule: 'must have a Service with a port for the HTTP API of its server',
    why: 'Locust sends only HTTP requests',
    fix: 'add the HTTP port of the server to the Service',
  }];
}

function urlProblems(url: unknown): Problem[] {
  const read = readableUrl(url);
  if (!read) {
    return [{
      code: 'load/not-a-url',
      field: 'url',
      value: url,
      rule: 'must be a URL with http:// or https://, without a query and a fragment',
      why: 'Locust sends each request to it, with the path of the request behind it',
      fix: 'write it as https://chat.example.com, with a path where one is before that of the API',
    }];
  }
  if (read.username === '' && read.password === '') return [];
  return [{
    code: 'load/credentials-in-url',
    field: 'url',
    rule: 'must not contain a user or a password',
    why: 'the URL is an argument of the container, which everyone with read access to pods sees',
    fix: 'send them as a header, from a Secret: secretHeaders',
  }];
}

function plainHeaderProblems(headers: unknown): Problem[] {
  const problems = new Problems();
  problems.addAll(headerProblems(headers));
  for (const name of Object.keys(check.isObject(headers) ? headers : {})) {
    if (!CREDENTIALS.test(name)) continue;
    problems.add({
      code: 'load/credentials-in-header',
      field: `headers[${JSON.stringify(name)}]`,
      rule: 'must be among secretHeaders',
      why: 'a ConfigMap stores the headers, and credentials belong into a Secret',
      fix: `set secretHeaders: { ${JSON.stringify(name)}: { secret, key } }`,
    });
  }
  return problems.all;
}

function secretHeaderProblems({ headers, secretHeaders }: LocustLoadTestProps): Problem[] {
  if (secretHeaders === undefined) return [];
  if (!check.isObject(secretHeaders)) {
    return [{
      code: 'load/secret-headers-not-an-object',
      field: 'secretHeaders',
      rule: 'must be an object of header names and keys of Secrets',
      why: 'Locust could not send the headers',
      fix: "write them as { Authorization: { secret, key: 'api-key', prefix: 'Bearer ' } }",
    }];
  }
  const problems = new Problems();
  const plain = new Set(Object.keys(check.isObject(headers) ? headers : {}).map((name) => name.toLowerCase()));
  const variables = new Set<string>();
  for (const [name, value] of Object.entries(secretHeaders)) {
    const field = `secretHeaders[${JSON.stringify(name)}]`;
    problems.addAll(headerProblems({ [name]: 'value' }, 'secretHeaders'));
    problems.addAll(secretValueProblems(field, value));
    problems.addAll(prefixProblems(`${field}.prefix`, (value as { prefix?: unknown } | undefined)?.prefix));
    if (plain.has(name.toLowerCase()) || variables.has(variableOf(name))) problems.add(twiceProblem(field));
    variables.add(variableOf(name));
  }
  return problems.all;
}

function prefixProblems(field: string, prefix: unknown): Problem[] {
  if (prefix === undefined || (typeof prefix === 'string' && isPrintable(`${prefix}x`))) return [];
  return [{
    code: 'load/invalid-header-prefix',
    field,
    rule: 'must be a string of printable ASCII characters, without a space at its beginning',
    why: 'Locust could not send the header',
    fix: "write it as 'Bearer ', with the space before the value",
  }];
}

function twiceProblem(field: string): Problem {
  return {
    code: 'load/header-twice',
    field,
    rule: 'must be the only header of its name',
    why: 'only one of the two would be sent; letters in upper and lower case, "-" and "_" count as the same',
    fix: 'remove one of them',
  };
}

/** The variable in which the container finds the value of a header. */
export function variableOf(header: string): string {
  return `HEADER_${header.toUpperCase().replace(/-/g, '_')}`;
}

/** What is wrong where there is nothing to send requests to. */
export function noTargetProblems({ target, url }: LocustLoadTestProps): Problem[] {
  if (target !== undefined || url !== undefined) return [];
  return [{
    code: 'load/no-target',
    field: 'target',
    value: target,
    rule: 'must be set, or url',
    why: 'Locust needs an address to send requests to',
    fix: 'give an AutoscaledInference or InferenceDeployment, or the URL of what is outside the program',
  }];
}

