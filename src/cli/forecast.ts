import * as fs from 'fs';
import * as path from 'path';
import type { ForecastFormat } from './forecast-formats';
import type { ForecastOptions } from './forecast-options';
import { readAll, tellReading, type Reading } from './reading';
import { printable } from './report/reported-finding';
import { UsageError } from './settings/usage-error';
import { CLEAN, FOUND, UNUSABLE, type Terminal } from './terminal';
import type { Demand } from '../forecast/demand/demand';
import type { Load } from '../forecast/demand/load';
import { readLoads } from '../forecast/demand/read-loads';
import type { ServiceModel } from '../forecast/model/service-model';
import { readServices } from '../forecast/reading/read-services';
import { ServiceLoad } from '../forecast/replay/service-load';
import { comparisonTable } from '../forecast/report/comparison-table';
import type { ComparisonData, ForecastData, SuggestionData } from '../forecast/report/forecast-data';
import { forecastJson } from '../forecast/report/forecast-json';
import { forecastTable, suggestionTable } from '../forecast/report/forecast-table';
import { comparisonPage } from '../forecast/report/page/comparison-page';
import { forecastPage } from '../forecast/report/page/forecast-page';
import { suggestionPage } from '../forecast/report/page/suggestion-page';
import { beginningOf } from '../forecast/study/beginning';
import { unknownService } from '../forecast/study/name-problems';
import { ServiceNames } from '../forecast/study/service-names';
import { runStudy, type Study } from '../forecast/study/study';
import { suggest, type Goal } from '../forecast/study/suggest';
import { Inventory } from '../kubernetes/inventory';
import type { Problem } from '../validation/problem';
import { explain } from '../validation/problem-text';

/** Loads by the names that files give the services. */
interface GivenLoads {
  readonly loads: ReadonlyMap<string, Load>;
  readonly seconds?: number;
  readonly beginning: ReturnType<typeof beginningOf>;
  /** Names of series of Prometheus, whose queries often give more than what an autoscaler scales. */
  readonly recorded: ReadonlySet<string>;
  readonly notes: readonly string[];
  readonly problems: readonly Problem[];
}

/** Where no goal is given, a suggestion looks for this. Demand without room counts where it is known. */
function usualGoal(service: ServiceModel, demand: Demand): Goal {
  const aboveTargetShare = 0.05;
  const { isLimited } = new ServiceLoad(service, demand);
  return isLimited ? { unservedShare: 0.001, aboveTargetShare } : { aboveTargetShare };
}

/** Replays the autoscalers of manifests over a load, and prints what comes of it. */
export async function forecast(options: ForecastOptions, terminal: Terminal): Promise<number> {
  const given = loadsOf(options, terminal);
  const reading = await readAll(options.paths, terminal);
  const other = options.against === undefined ? undefined : await readAll([options.against], terminal);
  for (const one of [reading, other]) if (one) tellReading(one, terminal);
  const { study, problems } = studyOf(reading, given, options);
  const wrong = [...given.problems, ...problems];
  const lines = wrong.flatMap((problem) => explain(problem, { about: '' }).split('\n'));
  for (const line of lines) terminal.err(`${printable(line)}\n`);
  for (const note of given.notes) terminal.err(`${printable(`note: ${note}`)}\n`);
  for (const note of study.services.length === 0 ? study.notes : []) terminal.err(`${printable(`note: ${note}`)}\n`);
  if (wrong.length > 0 || study.services.length === 0 || other?.set.objects.length === 0) return UNUSABLE;
  let code = CLEAN;
  if (other) terminal.out(compared(study, studyOf(other, given, options).study, options));
  else if (options.suggest) terminal.out(suggested(study, options));
  else code = print(study, options, terminal);
  return reading.unusable.length > 0 || (other?.unusable.length ?? 0) > 0 ? UNUSABLE : code;
}

function print(study: Study, { format, goal }: ForecastOptions, terminal: Terminal): number {
  const { data } = runStudy(study);
  terminal.out(ended(PRINT[format](data)));
  const missed = data.services.flatMap((service) => missedGoals(service, data.seconds, goal));
  for (const line of [...missed, ...notesOnGoals(data, goal)]) terminal.err(`${printable(line)}\n`);
  return missed.length > 0 ? FOUND : CLEAN;
}

const PRINT: Readonly<Record<ForecastFormat, (data: ForecastData) => string>> = {
  text: forecastTable,
  json: forecastJson,
  html: forecastPage,
};

function missedGoals(service: Service, seconds: number, goal: Goal): string[] {
  const { name, unservedShare = 0, secondsAboveTarget } = service;
  const missed: string[] = [];
  const above = secondsAboveTarget / seconds;
  if (goal.unservedShare !== undefined && isUnknownDemand(service)) {
    missed.push(`${name}: whether all demand finds room is unknown; set a CPU limit, or --parallel`);
  }
  if (unservedShare > (goal.unservedShare ?? 1)) {
    const most = percent(goal.unservedShare!);
    missed.push(`${name}: ${percent(unservedShare)} of the demand finds no room; the goal is ${most}`);
  }
  if (above > (goal.aboveTargetShare ?? 1)) {
    missed.push(`${name}: above target ${percent(above)} of the time; the goal is ${percent(goal.aboveTargetShare!)}`);
  }
  return missed;
}

type Service = ForecastData['services'][number];

/** Whether a demand is given, and nothing shows what a pod can do of it. */
function isUnknownDemand({ demandUnit, unservedShare }: Service): boolean {
  return unservedShare === undefined && (demandUnit === 'requests/s' || demandUnit === 'cores');
}

