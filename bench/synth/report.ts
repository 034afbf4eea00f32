import { growsFrom, growth, ratios, typical, type Cell, type Figure } from './cells';
import { nameOf, TITLES, type Contestant } from './contestants';
import { summary } from '../statistics';
import { table } from '../table';

const HELM: Contestant = { variant: 'helm' };
const HEAD = [
  'services', 'charts', 'variant', 'runs', 'wall s', 'of Helm', 'least–most', 'of plus', 'CPU s', 'peak MiB',
  'of Helm',
  'growth',
];

/** Medians of all sizes and contestants, with medians of the ratios within a round. */
export function synthTable(cells: readonly Cell[], all: readonly Contestant[]): string {
  const rows = cells.flatMap((cell) => inOrder(cell, all).map((contestant) => row(cells, cell, contestant)));
  return table([HEAD, ...rows]);
}

/** The tools first, then all variants with one chart, then all with one chart each. */
function inOrder({ rounds }: Cell, all: readonly Contestant[]): Contestant[] {
  const measured = all.filter((contestant) => rounds.some((round) => round.has(nameOf(contestant))));
  return [undefined, 'one', 'each'].flatMap((charts) => measured.filter((c) => c.charts === charts));
}

function row(cells: readonly Cell[], cell: Cell, contestant: Contestant): string[] {
  const { variant, charts } = contestant;
  const figure = (what: Figure, digits: number) => typical(cell, contestant, what)?.toFixed(digits) ?? '';
  const ratio = (to: Contestant, what: Figure) => summary(ratios(cell, contestant, to, what));
  const ofHelm = ratio(HELM, 'wall');
  const ofPlus = charts && ratio({ variant: 'plus', charts }, 'wall');
  const from = growsFrom(cells, cell.services);
  const grown = from === undefined ? undefined : growth(cells, contestant, from, cell.services);
  return [
    cell.services.toLocaleString('en'), charts ?? '', TITLES[variant],
    String(cell.rounds.filter((round) => round.has(nameOf(contestant))).length),
    figure('wall', 2), times(ofHelm?.median),
    ofHelm ? `${ofHelm.least.toFixed(2)}–${ofHelm.most.toFixed(2)}` : '',
    times(ofPlus?.median), figure('cpu', 2), figure('peak', 0), times(ratio(HELM, 'peak')?.median),
    grown?.toFixed(2) ?? '',
  ];
}

function times(ratio: number | undefined): string {
  return ratio === undefined ? '' : `×${ratio.toFixed(2)}`;
}
