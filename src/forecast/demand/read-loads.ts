// Its file alone: the command would load all of cdk8s with it.
import { Duration } from 'cdk8s/lib/duration';
import { Load } from './load';
import * as check from './load-checks';
import { LoadProfile } from './load-profile';
import { loadUnit, unitKey, type LoadUnit } from './load-unit';
import type { ReadLoadsOptions, RecordedLoads } from './read-loads-options';
import { readFile, type NamedSeries, type RecordedFile } from './recorded-file';
import { added, known, withMissing, type KnownValues } from './recorded-series';
import { ServiceNames } from './service-names';
import { Problems } from '../../validation/problems';

/** All series of one service in one unit. */
interface Group {
  readonly service: string;
  readonly unit: LoadUnit;
  readonly series: NamedSeries[];
}

/**
 * The loads in a file: CSV with a column for each service, or the JSON with which Prometheus answers a range query.
 *
 * Where values are missing, the load holds its last value, and before the first it is 0. For a metric that is an outage
 * too: its autoscaler could not read it.
 */
export function readLoads(text: string, fileName: string, options: ReadLoadsOptions = {}): RecordedLoads {
  const problems = new Problems();
  problems.addAll(optionProblems(options));
  const { file, problems: ofFile } = readFile(text, fileName);
  problems.addAll(ofFile);
  const notes: string[] = [];
  const groups = file && problems.isEmpty ? groupsOf(file, options, problems, notes) : [];
  if (file === undefined || !problems.isEmpty) return { loads: new Map(), problems: problems.all, notes: [] };
  const loads = new Map<string, Load>();
  for (const group of groups) {
    const load = loadOf(group, file, options);
    const before = loads.get(group.service);
    loads.set(group.service, before?.plus(load) ?? load);
  }
  for (const [service, load] of loads) problems.addAll(load._problems(`${fileName} ${JSON.stringify(service)}`));
  const { seconds, from, timeOfDay } = file;
  return {
    loads: problems.isEmpty ? loads : new Map(),
    ...(seconds !== undefined && { seconds }),
    ...(from !== undefined && { from }),
    ...(timeOfDay !== undefined && { timeOfDay }),
    problems: problems.all,
    notes,
  };
}

function optionProblems({ serviceTime, cpuTime, parallel, unit }: ReadLoadsOptions): Problems['all'] {
  const problems = new Problems();
  if (serviceTime !== undefined) problems.addAll(check.spanProblems('serviceTime', serviceTime));
  if (cpuTime !== undefined) problems.addAll(check.timeProblems('cpuTime', cpuTime));
  if (parallel !== undefined) problems.addAll(check.countProblems('parallel', parallel));
  if (unit !== undefined && loadUnit(String(unit)) === undefined) problems.add(unitProblem('unit', unit));
  return problems.all;
}

function unitProblem(field: string, value: unknown): Problems['all'][number] {
  return {
    code: 'forecast/load-unit',
    field,
    value,
    rule: 'must be requests/s, requests/s@200ms, cores or the name of a metric',
    why: 'replicas cannot be computed from a load in another unit',
    fix: 'write the unit behind the name of the service, such as "classifier cores"',
  };
}

/** The series of each service in each unit. */
function groupsOf(
  { series, ...file }: RecordedFile, options: ReadLoadsOptions, problems: Problems, notes: string[],
): Group[] {
  const services = new ServiceNames(series, options);
  const groups = new Map<string, Group>();
  const untimed: string[] = [];
  for (const one of series) {
    const service = services.of(one);
    if (service === undefined) problems.add(services.problem(one));
    const given = one.unit ?? options.unit ?? one.labels?.__name__ ?? 'requests/s';
    const unit = timed(loadUnit(given), options);
    if (unit === undefined) problems.add(unitProblem(one.at, given));
    if (service === undefined || unit === undefined) continue;
    if (unit.kind === 'requests' && unit.serviceTime === undefined) untimed.push(one.at);
    const key = `${service} ${unitKey(unit)}`;
    const group = groups.get(key) ?? { service, unit, series: [] };
    groups.set(key, group);
    if (group.series.length > 0 && one.labels === undefined && options.service === undefined) {
      problems.add(repeatedProblem(one.at, one.name));
    }
    group.series.push(one);
  }
  if (untimed.length > 0) problems.add(untimedProblem(untimed));
  const sums = [...groups.values()].filter((group) => group.series.length > 1);
  for (const { service, series: all } of sums) notes.push(`${all.length} series of ${service} are added up.`);
  for (const { unit } of groups.values()) {
    if (unit.kind !== 'metric' || !/_(total|count|sum|bucket)$/.test(unit.name)) continue;
    notes.push(`${unit.name} looks like a counter, which only rises: record rate(${unit.name}[5m]) instead.`);
  }
  if (file.step === undefined && file.from === undefined && file.seconds === undefined) {
    notes.push('The file has a single row: its values hold all the time.');
  }
  return [...groups.values()];
}

function timed(unit: LoadUnit | undefined, { serviceTime }: ReadLoadsOptions): LoadUnit | undefined {
  if (unit?.kind !== 'requests' || serviceTime === undefined) return unit;
  return { serviceTime, ...unit };
}

function repeatedProblem(field: string, value: string): Problems['all'][number] {
  return {
    code: 'forecast/csv-column-repeated',
    field,
    value,
    rule: 'must not have the same service and unit as another column',
    why: 'it is unknown which of them is the load',
    fix: 'delete one of the columns, or add them up in one',
  };
}

function untimedProblem(series: readonly string[]): Problems['all'][number] {
  return {
    code: 'forecast/service-time-missing',
    field: series[0],
    rule: `must have the time that one request takes (columns or series without it: ${series.length})`,
    why: 'the cores in use, and what a pod can serve, follow from it',
    fix: 'write it behind the unit, such as "classifier requests/s@200ms", or set --service-time 200ms for all',
  };
}

function loadOf({ unit, series }: Group, file: RecordedFile, options: ReadLoadsOptions): Load {
  const sum = added(series);
  const whole = file.step === undefined ? sum : withMissing(sum, file.step, file.end);
  const values = known(whole, file.start, file.end);
  const profile = profileOf(values, file.seconds);
  if (unit.kind === 'cores') return Load.cores(profile);
  if (unit.kind === 'requests') {
    const { cpuTime, parallel } = options;
    return Load.requests({
      profile,
      serviceTime: unit.serviceTime!,
      ...(cpuTime !== undefined && { cpuTime }),
      ...(parallel !== undefined && { parallel }),
    });
  }
  const outages = values.gaps.map(([start, end]) => ({
    metric: unit.name,
    start: durationOf(start),
    end: durationOf(end),
  }));
  return Load._metric(unit.name, profile, outages);
}

function profileOf({ times, values }: KnownValues, seconds?: number): LoadProfile {
  if (times.length > 0) return LoadProfile._recorded(times, values, seconds);
  return LoadProfile._recorded(Float64Array.of(0), Float64Array.of(0), seconds);
}

function durationOf(seconds: number): Duration {
  return Duration.millis(Math.round(seconds * 1000));
}
