import { hardExampleNotes } from './hard-example-notes';
import { serviceData } from './service-data';
import { ServiceNames } from './service-names';
import type { Demand } from '../demand/demand';
import type { ServiceModel } from '../model/service-model';
import { lackOf, type Capacity } from '../replay/node-room';
import { replay, type NodesInput, type ReplayOutput } from '../replay/replay';
import type { Beginning } from '../replay/service-replay';
import type { ForecastData, NodesData } from '../report/forecast-data';

/** Services, their loads, and for how long. */
export interface Study {
  readonly services: readonly ServiceModel[];
  /** What holds for all of them. */
  readonly notes: readonly string[];
  /** By the id of the service. */
  readonly demands: ReadonlyMap<string, Demand>;
  readonly seconds: number;
  /** How long recorded loads are; undefined where none is recorded. */
  readonly recordedSeconds?: number;
  /** When the load begins, where it has dates. */
  readonly from?: Date;
  /** The beginning as it is printed, where it is not that date: a time of day such as `T05:00`. */
  readonly fromText?: string;
  readonly syncSeconds: number;
  readonly nodes?: NodesInput;
  /** Whether the first pods start at the beginning; they have been ready for long without it. */
  readonly begins?: Beginning;
}

/** A Monday, for schedules over a load without dates. */
export const SOME_MONDAY = new Date('2026-01-05T00:00:00Z');

/** The spans of a picture: a day in spans of five minutes. */
const SPANS = 288;

export interface StudyResult {
  readonly data: ForecastData;
  readonly output: ReplayOutput;
  readonly names: ServiceNames;
}

/** Replays the load of a study, and writes down what comes of it. */
export function runStudy(study: Study): StudyResult {
  const { services, notes, demands, seconds, from, syncSeconds, nodes, begins = 'running' } = study;
  const output = replay({
    services, demands, seconds, from: from ?? SOME_MONDAY, syncSeconds, nodes, begins, spans: SPANS,
  });
  const names = new ServiceNames(services);
  const data: ForecastData = {
    seconds,
    from: study.fromText ?? from?.toISOString(),
    services: output.services.map((one) => (
      serviceData(names.of(one.model), one, hardExampleNotes(one.model, demands)))),
    nodes: nodesData(output, nodes),
    notes: [...notes, ...noteOfEnd(study), ...noteOfNodes(services, nodes)],
  };
  return { data, output, names };
}

function nodesData({ nodes: record }: ReplayOutput, given: NodesInput | undefined): NodesData | undefined {
  if (!record || !given) return undefined;
  return {
    size: sizeWords(given.size),
    peak: record.peak,
    nodeHours: Number((record.time / 3_600_000).toPrecision(6)),
    secondsPerSpan: record.spanMs / 1000,
    needed: [...record.needed],
  };
}

/** A node in words: `4 CPU, 16Gi`. */
export function sizeWords(size: Capacity): string {
  const words = Object.entries(size).map(([name, amount]) => {
    if (name === 'cpu') return `${amount / 1000} CPU`;
    return name === 'memory' ? `${Number((amount / 2 ** 30).toPrecision(4))}Gi` : `${amount} ${name}`;
  });
  return words.join(', ');
}

function noteOfEnd({ seconds, recordedSeconds = seconds }: Study): string[] {
  if (recordedSeconds >= seconds) return [];
  return [`The recorded load ends after ${recordedSeconds} s: its last values hold until ${seconds} s.`];
}

function noteOfNodes(services: readonly ServiceModel[], nodes: NodesInput | undefined): string[] {
  if (!nodes) return [];
  const notes = ['Every node is of one size and takes every pod, 110 at most: node selectors, affinity, taints and '
    + 'spread are not modelled, nor the time that a new node takes.'];
  for (const { id, pod } of services) {
    const without = lackOf(nodes.size, pod.requests);
    if (without.length > 0) notes.push(`No node has room for a pod of ${id}: it asks for more ${without.join(', ')}.`);
  }
  return notes;
}
