import * as check from './load-checks';
import type { RequestLoadOptions } from './load-options';
import { costOf, type LoadParts, type MetricLoad, type MetricOutage } from './load-parts';
import { LoadProfile } from './load-profile';
import { notAProfile, partsOf } from './profile-definition';
import { within, type Problem } from '../../validation/problem';
import { Problems } from '../../validation/problems';

/** All problems of the parts of a load. */
export function loadProblems(field: string, parts: LoadParts): Problem[] {
  const problems = new Problems();
  for (const stranger of parts.strangers) problems.addAll(notALoad('other', stranger));
  for (const options of parts.requests) problems.addAll(requestProblems(options));
  for (const profile of parts.cores) problems.addAll(profileProblems('profile', profile));
  for (const metric of parts.metrics) problems.addAll(metricProblems(metric));
  for (const outage of parts.outages) problems.addAll(outageProblems(outage));
  for (const share of parts.hardExamples) problems.addAll(check.shareProblems('share', share));
  if (problems.isEmpty) problems.addAll(differingProblems(parts));
  return within(field, problems.all);
}

/** The problem of a value that is not a Load. */
export function notALoad(field: string, value: unknown): Problem[] {
  return [{
    code: 'forecast/not-a-load',
    field,
    value,
    rule: 'must be a Load',
    why: 'the unit of any other value is unknown',
    fix: 'use a factory such as Load.requests',
  }];
}

function profileProblems(field: string, profile: unknown): Problem[] {
  return profile instanceof LoadProfile ? profile._problems(field) : notAProfile(field, profile);
}

function requestProblems(options: RequestLoadOptions): Problem[] {
  const { profile, serviceTime, cpuTime, parallel } = partsOf(options);
  const problems = new Problems();
  problems.addAll(profileProblems('profile', profile));
  problems.addAll(check.spanProblems('serviceTime', serviceTime));
  if (cpuTime !== undefined) problems.addAll(check.timeProblems('cpuTime', cpuTime));
  if (parallel !== undefined) problems.addAll(check.countProblems('parallel', parallel));
  return problems.all;
}

function metricProblems({ name, profile }: MetricLoad): Problem[] {
  const problems = new Problems();
  problems.addAll(check.metricNameProblems('name', name));
  if (name === 'cpu') {
    problems.add({
      code: 'forecast/cpu-as-metric',
      field: 'name',
      value: name,
      rule: 'must not be cpu',
      why: 'CPU is a load in cores, which the limits of the pods cap',
      fix: 'use Load.cores or Load.requests',
    });
  }
  problems.addAll(profileProblems('profile', profile));
  return problems.all;
}

function outageProblems({ metric, start, end }: MetricOutage): Problem[] {
  const problems = new Problems();
  problems.addAll(check.metricNameProblems('metric', metric));
  problems.addAll(check.timeProblems('start', start));
  problems.addAll(check.timeProblems('end', end));
  const [from, to] = [check.timeOf(start), check.timeOf(end)];
  if (to <= from) {
    problems.add({
      code: 'forecast/outage-ends-before-it-begins',
      field: 'end',
      value: to,
      rule: `must be after start, which is ${from} seconds`,
      why: 'an outage lasts some time',
      fix: 'swap start and end',
    });
  }
  return problems.all;
}

function costInWords(options: RequestLoadOptions): string {
  const { serviceSeconds, cpuSeconds, parallel } = costOf(options);
  const atOnce = parallel === undefined ? '' : `, parallel ${parallel}`;
  return `${serviceSeconds} s, CPU ${cpuSeconds} s${atOnce}`;
}

/** One service has one kind of request, and one share of hard examples. */
function differingProblems({ requests, hardExamples }: LoadParts): Problem[] {
  const problems = new Problems();
  const costs = new Set(requests.map(costInWords));
  if (costs.size > 1) {
    problems.add({
      code: 'forecast/requests-differ',
      field: 'other',
      value: [...costs].join('; '),
      rule: 'must have the same serviceTime, cpuTime and parallel',
      why: 'the requests of one service are replayed as one kind of request',
      fix: 'give both loads the mean of the two, weighted by their rates',
    });
  }
  if (new Set(hardExamples).size > 1) {
    problems.add({
      code: 'forecast/hard-examples-differ',
      field: 'share',
      value: hardExamples.join(' and '),
      rule: 'must be given once',
      why: 'a service has one share of hard examples',
      fix: 'call withHardExamples on one of the loads',
    });
  }
  return problems.all;
}
