import { metricWords } from './metric-words';
import { divideReplicas } from '../engines/cluster-division';
import type { ServiceModel } from '../model/service-model';
import { copiesOf } from '../replay/cluster-share';
import type { SpanSeries } from '../replay/service-record';
import type { ServiceReplay } from '../replay/service-replay';
import type { SeriesData, ServiceForecastData } from '../report/forecast-data';

const HOUR = 3_600_000;

/** What is printed of one service. */
export function serviceData(
  name: string, replay: ServiceReplay, others: readonly string[] = [],
): ServiceForecastData {
  const { model, record, load } = replay;
  const knowsCapacity = knowsUnserved(replay);
  return {
    name,
    namespace: model.namespace,
    workload: `${model.kind}/${model.name}`,
    autoscaler: model.autoscaler,
    minReplicas: model.hpa.minReplicas,
    maxReplicas: model.hpa.maxReplicas,
    initialReplicas: model.initialReplicas,
    peakReplicas: record.peakReplicas,
    lowestReplicas: record.lowestReplicas,
    finalReplicas: replay.replicas,
    peakReady: record.peakReady,
    changes: record.changeCount,
    replicaHours: rounded(record.placedTime / HOUR),
    demandUnit: load.unit,
    peakDemand: rounded(record.peakDemand),
    unservedShare: knowsCapacity ? rounded(record.demanded === 0 ? 0 : record.unserved / record.demanded) : undefined,
    secondsUnserved: knowsCapacity ? record.unservedTime / 1000 : undefined,
    secondsAboveTarget: record.aboveTime / 1000,
    secondsAtMaximum: record.maximumTime / 1000,
    secondsPending: record.pendingTime / 1000,
    metrics: model.hpa.metrics.map(metricWords),
    clusters: clustersOf(model, record.peakReplicas),
    series: seriesOf(record.spans, knowsCapacity),
    notes: [...model.notModelled, ...notesOf(replay), ...others],
  };
}

/** Whether the demand that found no room is known: something limits a pod, or no pod was ready. */
export function knowsUnserved({ load, record }: ServiceReplay): boolean {
  const isDemand = load.unit === 'requests/s' || load.unit === 'cores';
  return isDemand && (load.isLimited || record.unserved > 0 || record.demanded === 0);
}

function clustersOf({ division }: ServiceModel, peak: number): ServiceForecastData['clusters'] {
  const parts = division && divideReplicas(peak, division);
  return parts?.map((peakReplicas, i) => ({ name: division!.clusters[i], peakReplicas }));
}

function seriesOf(spans: SpanSeries, knowsCapacity: boolean): SeriesData {
  return {
    secondsPerSpan: spans.spanMs / 1000,
    replicas: [...spans.replicas],
    ready: [...spans.ready],
    demand: Array.from(spans.demand, rounded),
    unserved: knowsCapacity ? Array.from(spans.unserved, rounded) : [],
    ofTarget: Array.from(spans.ofTarget, (value) => (Number.isNaN(value) ? null : rounded(100 * value))),
  };
}

/** What to know of the figures. */
function notesOf({ model, load, leftOut, unused }: ServiceReplay): string[] {
  const notes: string[] = [];
  if (load.unit === undefined) notes.push('No load is given: only its minimum and maximum change the replicas.');
  for (const metric of load.unit === undefined ? [] : leftOut) {
    notes.push(`The autoscaler follows ${metricWords(metric).name}, and no load is given for it: it is left out.`);
  }
  if (model.initialReplicas === 0 && model.keda === undefined) {
    notes.push('It begins with 0 replicas, which switches its autoscaler off until somebody sets another number.');
  }
  for (const name of unused) {
    const why = name === 'cores' ? 'its CPU follows from its requests' : 'its autoscaler has no metric of this name';
    notes.push(`The load of ${name} changes nothing: ${why}.`);
  }
  if (!load.isLimited && (load.unit === 'requests/s' || load.unit === 'cores')) {
    notes.push('Nothing shows how much one pod can do: demand counts as unserved only while no pod is ready. '
      + 'Set a CPU limit, or say how many requests one pod works on at the same time.');
  }
  const copies = copiesOf(model);
  if (copies > 1) {
    notes.push(`Each of ${copies} clusters has all replicas and gets an equal part of the load: the figures are those `
      + 'of one cluster, replica-hours too.');
  }
  return notes;
}

/** Six digits: more say nothing, and differ between machines. */
function rounded(value: number): number {
  return Number(value.toPrecision(6));
}
