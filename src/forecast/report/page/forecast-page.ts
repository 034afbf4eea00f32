import { amount, counted, duration, share } from '../figures';
import type { ForecastData, NodesData, ServiceForecastData } from '../forecast-data';
import { gatheredNotes, namesOf } from '../gathered-notes';
import { bothWidths, bullets, card, document, heading, paragraph, parts, tiles, type Tile } from './page-parts';
import { scrolled, table } from './page-table';
import { nodesPicture } from '../picture/forecast-picture';
import { byWhatMatters } from '../service-order';
import { rangeText } from '../service-sentences';
import { serviceSection } from './service-section';
import { spanText, summarySentences, totalReplicaHours } from '../summary';

/** A page has pictures of so many services; its table has all. */
export const MOST_PICTURES = 20;

/** A longer table scrolls within the page, so that the pictures are not far below. */
const MOST_ROWS = 40;

/** Why these services have pictures and others not. */
export const CHOICE = 'most demand without room, then the longest time without room on nodes, at maximum, '
  + 'above target, then the most replica-hours';

/** A forecast as one HTML page, which loads nothing and runs nothing. */
export function forecastPage(data: ForecastData): string {
  const { services } = data;
  const shown = services.length > MOST_PICTURES ? byWhatMatters(services).slice(0, MOST_PICTURES) : services;
  const ids = new Map(shown.map((service, i) => [service, `s${i}`]));
  const one = services.length === 1 ? services[0] : undefined;
  // The notes of a service that is shown stand with it.
  const notes = noteTexts({ notes: data.notes, services: services.filter((s) => !ids.has(s)) });
  const contents: Array<readonly [string, string]> = [];
  let main = tiles(tilesOf(data)) + bullets(summarySentences(data).slice(1));
  if (data.nodes) {
    const { nodes } = data;
    contents.push(['nodes', 'Nodes']);
    main += heading(2, 'Nodes', 'nodes') + card(nodesParts(nodes, data));
  }
  if (!one) {
    contents.push(['services', 'Services']);
    main += heading(2, 'Services', 'services') + servicesTable(data, ids);
  }
  if (shown.length < services.length) {
    const some = `${amount(shown.length)} of ${amount(services.length)} services`;
    main += paragraph(`Pictures are drawn for ${some}: ${CHOICE}. The table has all.`);
  }
  main += shown.map((service) => {
    const id = ids.get(service) ?? '';
    contents.push([id, service.name]);
    return serviceSection(service, data, one ? 2 : 3, id, one && 'Course and figures');
  }).join('\n');
  if (notes.length > 0) {
    contents.push(['notes', 'Notes']);
    main += heading(2, 'Notes', 'notes') + bullets(notes);
  }
  return document({
    title: one ? `Forecast of ${one.name}` : `Forecast of ${counted(services.length, 'service')}`,
    lead: paragraph(`${spanText(data)}, replayed in virtual time.`, 'lead'),
    contents: services.length > 1 ? contents : [],
    main,
  });
}

/** The notes in sentences, each with the services that have it. */
export function noteTexts(data: Pick<ForecastData, 'notes' | 'services'>): string[] {
  return gatheredNotes(data)
    .map(({ note, services }) => (services.length === 0 ? note : `${namesOf(services)}: ${note}`));
}

function nodesParts(nodes: NodesData, data: ForecastData): string {
  return parts(
    bothWidths('n', (options) => nodesPicture(nodes, data, options)),
    table({
      id: 'nf',
      caption: 'Nodes that all pods need together',
      headings: ['Figure', 'Value'],
      rows: [
        ['Size of a node', nodes.size],
        ['Most nodes', amount(nodes.peak)],
        ['Node-hours', amount(nodes.nodeHours)],
      ],
      style: 'figures',
    }),
  );
}

function tilesOf(data: ForecastData): Tile[] {
  const { services } = data;
  const all: Tile[] = [{ name: 'Replica-hours', value: amount(totalReplicaHours(data)) }];
  if (data.nodes) {
    all.push({ name: 'Most nodes', value: amount(data.nodes.peak), more: `of ${data.nodes.size}` });
  }
  const known = services.filter((s) => s.unservedShare !== undefined);
  if (known.length > 0) {
    const [worst] = byWhatMatters(known);
    const value = share(worst.unservedShare);
    const more = isOne(services) ? undefined : mostOf(worst.unservedShare, worst);
    all.push({ name: 'Demand without room', value, more });
  }
  all.push(timeTile('Longest above target', services, (s) => s.secondsAboveTarget));
  all.push(timeTile('Longest at maximum', services, (s) => s.secondsAtMaximum));
  return all;
}

function isOne(services: readonly ServiceForecastData[]): boolean {
  return services.length === 1;
}

function mostOf(value: number | undefined, service: ServiceForecastData): string {
  return value === 0 ? 'in all services' : `most, ${service.name}`;
}

function timeTile(
  name: string, services: readonly ServiceForecastData[], of: (s: ServiceForecastData) => number,
): Tile {
  const worst = services.reduce<ServiceForecastData | undefined>((a, b) => (a && of(a) >= of(b) ? a : b), undefined);
  const value = worst ? of(worst) : 0;
  return { name, value: duration(value), more: value > 0 && worst && !isOne(services) ? worst.name : undefined };
}

function servicesTable(data: ForecastData, ids: ReadonlyMap<ServiceForecastData, string>): string {
  return card(scrolled({
    id: 'all',
    caption: `All ${amount(data.services.length)} services, as given`,
    headings: [
      'Service', 'Replicas asked for', 'Maximum', 'Most ready', 'Replica-hours', 'Demand without room',
      'Above target', 'At maximum',
    ],
    rows: data.services.map((s) => [
      { text: s.name, link: ids.get(s) },
      rangeText(s),
      amount(s.maxReplicas),
      amount(s.peakReady),
      amount(s.replicaHours),
      share(s.unservedShare),
      duration(s.secondsAboveTarget),
      duration(s.secondsAtMaximum),
    ]),
  }, data.services.length > MOST_ROWS));
}
