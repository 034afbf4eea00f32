import { changesOf, comparedFigures, comparedTotals, type ComparedFigure } from '../compared-figures';
import { restSentences } from '../comparison-table';
import { amount } from '../figures';
import type { ComparisonData } from '../forecast-data';
import { CHOICE, MOST_PICTURES, noteTexts } from './forecast-page';
import { bothWidths, bullets, card, document, heading, paragraph, parts } from './page-parts';
import { scrolled } from './page-table';
import { comparisonPicture } from '../picture/comparison-picture';
import { byWhatMatters } from '../service-order';
import { spanText } from '../summary';

/** Two forecasts of one load as one HTML page: the totals, then the services whose figures differ. */
export function comparisonPage(data: ComparisonData): string {
  const { changed } = changesOf(data);
  const worst = byWhatMatters(changed.flatMap(({ before, after }) => [before, after]));
  const rank = new Map(worst.map((service, i) => [service, i]));
  const rankOf = ({ before, after }: typeof changed[number]) => Math.min(rank.get(before) ?? 0, rank.get(after) ?? 0);
  const shown = changed.length > MOST_PICTURES
    ? [...changed].sort((a, b) => rankOf(a) - rankOf(b)).slice(0, MOST_PICTURES)
    : changed;
  const contents: Array<readonly [string, string]> = [];
  const notes = [...new Set([...noteTexts(data.before), ...noteTexts(data.after)])];
  const totals = scrolled({ id: 'all', caption: 'All services together', ...columns(comparedTotals(data)) });
  let main = card(totals) + bullets(restSentences(data));
  if (changed.length > 1) {
    contents.push(['services', 'Services that differ']);
  }
  main += heading(2, changed.length === 0 ? 'No service differs' : 'Services that differ', 'services');
  if (shown.length < changed.length) {
    main += paragraph(`Pictures are drawn for ${amount(shown.length)} of the ${amount(changed.length)} services that `
      + `differ: ${CHOICE}, before or after. The table has all.`) + changedTable(data);
  }
  main += shown.map(({ before, after }, i) => {
    contents.push([`s${i}`, after.name]);
    return card(
      heading(3, after.name, `s${i}`),
      parts(
        bothWidths(`s${i}`, (options) => comparisonPicture(before, after, data, options)),
        scrolled({
          id: `s${i}f`,
          caption: `Figures of ${after.name}, before and after`,
          ...columns(comparedFigures(before, after)),
        }),
      ),
    );
  }).join('\n');
  if (notes.length > 0) {
    contents.push(['notes', 'Notes']);
    main += heading(2, 'Notes', 'notes') + bullets(notes);
  }
  return document({
    title: 'Two forecasts compared',
    lead: paragraph(
      `Before: ${data.beforeName}. After: ${data.afterName}. The same load, ${spanText(data.after)}.`, 'lead'),
    contents,
    main,
  });
}

function columns(figures: readonly ComparedFigure[]): { headings: string[]; rows: string[][]; style: string } {
  return {
    headings: ['Figure', 'Before', 'After', 'Change'],
    rows: figures.map(({ figure, before, after, difference }) => [capital(figure), before, after, difference]),
    style: 'compared',
  };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function changedTable(data: ComparisonData): string {
  const { changed } = changesOf(data);
  const names = ['replica-hours', 'peak replicas', 'demand without room', 'time above target'];
  return card(scrolled({
    id: 'changed',
    caption: `All ${amount(changed.length)} services that differ: before, and the change`,
    headings: ['Service', ...names.flatMap((name) => [capital(name), 'Change'])],
    rows: changed.map(({ before, after }) => {
      const figures = comparedFigures(before, after).filter(({ figure }) => names.includes(figure));
      return [after.name, ...figures.flatMap((f) => [f.before, f.difference])];
    }),
  }, true));
}
