import type { HeadIngressProps, HeadRetries } from './head-ingress-options';
import { durationProblems, milliseconds } from './istio-duration';
import { objectProblems } from './not-an-object';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';

/** The default of `timeout`, in milliseconds. */
const TIMEOUT = 300_000;

/** The conditions that Envoy supports, besides an HTTP status. */
const CONDITIONS = new Set([
  '5xx', 'gateway-error', 'reset', 'reset-before-request', 'connect-failure', 'retriable-4xx', 'refused-stream',
  'retriable-status-codes', 'retriable-headers', 'envoy-ratelimited', 'http3-post-connect-failure', 'cancelled',
  'deadline-exceeded', 'internal', 'resource-exhausted', 'unavailable',
]);

/** The conditions under which Envoy retries a try that timed out. */
const AFTER_TIMEOUT = new Set(['5xx', 'gateway-error', 'reset', '504']);

/** The problems of `retries`, and of the time that all tries need together. */
export function retryProblems({ retries, timeout }: HeadIngressProps): Problem[] {
  if (retries === undefined) return [];
  const problems = new Problems();
  problems.addAll(objectProblems('retries', retries));
  if (!problems.isEmpty) return problems.all;
  const { attempts, perTryTimeout } = retries;
  const retryOn = retries.retryOn ?? undefined;
  const fix = 'give the number of retries; 0 switches retries off';
  problems.within('retries', check.integer('attempts', attempts, { min: 0 }, 'Istio would reject the object', fix));
  if (attempts === 0 && (perTryTimeout !== undefined || retryOn !== undefined)) {
    problems.add({
      code: 'head-ingress/retry-options-without-attempts',
      field: 'retries.attempts',
      value: 0,
      rule: 'cannot be combined with perTryTimeout and retryOn',
      why: 'Istio would reject the object',
      fix: 'remove perTryTimeout and retryOn',
    });
    return problems.all;
  }
  problems.addAll(durationProblems('retries.perTryTimeout', perTryTimeout));
  if (problems.isEmpty) problems.addAll(tryProblems(retries, timeout));
  problems.addAll(conditionProblems(retryOn));
  return problems.all;
}

/** One try, and all tries, must fit into the timeout of the request. */
function tryProblems({ attempts, perTryTimeout, retryOn }: HeadRetries, timeout: unknown): Problem[] {
  const one = milliseconds(perTryTimeout);
  const all = timeout === undefined ? TIMEOUT : milliseconds(timeout);
  if (one === undefined || all === undefined || all < 1) return [];
  if (one > all) {
    return [{
      code: 'head-ingress/try-longer-than-timeout',
      field: 'retries.perTryTimeout',
      value: `${one} ms`,
      rule: `must not be above the timeout of ${all} ms`,
      why: 'it would have no effect',
      fix: `lower it to ${all} ms, or raise the timeout to ${one} ms`,
    }];
  }
  const tries = one * (attempts + 1);
  if (tries <= all || !Array.isArray(retryOn) || !retryOn.some((c) => AFTER_TIMEOUT.has(c))) return [];
  return [{
    code: 'head-ingress/tries-longer-than-timeout',
    field: 'retries.perTryTimeout',
    value: `${one} ms`,
    rule: `must not take ${tries} ms with ${attempts} retries, because the timeout is ${all} ms`,
    why: 'a try that times out is retried, and the timeout would end the last try early',
    fix: `lower it to ${Math.floor(all / (attempts + 1))} ms, or raise the timeout to ${tries} ms; `
      + 'or allow fewer attempts',
  }];
}

function conditionProblems(retryOn: unknown): Problem[] {
  if (retryOn === undefined) return [];
  if (!Array.isArray(retryOn) || retryOn.length === 0) {
    return [{
      code: 'head-ingress/no-retry-condition',
      field: 'retries.retryOn',
      value: retryOn,
      rule: 'must be a list of at least one condition',
      why: 'Istio would use its own conditions',
      fix: 'leave it out, or set attempts: 0',
    }];
  }
  const problems = new Problems();
  for (const condition of retryOn) {
    if (CONDITIONS.has(condition) || (typeof condition === 'string' && /^[1-5]\d\d$/.test(condition))) continue;
    problems.add({
      code: 'head-ingress/unknown-retry-condition',
      field: 'retries.retryOn',
      value: condition,
      rule: 'must be a condition of Envoy or an HTTP status',
      why: 'Istio would reject the object',
      fix: 'use one of its conditions, such as connect-failure, or a status, such as "503"',
    });
  }
  return problems.all;
}
