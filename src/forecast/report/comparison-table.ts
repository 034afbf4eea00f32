import { changesOf, comparedFigures, comparedTotals, type ComparedFigure } from './compared-figures';
import { counted } from './figures';
import type { ComparisonData } from './forecast-data';
import { noteLines, text } from './forecast-table';
import { namesOf } from './gathered-notes';
import { printable } from './markup';
import { spanText } from './summary';
import { inColumns, wrapped, type Column } from './text-columns';

const COLUMNS: readonly Column[] = [
  { heading: '' },
  { heading: 'BEFORE', right: true },
  { heading: 'AFTER', right: true },
  { heading: 'DIFFERENCE', right: true },
];

/** Two forecasts for a terminal: the totals, then each service whose figures differ. */
export function comparisonTable(data: ComparisonData): string {
  const { changed } = changesOf(data);
  const groups = [
    { name: 'All services', figures: comparedTotals(data) },
    ...changed.map(({ before, after }) => ({ name: after.name, figures: comparedFigures(before, after) })),
  ];
  const lines = inColumns(COLUMNS, groups.flatMap(({ figures }) => figures.map(cells)));
  let at = 1;
  const blocks = groups.map(({ name, figures }, i) => {
    const rows = lines.slice(at, at + figures.length);
    at += figures.length;
    return i === 0 ? [lines[0], name, ...rows] : [printable(name), ...rows];
  });
  return text([
    [
      ...wrapped(`Before: ${data.beforeName}. After: ${data.afterName}.`, '  '),
      ...wrapped(`The same load over ${spanText(data.after)}.`, '  '),
    ],
    ...blocks,
    restSentences(data).flatMap((sentence) => wrapped(sentence, '  ')),
    noteLines(data.before, 'Notes, before'),
    noteLines(data.after, 'Notes, after'),
  ]);
}

/** The services that are in one forecast only, and those that are the same in both. */
export function restSentences(data: ComparisonData): string[] {
  const { added, removed, same } = changesOf(data);
  const sentences: string[] = [];
  if (added.length > 0) {
    sentences.push(`Only after: ${namesOf(added)}.`);
  }
  if (removed.length > 0) {
    sentences.push(`Only before: ${namesOf(removed)}.`);
  }
  if (same.length > 0) {
    sentences.push(`The same figures in both: ${counted(same.length, 'service')} (${namesOf(same)}).`);
  }
  return sentences;
}

function cells({ figure, before, after, difference }: ComparedFigure): string[] {
  return [`  ${figure}`, before, after, difference];
}
