import { amount, counted, share } from '../figures';
import type { CandidateData, SuggestionData } from '../forecast-data';
import { bothWidths, card, document, facts, heading, paragraph, parts, tiles, type Tile } from './page-parts';
import { scrolled } from './page-table';
import { frontierPicture } from '../picture/frontier-picture';

/** Settings that were tried for services, as one HTML page. */
export function suggestionPage(suggestions: readonly SuggestionData[]): string {
  const one = suggestions.length === 1 ? suggestions[0] : undefined;
  const titleOf = (data: SuggestionData) => (one ? 'Present and best settings' : data.service);
  const sections = suggestions.map((data, i) => section(data, `s${i}`, titleOf(data)));
  return document({
    title: one ? `Settings for ${one.service}` : `Settings for ${counted(suggestions.length, 'service')}`,
    lead: paragraph('Each of the settings was replayed over the same load. The frontier has those that no other '
      + 'beats in both replica-hours and the goal; the best is the cheapest that meets the goal.', 'lead'),
    contents: suggestions.map((data, i) => [`s${i}`, data.service]),
    main: sections.join('\n'),
  });
}

function section(data: SuggestionData, id: string, title: string): string {
  return heading(2, title, id)
    + tiles(tilesOf(data))
    + card(parts(
      bothWidths(id, (options) => frontierPicture(data, options)),
      facts([
        ['Goal', data.goal],
        ['Present settings', data.present.settings],
        ['Best settings', data.best ? data.best.settings : 'None of the settings meets the goal.'],
        ['Settings tried', amount(data.tried.length)],
      ]),
    ))
    + card(scrolled({
      id: `${id}f`,
      caption: `Settings for ${data.service}: present, then the frontier, cheapest first`,
      headings: [
        'Settings', 'Choice', 'Replica-hours', 'Demand without room', 'Time above target', 'Peak replicas', 'Goal',
      ],
      ...rows(data),
      words: [1, 6],
    }));
}

function tilesOf({ present, best }: SuggestionData): Tile[] {
  const was = (text: string) => (best ? `now ${text}` : undefined);
  const shown = best ?? present;
  const name = best ? 'best' : 'present';
  return [
    { name: `Replica-hours, ${name}`, value: amount(shown.replicaHours), more: was(amount(present.replicaHours)) },
    {
      name: `Demand without room, ${name}`,
      value: share(shown.unservedShare),
      more: was(share(present.unservedShare)),
    },
    {
      name: `Time above target, ${name}`,
      value: share(shown.aboveTargetShare),
      more: was(share(present.aboveTargetShare)),
    },
    { name: `Peak replicas, ${name}`, value: amount(shown.peakReplicas), more: was(amount(present.peakReplicas)) },
  ];
}

function rows({ present, frontier, best }: SuggestionData): { rows: string[][]; styles: Array<string | undefined> } {
  const isBest = (c: CandidateData) => best !== undefined && c.settings === best.settings;
  const shown: Array<readonly [string, CandidateData]> = [['present', present]];
  if (best && !frontier.some(isBest)) {
    shown.push(['best', best]);
  }
  frontier.forEach((c) => shown.push([isBest(c) ? 'best' : '', c]));
  return {
    rows: shown.map(([name, c]) => [
      c.settings,
      name,
      amount(c.replicaHours),
      share(c.unservedShare),
      share(c.aboveTargetShare),
      amount(c.peakReplicas),
      c.meetsGoal ? 'met' : 'missed',
    ]),
    styles: shown.map(([name]) => (name === 'best' ? 'best' : undefined)),
  };
}
