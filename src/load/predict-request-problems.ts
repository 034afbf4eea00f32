import type { HttpRequestOptions } from './predict-request-options';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';

/** The most bytes of a body. A ConfigMap holds 1 MiB, and the locustfile needs some of it. */
const LARGEST_BODY = 1_000_000;

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

export function jsonProblems(body: unknown): Problem[] {
  if (typeof body === 'string' && isJson(body)) return [];
  return [{
    code: 'load/body-not-json',
    field: 'body',
    value: body,
    rule: 'must be JSON',
    why: 'the server would reject each request',
    fix: 'give a value that JSON can represent, or JSON text',
  }];
}

export function bodySizeProblems(body: unknown): Problem[] {
  const size = typeof body === 'string' ? Buffer.byteLength(body) : 0;
  if (size <= LARGEST_BODY) return [];
  return [{
    code: 'load/body-too-large',
    field: 'body',
    value: `${size} bytes`,
    rule: `must not be above ${LARGEST_BODY} bytes`,
    why: 'a ConfigMap stores it, which holds 1 MiB at most',
    fix: 'send a smaller body',
  }];
}

export function promptProblems(prompt: unknown): Problem[] {
  if (typeof prompt === 'string' && prompt !== '') return [];
  return [{
    code: 'load/prompt-missing',
    field: 'prompt',
    value: prompt,
    rule: 'must be a non-empty string',
    why: 'the server would reject each request',
    fix: 'set prompt',
  }];
}

export function chatModelProblems(modelName: unknown): Problem[] {
  if (modelName === undefined || typeof modelName === 'string') return [];
  return [{
    code: 'load/chat-model-not-text',
    field: 'modelName',
    value: modelName,
    rule: 'must be a string',
    why: 'the server would reject each request',
    fix: 'give the name under which the server serves the model',
  }];
}

export function maxTokensProblems(maxTokens: unknown): Problem[] {
  if (Number.isInteger(maxTokens) && (maxTokens as number) >= 1) return [];
  return [{
    code: 'load/max-tokens-not-positive',
    field: 'maxTokens',
    value: maxTokens,
    rule: 'must be a whole number of at least 1',
    why: 'the server would reject each request',
    fix: 'give the most tokens of an answer',
  }];
}

export function httpProblems({ path, method = 'POST', headers = {}, body }: HttpRequestOptions): Problem[] {
  const problems = new Problems();
  if (!isPrintable(path) || !path.startsWith('/') || path.includes(' ')) {
    problems.add({
      code: 'load/not-a-path',
      field: 'path',
      value: path,
      rule: 'must start with "/", and consist of printable ASCII characters without spaces',
      why: 'it is not a valid URL path',
      fix: 'write it as /predict',
    });
  }
  if (typeof method !== 'string' || !METHODS.includes(method.toUpperCase())) {
    problems.add({
      code: 'load/not-a-method',
      field: 'method',
      value: method,
      rule: 'must be an HTTP method',
      why: 'Locust could not send the request',
      fix: `use one of ${METHODS.join(', ')}`,
    });
  }
  problems.addAll(headerProblems(headers));
  if (body !== undefined && typeof body !== 'string') {
    problems.add({
      code: 'load/body-not-text',
      field: 'body',
      value: body,
      rule: 'must be a string',
      why: 'the body is stored as text in a ConfigMap',
      fix: 'write it as a string',
    });
  }
  return problems.all;
}

export function headerProblems(headers: unknown, field: string = 'headers'): Problem[] {
  if (!check.isObject(headers)) {
    return [{
      code: 'load/headers-not-an-object',
      field,
      value: headers,
      rule: 'must be an object of header names and values',
      why: 'Locust could not send the headers',
      fix: 'write them as { name: "value" }',
    }];
  }
  const problems = new Problems();
  for (const [name, value] of Object.entries(headers)) {
    const place = `${field}[${JSON.stringify(name)}]`;
    if (!/^[-\w]+$/.test(name)) {
      problems.add({
        code: 'load/invalid-header-name',
        field: place,
        rule: 'must have a name of letters, digits, "-" and "_"',
        why: 'Locust could not send the header',
        fix: 'rename the header',
      });
    }
    if (!isPrintable(value)) {
      problems.add({
        code: 'load/invalid-header-value',
        field: place,
        value,
        rule: 'must be a non-empty string of printable ASCII characters, without spaces around it',
        why: 'Locust could not send the header',
        fix: 'remove other characters, or encode them',
      });
    }
  }
  return problems.all;
}

/** A string of printable ASCII characters, without spaces around it. */
export function isPrintable(text: unknown): text is string {
  return typeof text === 'string' && text !== '' && text.trim() === text && /^[\x20-\x7e]+$/.test(text);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
