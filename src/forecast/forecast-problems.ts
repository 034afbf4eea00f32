import type { Cpu } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { Load } from './demand/load';
import { countProblems, spanProblems, timeOf, timeProblems } from './demand/load-checks';
import { notALoad } from './demand/load-problems';
import type { ForecastGoal, ForecastNodes, ForecastOptions, ForecastRunOptions } from './forecast-options';
import { unknownService } from './study/name-problems';
import type { ServiceNames } from './study/service-names';
import { versionProblems } from '../app/versions/version-problems';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import { parseQuantity } from '../validation/quantity';
import { isObject } from '../validation/value-checks';
import { isSize } from '../values/resource-requirements';

/** The loads of a forecast, by the names that were given: those of one service must add up. */
export function loadListProblems(
  loads: ReadonlyArray<readonly [string, Load]>, names: ServiceNames,
): Problems['all'] {
  const problems = new Problems();
  const together = new Map<string, Load>();
  for (const [name, load] of loads) {
    const [service, ...others] = names.find(name);
    const isKnown = service !== undefined && others.length === 0;
    if (!isKnown) problems.add(unknownService('service', name, names));
    const own = load instanceof Load ? load._problems('load') : notALoad('load', load);
    problems.addAll(own);
    if (isKnown && own.length === 0) together.set(service.id, together.get(service.id)?.plus(load) ?? load);
  }
  for (const load of together.values()) problems.addAll(load._problems('load'));
  return problems.all;
}

/** The options of a forecast. */
export function optionProblems(options: ForecastOptions, names: ServiceNames): Problems['all'] {
  const problems = new Problems();
  if (!isOptions(options)) problems.add(notOptions(options, '{ syncPeriod: Duration.seconds(30) }'));
  const { startup, metricsLag, syncPeriod, downscaleStabilization, nodes, start, kubernetesVersion } = options ?? {};
  if (startup !== undefined) problems.within('startup', startupProblems(startup, names));
  if (metricsLag !== undefined) problems.addAll(timeProblems('metricsLag', metricsLag));
  if (syncPeriod !== undefined) problems.addAll(syncProblems(syncPeriod));
  const window = downscaleStabilization;
  if (window !== undefined) problems.addAll(timeProblems('downscaleStabilization', window));
  if (nodes !== undefined) problems.within('nodes', nodeProblems(nodes));
  if (kubernetesVersion !== undefined) problems.addAll(versionProblems('kubernetesVersion', kubernetesVersion));
  if (start !== undefined && !(start instanceof Date && Number.isFinite(start.getTime()))) {
    problems.add({
      code: 'forecast/not-a-date',
      field: 'start',
      value: start,
      rule: 'must be a Date',
      why: 'schedules and cron triggers follow the calendar',
      fix: "set it to new Date('2026-01-05T00:00:00Z')",
    });
  }
  return problems.all;
}

function syncProblems(syncPeriod: unknown): Problem[] {
  const wrong = spanProblems('syncPeriod', syncPeriod);
  if (wrong.length > 0 || timeOf(syncPeriod) >= 1) return wrong;
  return [{
    code: 'forecast/sync-period',
    field: 'syncPeriod',
    value: timeOf(syncPeriod),
    rule: 'must be 1 second or more',
    why: 'no autoscaler has a shorter loop, and the forecast would take very long',
    fix: 'set it to the flag of kube-controller-manager, such as Duration.seconds(15)',
  }];
}

export function runProblems(options: ForecastRunOptions): Problems['all'] {
  if (!isOptions(options)) return [notOptions(options, '{ duration: Duration.hours(24) }')];
  const { duration } = options ?? {};
  return duration === undefined ? [] : spanProblems('duration', duration);
}

/** Fields by name, or nothing; a Duration in their place would be read as no field at all. */
function isOptions(value: unknown): boolean {
  return value === undefined || value === null || (isObject(value) && !('toSeconds' in value));
}

function notOptions(value: unknown, example: string): Problem {
  return {
    code: 'forecast/not-options',
    field: 'options',
    value,
    rule: 'must be an object with the fields of the options',
    why: 'nothing would be read of any other value',
    fix: `write ${example}, or leave it out`,
  };
}

/** The manifests of a forecast. */
export function manifestProblems(objects: unknown): Problem[] {
  if (Array.isArray(objects)) return [];
  return [{
    code: 'forecast/not-manifests',
    field: 'objects',
    value: objects,
    rule: 'must be a list of manifests',
    why: 'there would be no workload to forecast',
    fix: 'read the file with Yaml.load, which gives a list',
  }];
}