/** Of a load that is only a metric nothing can be judged: that is not met in silence. */
function notesOnGoals({ services }: ForecastData, { unservedShare: most }: Goal): string[] {
  if (most === undefined) return [];
  const unknown = services.filter((service) => (
    service.demandUnit !== undefined && service.unservedShare === undefined && !isUnknownDemand(service)));
  return unknown.map(({ name }) => (
    `note: ${name}: its load is only a metric, so how much of the demand finds no room is unknown`));
}

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(3))} %`;
}

function compared(after: Study, before: Study, { format, paths, against }: ForecastOptions): string {
  const data: ComparisonData = {
    before: runStudy(before).data, after: runStudy(after).data, beforeName: against!, afterName: paths.join(' '),
  };
  if (format === 'html') return ended(comparisonPage(data));
  return ended(format === 'json' ? forecastJson(data) : comparisonTable(data));
}

function suggested(study: Study, { format, goal: given }: ForecastOptions): string {
  const isGiven = given.unservedShare !== undefined || given.aboveTargetShare !== undefined;
  const services = study.services.filter(({ id }) => study.demands.has(id));
  const all: SuggestionData[] = services.map((service) => (
    suggest(study, service, isGiven ? given : usualGoal(service, study.demands.get(service.id)!))));
  if (format === 'html') return ended(suggestionPage(all));
  return ended(format === 'json' ? forecastJson(all) : all.map(suggestionTable).join('\n'));
}

function ended(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}

function loadsOf({ loads: files, reading }: ForecastOptions, { cwd }: Terminal): GivenLoads {
  if (files.length === 0) {
    const hint = 'elastic-inference forecast --help lists the options';
    throw new UsageError('name a file with the load: --load monday.csv', hint);
  }
  const loads = new Map<string, Load>();
  const notes: string[] = [];
  const problems: Problem[] = [];
  const recorded = new Set<string>();
  let seconds: number | undefined;
  let beginning = beginningOf({});
  for (const file of files) {
    const text = textOf(file, cwd);
    const read = readLoads(text, file, reading);
    for (const [name, load] of read.loads) {
      loads.set(name, loads.get(name)?.plus(load) ?? load);
      if (/^\s*[[{]/.test(text)) recorded.add(name);
    }
    notes.push(...read.notes);
    problems.push(...read.problems);
    seconds = Math.max(seconds ?? 0, read.seconds ?? 0) || undefined;
    const begins = beginningOf(read);
    if (beginning.from !== undefined && begins.from !== undefined && +begins.from !== +beginning.from) {
      throw new UsageError(`--load ${file} begins at another time than ${files[0]}: give files of the same time`);
    }
    if (beginning.from === undefined) beginning = begins;
  }
  return { loads, seconds, beginning, recorded, notes, problems };
}

const READ_FAULTS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder; name a file',
  EACCES: 'it may not be read',
};

function textOf(file: string, cwd: string): string {
  try {
    return fs.readFileSync(path.resolve(cwd, file), 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UsageError(`--load ${file}: ${READ_FAULTS[code ?? ''] ?? message}`);
  }
}

/** What is replayed, and the names that fit no service. */
function studyOf(reading: Reading, given: GivenLoads, options: ForecastOptions) {
  const inventory = new Inventory(reading.set.objects, { kubernetes: options.kubernetesVersion });
  const names = new ServiceNames(readServices(inventory).services);
  const problems: Problem[] = [];
  const idOf = (field: string, name: string) => {
    const found = names.find(name);
    if (found.length !== 1) problems.push(unknownService(field, name, names));
    return found[0]?.id;
  };
  const loads = new Map<string, Load>();
  const isOther = (name: string) => given.recorded.has(name) && names.find(name).length === 0;
  const others = [...given.loads.keys()].filter(isOther);
  const isAnyHere = others.length < given.loads.size;
  for (const [name, load] of given.loads) {
    if (isAnyHere && isOther(name)) continue;
    const id = idOf('--load', name);
    if (id !== undefined) loads.set(id, loads.get(id)?.plus(load) ?? load);
  }
  const edges = new Set(names.sources);
  for (const [id, load] of options.hardExamples === undefined ? [] : loads) {
    if (edges.has(id)) loads.set(id, load.withHardExamples(options.hardExamples!));
  }
  const read = readServices(inventory, {
    flags: { syncSeconds: options.syncSeconds, downscaleSeconds: options.downscaleSeconds },
    startup: startupById(options.startup, names, idOf),
    metricsLagSeconds: options.metricsLagSeconds,
  });
  const ignored = `No autoscaler here scales ${others.join(', ')}: what was recorded of it is left out.`;
  const study: Study = {
    services: read.services,
    notes: others.length > 0 ? [...read.notes, ignored] : read.notes,
    demands: new Map([...loads].map(([id, load]) => [id, load._demand()])),
    seconds: options.seconds ?? given.seconds ?? 24 * 3600,
    recordedSeconds: given.seconds,
    ...(options.start ? { from: options.start } : given.beginning),
    syncSeconds: options.syncSeconds,
    nodes: options.nodes,
  };
  return { study, problems };
}

function startupById(
  given: ReadonlyMap<string, number>, names: ServiceNames, idOf: (field: string, name: string) => string | undefined,
): ReadonlyMap<string, number[]> {
  const startup = new Map<string, number[]>();
  const ofAll = given.get('');
  for (const id of ofAll === undefined ? [] : names.ids) startup.set(id, [ofAll!]);
  for (const [name, seconds] of given) {
    const id = name === '' ? undefined : idOf('--startup', name);
    if (id !== undefined) startup.set(id, [seconds]);
  }
  return startup;
}
