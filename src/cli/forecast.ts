import type { ForecastFormat } from './forecast-formats';
import { loadsOf } from './forecast-loads';
import type { ForecastOptions } from './forecast-options';
import { studyOf } from './forecast-study';
import { readAll, tellReading } from './reading';
import { printable } from './report/reported-finding';
import { newerVersionNote } from './settings/checked-version';
import { CLEAN, FOUND, UNUSABLE, type Terminal } from './terminal';
import type { Demand } from '../forecast/demand/demand';
import type { ServiceModel } from '../forecast/model/service-model';
import { ServiceLoad } from '../forecast/replay/service-load';
import { comparisonTable } from '../forecast/report/comparison-table';
import type { ComparisonData, ForecastData, SuggestionData } from '../forecast/report/forecast-data';
import { forecastJson } from '../forecast/report/forecast-json';
import { forecastTable, noteLines, suggestionTable } from '../forecast/report/forecast-table';
import { comparisonPage } from '../forecast/report/page/comparison-page';
import { forecastPage } from '../forecast/report/page/forecast-page';
import { suggestionPage } from '../forecast/report/page/suggestion-page';
import { runStudy, type Study } from '../forecast/study/study';
import { suggest, type Goal } from '../forecast/study/suggest';
import { explain } from '../validation/problem-text';

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
  const newer = newerVersionNote(options.kubernetesVersion);
  const notes = newer === undefined ? given.notes : [newer, ...given.notes];
  for (const note of notes) terminal.err(`${printable(`note: ${note}`)}\n`);
  for (const note of study.services.length === 0 ? study.notes : []) terminal.err(`${printable(`note: ${note}`)}\n`);
  if (wrong.length > 0 || study.services.length === 0 || other?.set.objects.length === 0) return UNUSABLE;
  let code = CLEAN;
  if (other) {
    const before = studyOf(other, given, options);
    for (const { value } of before.problems) {
      terminal.err(`${printable(`note: ${options.against}: nothing is named ${String(value)} there`)}\n`);
    }
    terminal.out(compared(study, before.study, options));
  } else if (options.suggest) {
    terminal.out(suggested(study, options));
  } else {
    code = print(study, options, terminal);
  }
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
  if (format === 'json') return ended(forecastJson(all));
  const blocks = all.map(suggestionTable);
  const notes = noteLines(runStudy(study).data);
  if (notes.length > 0) blocks.push(`${notes.join('\n')}\n`);
  return ended(blocks.join('\n'));
}

function ended(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}
