import type { Duration } from 'cdk8s';
import { SUFFIX } from './interceptor-route';
import type { KedaHttpOptions } from './keda-http-options';
import { DNS_1035_LABEL, matches } from '../../validation/names';
import type { Problem } from '../../validation/problem';
import { Problems } from '../../validation/problems';
import { secondsOf } from '../../values/seconds-of';

/** KEDA's and the add-on's own times, in seconds. */
const COOLDOWN = 300;
const WINDOW = 60;

/** A workload that requests over HTTP wake. */
export interface WokenWorkload {
  /** What the Service of the interceptor is named after: the property `name`, or what stands for it. */
  readonly namedAfter: string;
  readonly namespace: string | undefined;
  /** The port of its Service for the HTTP API of its server; undefined without one. */
  readonly port: number | undefined;
  /** How it gets such a port, where that is not by a port of its Service. */
  readonly portFix?: string;
  readonly requestSeconds: number;
  readonly keda: { readonly cooldownPeriod?: Duration; readonly idleAtZero?: boolean };
  readonly minReplicas: number;
}

/** A trigger over HTTP, and its place among all triggers. */
export interface HttpTriggerPlace {
  readonly index: number;
  readonly options: KedaHttpOptions;
}

/** What is wrong with the triggers over HTTP of one workload. */
export function httpServingProblems(triggers: readonly HttpTriggerPlace[], woken: WokenWorkload): Problem[] {
  const [first, second] = triggers;
  if (first === undefined) return [];
  const field = `engine.triggers[${first.index}]`;
  const problems = new Problems();
  if (second !== undefined) problems.add(twiceProblem(`engine.triggers[${second.index}]`));
  problems.addAll(workloadProblems(field, woken));
  problems.addAll(rateProblems(field, first.options, woken));
  return problems.all;
}

function twiceProblem(field: string): Problem {
  return {
    code: 'scaling/http-trigger-twice',
    field,
    rule: 'must be the only trigger over HTTP of the workload',
    why: 'a workload has one InterceptorRoute, of the name of its ScaledObject',
    fix: 'give one trigger all hosts, and both targets if requests at once and their rate count',
  };
}

function workloadProblems(field: string, { namedAfter, namespace, port, portFix }: WokenWorkload): Problem[] {
  const problems = new Problems();
  if (namespace === undefined) {
    problems.add({
      code: 'scaling/http-namespace-missing',
      field,
      rule: 'needs a chart with a namespace',
      why: 'the interceptor routes requests of clients in the cluster by <name>-interceptor.<namespace>',
      fix: 'set the namespace of the chart',
    });
  }
  if (port === undefined) {
    problems.add({
      code: 'scaling/http-port-missing',
      field,
      rule: 'needs a Service with a port for the HTTP API of the server',
      why: 'the interceptor forwards requests to it over HTTP/1.1; calls of gRPC would fail',
      fix: `${portFix ?? 'add the HTTP port of the server to the Service'}, or use another trigger`,
    });
  }
  problems.addAll(nameProblems(namedAfter));
  return problems.all;
}

function nameProblems(name: string): Problem[] {
  const most = DNS_1035_LABEL.max - SUFFIX.length;
  if (name.length > most) {
    return [{
      code: 'scaling/http-name-too-long',
      field: 'name',
      value: name,
      rule: `must be at most ${most} characters with a trigger over HTTP`,
      why: `the Service of the interceptor is called <name>${SUFFIX}, of 63 characters at most`,
      fix: `set a shorter name, such as ${JSON.stringify(labelOf(name, most))}`,
    }];
  }
  if (matches(DNS_1035_LABEL, name)) return [];
  return [{
    code: 'scaling/http-name-no-label',
    field: 'name',
    value: name,
    rule: `must be ${DNS_1035_LABEL.title} with a trigger over HTTP`,
    why: `the Service of the interceptor is called <name>${SUFFIX}, and the API server would reject it`,
    fix: `set name: ${JSON.stringify(labelOf(name, most))}`,
  }];
}

/** A name like this one that a Service may begin with. */
function labelOf(name: string, most: number): string {
  const label = name.replace(/\./g, '-');
  return (/^[a-z]/.test(label) ? label : `m-${label}`).slice(0, most).replace(/-+$/, '');
}

/** A request that is longer than what the rate still remembers of it. */
function rateProblems(field: string, options: KedaHttpOptions, woken: WokenWorkload): Problem[] {
  const { targetConcurrency, targetRate, rateWindow } = options;
  const { requestSeconds, keda, minReplicas } = woken;
  const reachesZero = minReplicas === 0 || keda.idleAtZero === true;
  if (!reachesZero || targetRate === undefined || targetConcurrency !== undefined) return [];
  const window = secondsOf(rateWindow, WINDOW);
  const cooldownSeconds = secondsOf(keda.cooldownPeriod, COOLDOWN);
  const kept = window + cooldownSeconds;
  if (requestSeconds <= kept) return [];
  return [{
    code: 'scaling/http-rate-ends-requests',
    field: `${field}.targetRate`,
    value: targetRate,
    rule: `must be beside targetConcurrency where a request may take ${requestSeconds} s`,
    why: `${kept} s after a request has arrived (the window of ${window} s and the cooldown of ${cooldownSeconds} s) `
      + 'its rate counts no more, and the last replica is removed under it',
    fix: 'set targetConcurrency too, which counts a request until its response ends, or a longer cooldownPeriod',
  }];
}
