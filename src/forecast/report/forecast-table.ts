import { amount, duration, share } from './figures';
import type { CandidateData, ForecastData, ServiceForecastData, SuggestionData } from './forecast-data';
import { gatheredNotes, namesOf } from './gathered-notes';
import { printable } from './markup';
import { clustersText, rangeText } from './service-sentences';
import { summarySentences } from './summary';
import { inColumns, TERMINAL, wrapped, type Column } from './text-columns';

const COLUMNS: readonly Column[] = [
  { heading: 'SERVICE' },
  { heading: 'REPLICAS' },
  { heading: 'READY', right: true },
  { heading: 'REPL.-HOURS', right: true },
  { heading: 'NO ROOM', right: true },
  { heading: 'ABOVE TARGET', right: true },
  { heading: 'AT MAXIMUM', right: true },
];

/** A longer name stands on a line of its own, so that the figures of all services stay below each other. */
const NAME = 26;

/** A forecast for a terminal: a summary, a line for each service as given, nodes, and what to know of the figures. */
export function forecastTable(data: ForecastData): string {
  const blocks = [summarySentences(data).flatMap((sentence) => wrapped(sentence, '  '))];
  if (data.services.length > 0) {
    blocks.push(serviceLines(data.services), legend(data));
  }
  const clusters = data.services.filter((s) => (s.clusters ?? []).length > 0);
  if (clusters.length > 0) {
    const line = (s: ServiceForecastData) => `Replicas of ${s.name} at its peak, by cluster: ${clustersText(s)}.`;
    blocks.push(clusters.flatMap((s) => wrapped(line(s), '  ')));
  }
  blocks.push(noteLines(data));
  return text(blocks);
}

/** The notes of a forecast, each once. */
export function noteLines(data: Pick<ForecastData, 'notes' | 'services'>, heading = 'Notes'): string[] {
  const notes = gatheredNotes(data);
  return notes.length === 0 ? [] : [heading, ...notes.flatMap(({ note, services }) => {
    const of = services.length === 0 ? '' : `${namesOf(services)}: `;
    return wrapped(`- ${of}${note}`, '  ', TERMINAL - 2).map((line) => `  ${line}`);
  })];
}

/** Settings that were tried for a service: those of the manifests, then the frontier, cheapest first. */
export function suggestionTable(data: SuggestionData): string {
  const rows = [row('present', data.present)];
  const isBest = (c: CandidateData) => data.best !== undefined && c.settings === data.best.settings;
  if (data.best && !data.frontier.some(isBest)) {
    rows.push(row('best', data.best));
  }
  data.frontier.forEach((c) => rows.push(row(isBest(c) ? 'best' : '', c)));
  return text([
    wrapped(`Settings for ${data.service}, ${amount(data.tried.length)} tried. Goal: ${data.goal}.`, '  '),
    candidateLines(rows),
    [
      ...wrapped(data.best ? 'The best is the cheapest that meets the goal.' : 'None of the settings meets the goal.'),
      'HOURS: replica-hours. NO ROOM: the share of the demand. ABOVE: the share of the time above target.',
    ],
  ]);
}

const CANDIDATE: readonly Column[] = [
  { heading: '' },
  { heading: 'HOURS', right: true },
  { heading: 'NO ROOM', right: true },
  { heading: 'ABOVE', right: true },
  { heading: 'PEAK', right: true },
  { heading: 'GOAL' },
  { heading: 'SETTINGS' },
];

/** Settings that are too long for the line go on below themselves. */
function candidateLines(rows: readonly CandidateRow[]): string[] {
  const lines = inColumns(CANDIDATE, rows.map(({ cells }) => [...cells, '']));
  const left = lines[0].indexOf('SETTINGS');
  const settings = rows.flatMap(({ candidate }, i) => wrapped(candidate.settings, '', TERMINAL - left)
    .map((line, at) => (at === 0 ? lines[i + 1].padEnd(left) : ' '.repeat(left)) + line));
  return [lines[0], ...settings];
}

interface CandidateRow {
  readonly cells: readonly string[];
  readonly candidate: CandidateData;
}

function row(name: string, candidate: CandidateData): CandidateRow {
  return {
    cells: [
      name.padEnd(7),
      amount(candidate.replicaHours),
      share(candidate.unservedShare),
      share(candidate.aboveTargetShare),
      amount(candidate.peakReplicas),
      candidate.meetsGoal ? 'met' : 'missed',
    ],
    candidate,
  };
}

function serviceLines(services: readonly ServiceForecastData[]): string[] {
  const isLong = (s: ServiceForecastData) => [...printable(s.name)].length > NAME;
  const lines = inColumns(COLUMNS, services.map((s) => [
    isLong(s) ? '' : s.name,
    `${rangeText(s)} of ${amount(s.maxReplicas)}`,
    amount(s.peakReady),
    amount(s.replicaHours),
    share(s.unservedShare),
    duration(s.secondsAboveTarget),
    duration(s.secondsAtMaximum),
  ]));
  const named = services.flatMap((s, i) => (isLong(s) ? [printable(s.name), lines[i + 1]] : [lines[i + 1]]));
  return [lines[0], ...named];
}

function legend(data: ForecastData): string[] {
  const lines = [
    'REPLICAS: the least and the most that were asked for. READY: the most pods that were ready at the same time.',
    'NO ROOM: the share of the demand that found no room.',
    'ABOVE TARGET: how long a metric was above its target by more than the tolerance.',
    'AT MAXIMUM: how long more than the maximum was wanted.',
  ];
  const pending = data.services.filter((s) => s.secondsPending > 0);
  if (pending.length > 0) {
    const worst = pending.reduce((a, b) => (b.secondsPending > a.secondsPending ? b : a));
    lines.push(`Pods waited for room on nodes longest at ${worst.name}: ${duration(worst.secondsPending)}.`);
  }
  return lines.flatMap((line) => wrapped(line));
}

/** Blocks of lines, with an empty line between them and a line feed at the end. */
export function text(blocks: ReadonlyArray<readonly string[]>): string {
  return `${blocks.filter((lines) => lines.length > 0).map((lines) => lines.join('\n')).join('\n\n')}\n`;
}
