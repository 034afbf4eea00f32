import { parseArgs } from 'util';
import { CHARTS, VARIANTS, type Charts, type VariantName } from './contestants';
import { CHECKED_SERVICES } from './goals';

const SERVICES = '1,100,1000,3000,10000';
/** The numbers of objects for the rules alone: of a bench in full, and those that take seconds. */
const FULL_SIZES = '1000,5000,40000';
const QUICK_SIZES = '1000,4000';
const CHECK_RUNS = 3;

export const HELP = `npm run bench -- [options]
  --services <n,n,…>   how many autoscaled services           (${SERVICES}; with --check ${CHECKED_SERVICES})
  --runs <n>           rounds of each size                    (7; 5 above 1,000 services; 3 above 3,000 or with --check)
  --charts <one|each>  all in one chart, or one chart each    (both)
  --variants <v,v,…>   ${VARIANTS.join(', ')} (all)
  --minutes <n>        stop measuring after so long           (45)
  --growth <n,n,…>     the rules alone over so many objects   (${FULL_SIZES}; otherwise ${QUICK_SIZES})
  --full               also App with more than 1,000 charts, which takes minutes a run
  --check              fail where a small run shows a ratio that is far too great; build no program`;

export interface Options {
  readonly services: readonly number[];
  readonly charts: readonly Charts[];
  readonly variants: readonly VariantName[];
  readonly minutes: number;
  /** How many objects the rules alone run over. */
  readonly objects: readonly number[];
  readonly full: boolean;
  readonly check: boolean;
  /** Rounds of a number of services. */
  runs(services: number): number;
}

/** What a command line asks for; undefined where it asks for help, or for something that there is not. */
export function optionsOf(args: string[]): Options | undefined {
  const { values } = parseArgs({
    args,
    options: {
      services: { type: 'string' },
      runs: { type: 'string' },
      charts: { type: 'string' },
      variants: { type: 'string' },
      minutes: { type: 'string', default: '45' },
      growth: { type: 'string' },
      full: { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const { full, check, help } = values;
  const services = sizesOf(values.services ?? (check ? String(CHECKED_SERVICES) : SERVICES));
  // A bench of chosen services is a question about those: the rules are then measured in seconds.
  const isQuick = values.services !== undefined || check;
  const objects = sizesOf(values.growth ?? (isQuick ? QUICK_SIZES : FULL_SIZES));
  const charts = values.charts === undefined ? CHARTS : CHARTS.filter((c) => c === values.charts);
  const wanted = values.variants?.split(',') ?? VARIANTS;
  const variants = VARIANTS.filter((variant) => wanted.includes(variant));
  const minutes = Number(values.minutes);
  const runs = values.runs === undefined ? undefined : Number(values.runs);
  const isRight = [...services, ...objects, runs ?? 1].every((n) => Number.isInteger(n) && n > 0)
    && minutes > 0 && objects.length >= 2 && charts.length > 0 && variants.length === wanted.length;
  if (help || !isRight) return undefined;
  const usual = check ? () => CHECK_RUNS : usualRuns;
  return { services, charts, variants, minutes, objects, full, check, runs: (n) => runs ?? usual(n) };
}

/** Different numbers, ascending. */
function sizesOf(text: string): number[] {
  return [...new Set(text.split(',').map(Number))].sort((a, b) => a - b);
}

function usualRuns(services: number): number {
  if (services > 3000) return 3;
  return services > 1000 ? 5 : 7;
}
