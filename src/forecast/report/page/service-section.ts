import { courseTable } from './course-table';
import { amount, duration, share } from '../figures';
import type { ForecastData, ServiceForecastData } from '../forecast-data';
import { bothWidths, bullets, card, heading, paragraph, parts } from './page-parts';
import { table } from './page-table';
import { servicePicture } from '../picture/forecast-picture';
import { clustersText, metricsText, rangeText } from '../service-sentences';

/** One service on a page: its picture, its figures, its values over time, its notes. */
export function serviceSection(
  service: ServiceForecastData, data: ForecastData, level: number, id: string, title = service.name,
): string {
  const metrics = metricsText(service);
  const follows = metrics === '' ? '' : `, which follows ${metrics}`;
  return card(
    heading(level, title, id),
    paragraph(`${service.workload} in ${service.namespace}, scaled by ${service.autoscaler}${follows}.`),
    parts(
      bothWidths(id, (options) => servicePicture(service, data, options)),
      table({
        id: `${id}f`,
        caption: `Figures of ${service.name} over ${duration(data.seconds)}`,
        headings: ['Figure', 'Value'],
        rows: figureRows(service),
        style: 'figures',
      }) + bullets(service.notes),
    ),
    courseTable(service, data, `${id}c`),
  );
}

function figureRows(s: ServiceForecastData): string[][] {
  const rows = [
    ['Replicas asked for', rangeText(s)],
    ['Bounds', `${amount(s.minReplicas)} to ${amount(s.maxReplicas)}`],
    ['At the beginning and the end', `${amount(s.initialReplicas)} and ${amount(s.finalReplicas)}`],
    ['Most ready pods', amount(s.peakReady)],
    ['Changes of replicas', amount(s.changes)],
    ['Replica-hours', amount(s.replicaHours)],
  ];
  if (s.demandUnit !== undefined) {
    rows.push(
      ['Peak of the demand', `${amount(s.peakDemand)} ${s.demandUnit}`],
      ['Demand that found no room', share(s.unservedShare)],
      ['Time with demand without room', duration(s.secondsUnserved)],
    );
  }
  rows.push(
    ['Time above target and tolerance', duration(s.secondsAboveTarget)],
    ['Time at maximum, more wanted', duration(s.secondsAtMaximum)],
    ['Time without room on nodes', duration(s.secondsPending)],
  );
  if ((s.clusters ?? []).length > 0) {
    rows.push(['Replicas by cluster at the peak', clustersText(s)]);
  }
  return rows;
}
