import type { Duration } from 'cdk8s';
import * as courses from './courses';
import type { Course, Demand, RequestDemand } from './demand';
import { timeOf } from './load-checks';
import type { RequestLoadOptions } from './load-options';
import type { LoadProfile } from './load-profile';

/** What a load is made of, as it was given. */
export interface LoadParts {
  readonly requests: readonly RequestLoadOptions[];
  readonly cores: readonly LoadProfile[];
  readonly metrics: readonly MetricLoad[];
  readonly outages: readonly MetricOutage[];
  readonly hardExamples: readonly number[];
  /** What is no load. */
  readonly strangers: readonly unknown[];
}

export interface MetricLoad {
  readonly name: string;
  readonly profile: LoadProfile;
}

export interface MetricOutage {
  readonly metric: string;
  readonly start: Duration;
  readonly end: Duration;
}

export const NOTHING: LoadParts = {
  requests: [],
  cores: [],
  metrics: [],
  outages: [],
  hardExamples: [],
  strangers: [],
};

export function together(one: LoadParts, other: LoadParts): LoadParts {
  return {
    requests: [...one.requests, ...other.requests],
    cores: [...one.cores, ...other.cores],
    metrics: [...one.metrics, ...other.metrics],
    outages: [...one.outages, ...other.outages],
    hardExamples: [...one.hardExamples, ...other.hardExamples],
    strangers: [...one.strangers, ...other.strangers],
  };
}

/** What one request takes. */
export interface RequestCost {
  readonly serviceSeconds: number;
  readonly cpuSeconds: number;
  readonly parallel?: number;
}

export function costOf({ serviceTime, cpuTime, parallel }: RequestLoadOptions): RequestCost {
  return {
    serviceSeconds: timeOf(serviceTime),
    cpuSeconds: timeOf(cpuTime ?? serviceTime),
    ...(parallel !== undefined && { parallel }),
  };
}

/** The demand of parts without problems. */
export function demandOf(parts: LoadParts): Demand {
  const cores = total(parts.cores);
  const requests = requestsOf(parts.requests);
  const [hardExamples] = parts.hardExamples;
  return {
    ...(cores && { cores }),
    ...(requests && { requests }),
    metrics: metricsOf(parts.metrics),
    outages: outagesOf(parts.outages),
    ...(hardExamples !== undefined && { hardExamples }),
  };
}

function total(profiles: readonly LoadProfile[]): Course | undefined {
  return profiles.length === 0 ? undefined : courses.sum(profiles.map((profile) => profile._course()));
}

function requestsOf(given: readonly RequestLoadOptions[]): RequestDemand | undefined {
  const rate = total(given.map(({ profile }) => profile));
  return rate && { rate, ...costOf(given[0]) };
}

function metricsOf(given: readonly MetricLoad[]): Map<string, Course> {
  const byName = new Map<string, LoadProfile[]>();
  for (const { name, profile } of given) byName.set(name, [...(byName.get(name) ?? []), profile]);
  return new Map([...byName].map(([name, profiles]) => [name, total(profiles)!]));
}

/** Spans in the order of their beginning; those that overlap are one. */
function outagesOf(given: readonly MetricOutage[]): Map<string, Array<readonly [number, number]>> {
  const byName = new Map<string, Array<[number, number]>>();
  const spans = given.map(({ metric, start, end }) => ({ metric, start: timeOf(start), end: timeOf(end) }));
  for (const { metric, start, end } of spans.sort((a, b) => a.start - b.start)) {
    const before = byName.get(metric) ?? [];
    const last = before.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else before.push([start, end]);
    byName.set(metric, before);
  }
  return byName;
}