/** Where the workloads of a forecast are. */
export function scopeProblems(scope: unknown): Problem[] {
  if (Construct.isConstruct(scope)) return [];
  return [{
    code: 'forecast/not-a-construct',
    field: 'scope',
    value: scope,
    rule: 'must be the app, a chart or another construct',
    why: 'there would be no workload to forecast',
    fix: 'give the chart, or use Forecast.ofManifests for manifests that are no constructs',
  }];
}

/** The forecast that another one is compared with. */
export function resultProblems(field: string, value: unknown, isResult: boolean): Problem[] {
  if (isResult) return [];
  return [{
    code: 'forecast/not-a-result',
    field,
    value,
    rule: 'must be what Forecast.run returns',
    why: 'only the figures of two forecasts can be compared',
    fix: 'call run on both forecasts',
  }];
}

function startupProblems(startup: unknown, names: ServiceNames): Problem[] {
  const problems = new Problems();
  if (!isObject(startup)) problems.addAll(timeProblems('', startup));
  for (const [name, span] of isObject(startup) ? Object.entries(startup) : []) {
    if (names.find(name).length !== 1) problems.add(unknownService(name, name, names));
    problems.addAll(timeProblems(name, span));
  }
  return problems.all;
}

function nodeProblems(nodes: ForecastNodes): Problem[] {
  const problems = new Problems();
  const { cpu, memory, devices, count } = nodes ?? {};
  if (coresOf(cpu) === undefined) problems.add(notASize('cpu', cpu, 'a Cpu', 'Cpu.units(4)'));
  if (!isSize(memory)) problems.add(notASize('memory', memory, 'a Size', 'Size.gibibytes(16)'));
  if (count !== undefined) problems.addAll(countProblems('count', count));
  if (devices !== undefined && devices !== null && !isObject(devices)) {
    problems.add(notASize('devices', devices, 'an object of numbers by resource', "{ 'nvidia.com/gpu': 1 }"));
  }
  for (const [name, number] of isObject(devices) ? Object.entries(devices) : []) {
    problems.addAll(countProblems(`devices.${name}`, number));
    if (name === 'cpu' || name === 'memory') {
      problems.add({
        code: 'forecast/node-device',
        field: `devices.${name}`,
        value: number,
        rule: 'must be a device',
        why: 'CPU and memory of a node are fields of their own',
        fix: `set ${name} of the node`,
      });
    }
  }
  return problems.all;
}

/** The cores of a Cpu of any cdk8s-plus; undefined for any other value. */
export function coresOf(cpu: unknown): number | undefined {
  return isObject(cpu) ? parseQuantity((cpu as Partial<Cpu>).amount) : undefined;
}

function notASize(field: string, value: unknown, what: string, example: string): Problem {
  return {
    code: 'forecast/node-size',
    field,
    value,
    rule: `must be ${what}`,
    why: 'whether a pod finds room depends on it',
    fix: `set it to ${what}, such as ${example}`,
  };
}

/** A moment after the changes that a result keeps: what was then is not known any more. */
export function lateProblems(field: string, seconds: number, last: number): Problem[] {
  if (seconds <= last) return [];
  return [{
    code: 'forecast/after-kept-changes',
    field,
    value: seconds,
    rule: `must not be after ${last} s`,
    why: 'only the first changes are kept, of which there were more',
    fix: 'forecast a shorter time',
  }];
}

/** What is wanted of a service. */
export function goalProblems(goal: ForecastGoal): Problem[] {
  const problems = new Problems();
  const { unservedDemand, timeAboveTarget } = goal ?? {};
  if (unservedDemand === undefined && timeAboveTarget === undefined) {
    problems.add(notAGoal('goal', goal, 'must have unservedDemand or timeAboveTarget'));
  }
  for (const [field, value] of Object.entries({ unservedDemand, timeAboveTarget })) {
    const isShare = value === undefined || (typeof value === 'number' && value >= 0 && value <= 1);
    if (!isShare) problems.add(notAGoal(field, value, 'must be a number from 0 to 1'));
  }
  return problems.all;
}

function notAGoal(field: string, value: unknown, rule: string): Problem {
  return {
    code: 'forecast/goal',
    field,
    value,
    rule,
    why: 'the search looks for the cheapest settings that meet it',
    fix: 'set it to a share, such as 0.01 for one in a hundred',
  };
}
